"""The filters of a list under a name: for their owner alone, on the index and beside the filters."""

import pytest

from lifecycle.models import Refused
from registry.searches import actions
from registry.searches.models import SavedSearch
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db

LIST = "/en/admin/registry/organisation/"
SAVE = "/en/admin/searches/"
QUERY = "status__exact=suspended&q=%D1%84%D0%BE%D0%BD%D0%B4"


@pytest.fixture
def officer(client):
    person = UserFactory(role="registry_officer")
    client.force_login(person)
    return person


def keep(client, **typed):
    facts = {"page": "registry.organisation", "query": QUERY, "name": "Suspended funds"}
    return client.post(SAVE, facts | typed, follow=True)


def found():
    return list(SavedSearch.objects.values_list("user", "page", "name", "query"))


def test_a_person_saves_the_present_filters_and_finds_them_on_the_list_and_on_the_first_page(client, officer):
    OrganisationFactory(status="suspended", name_ru="Фонд")

    page = client.get(f"{LIST}?{QUERY}&p=1")
    answer = keep(client, query=page.context["present"])
    index = client.get("/en/admin/")

    assert found() == [(officer.pk, "registry.organisation", "Suspended funds", QUERY)]
    assert "The search is saved." in answer.text
    assert f"{answer.request['PATH_INFO']}?{answer.request['QUERY_STRING']}" == f"{LIST}?{QUERY}"
    assert f'<a href="?{QUERY.replace("&", "&amp;")}" aria-current="true">Suspended funds</a>' in answer.text
    [saved] = index.context["saved"]
    assert (saved.name, saved.url) == ("Suspended funds", f"{LIST}?{QUERY}")
    assert client.get(saved.url).context["cl"].result_count == 1


def test_two_searches_of_one_list_have_two_names(client, officer):
    keep(client)

    answer = keep(client, query="status__exact=active")

    assert "You have a search of this name for this list. Choose another name." in answer.text
    assert [query for *_facts, query in found()] == [QUERY]
    with pytest.raises(Refused):
        actions.keep("registry.organisation", "Suspended funds", "q=a", by=officer)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": " "}, "Give the search a name."),
        ({"query": ""}, "Choose a filter first, then save the search."),
        ({"name": "x" * 81}, "Ensure this value has at most 80 characters (it has 81)."),
        ({"page": "accounts.user"}, "There is no such list."),
        ({"page": "../evil"}, "There is no such list."),
    ],
)
def test_what_cannot_be_saved_is_said_in_a_sentence_and_leaves_nothing(client, officer, typed, sentence):
    answer = keep(client, **typed)

    assert sentence in answer.text
    assert (answer.status_code, found()) == (200, [])


def test_a_person_removes_a_search_of_their_own(client, officer):
    keep(client)
    search = SavedSearch.objects.get()

    answer = client.post(f"{SAVE}{search.pk}/remove/", follow=True)

    assert "The search is removed." in answer.text
    assert (answer.request["PATH_INFO"], found()) == (LIST, [])


def test_nobody_sees_or_removes_the_search_of_another(client, officer):
    other = UserFactory(role="registry_officer")
    search = actions.keep("registry.organisation", "Theirs", QUERY, by=other)

    removed = client.post(f"{SAVE}{search.pk}/remove/")
    actions.remove(search, by=officer)

    assert removed.status_code == 404
    assert "Theirs" not in client.get(LIST).text + client.get("/en/admin/").text
    assert found() == [(other.pk, "registry.organisation", "Theirs", QUERY)]


@pytest.mark.parametrize("person", [{}, {"is_staff": True}, {"role": "auditor"}])
def test_whoever_does_not_work_with_the_register_keeps_nothing(client, person):
    client.force_login(UserFactory(**person))

    assert keep(client).status_code == 403
    assert found() == []


def test_a_search_of_a_list_that_is_no_more_is_not_shown_and_breaks_nothing(client, officer):
    actions.keep("registry.gone", "Old", QUERY, by=officer)

    page = client.get("/en/admin/")

    assert (page.status_code, page.context["saved"]) == (200, [])


def test_searches_and_lists_cost_the_same_queries_for_one_and_for_three(client, officer, django_assert_max_num_queries):
    actions.keep("registry.organisation", "1", QUERY, by=officer)
    for address in (LIST, "/en/admin/"):
        client.get(address)
    for name in "23":
        actions.keep("registry.organisation", name, QUERY, by=officer)

    with django_assert_max_num_queries(15):
        page = client.get(LIST)

    assert [search.name for search in page.context["saved"]] == ["1", "2", "3"]
