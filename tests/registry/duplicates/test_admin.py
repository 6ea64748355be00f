"""Likely duplicates in the admin: the list, two records side by side, one decision."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.organisations.models import Likeness
from tests.factories.accounts import UserFactory
from tests.factories.persons import LikenessFactory
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db

LIST = "/en/admin/registry/likeness/"
REASON = "One certificate, filed twice."


@pytest.fixture
def officer(client):
    person = UserFactory(role="registry_officer", name="Officer")
    client.force_login(person)
    return person


def compared(one, other):
    return f"{LIST}compare/{one.pk}/{other.pk}/"


def test_the_first_page_counts_what_its_list_shows(client, officer):
    LikenessFactory.create_batch(2)
    LikenessFactory(status="apart", reason=REASON)

    awaiting = {str(one.label): one for one in client.get("/en/admin/").context["awaiting"]}["Likely duplicates"]

    assert awaiting.count == 2
    assert client.get(awaiting.url).context["cl"].result_count == 2


def test_the_list_says_what_they_share_and_leads_to_both_side_by_side(client, officer):
    pair = LikenessFactory()

    rows = client.get(LIST).text
    page = client.get(f"{LIST}{pair.pk}/change/").text

    assert "the same name, the same telephone" in rows
    assert f'href="{compared(pair.one, pair.other)}"' in page


def test_what_differs_is_marked_before_anything_is_decided(client, officer):
    one, other = OrganisationFactory(address_ru="Абая, 1"), OrganisationFactory(address_ru="Абая, 2")

    page = client.get(compared(one, other))

    differing = {str(row.name) for row in page.context["rows"] if row.differs}
    assert {"address in Russian", "BIN", "code"} <= differing
    assert {"telephone", "region"} & differing == set()
    assert page.text.count("≠") == len(differing) + 1
    assert (Likeness.objects.count(), one.status) == (0, "active")


@pytest.mark.parametrize(("verdict", "goes_on"), [("left", 0), ("right", 1)])
def test_an_officer_merges_into_the_record_that_goes_on(client, officer, verdict, goes_on):
    both = [OrganisationFactory(bin=None), OrganisationFactory(bin=None)]

    answer = client.post(compared(*both), {"verdict": verdict, "because": REASON})

    for one in both:
        one.refresh_from_db()
    assert answer.url == LIST
    assert both[1 - goes_on].merged_into == both[goes_on]
    assert both[goes_on].status == "active"


def test_an_officer_tells_two_apart(client, officer):
    pair = LikenessFactory()

    client.post(compared(pair.one, pair.other), {"verdict": "apart", "because": REASON})

    pair.refresh_from_db()
    assert (pair.status, pair.reason) == ("apart", REASON)


def test_a_refusal_stands_on_the_form_with_what_was_typed(client, officer):
    one, other = OrganisationFactory(), OrganisationFactory()

    page = client.post(compared(one, other), {"verdict": "left", "because": REASON})

    assert "Both have a verified BIN." in page.text
    assert REASON in page.text
    assert Likeness.objects.count() == 0


def test_a_decision_needs_a_verdict_and_a_reason(client, officer):
    one, other = OrganisationFactory(), OrganisationFactory()

    page = client.post(compared(one, other), {"because": ""})

    assert page.context["form"].errors == {
        "verdict": ["This field is required."],
        "because": ["This field is required."],
    }


@pytest.mark.parametrize("by", ["code", "bin"])
def test_any_other_record_is_found_by_its_code_or_bin(client, officer, by):
    one, other = OrganisationFactory(), OrganisationFactory()

    answer = client.post(f"{LIST}compare/{one.pk}/", {"number": getattr(other, by)})

    assert answer.url == compared(one, other)


def test_a_number_that_is_not_there_and_ones_own_are_named(client, officer):
    one = OrganisationFactory()

    missing = client.post(f"{LIST}compare/{one.pk}/", {"number": "nothing"})
    own = client.post(f"{LIST}compare/{one.pk}/", {"number": one.code})

    assert missing.context["form"].errors == {"number": ["No organisation has this code or BIN."]}
    assert own.context["form"].errors == {"number": ["This is one and the same record."]}


def test_the_page_of_comparing_names_what_is_alike(client, officer):
    one, other = OrganisationFactory.create_batch(2, name_ru="Алма", bin=None)
    call_command("find_duplicates", stdout=StringIO())

    page = client.get(f"{LIST}compare/{one.pk}/")

    assert page.context["alike"] == [(other, compared(one, other))]


def test_only_officers_compare_and_decide(client):
    pair = LikenessFactory()
    client.force_login(UserFactory(administrator=True))
    address = compared(pair.one, pair.other)

    assert client.get(address).status_code == 403
    assert client.post(address, {"verdict": "apart", "because": REASON}).status_code == 403
    assert client.get(f"{LIST}compare/{pair.one.pk}/").status_code == 403
    assert client.get(f"{LIST}{pair.pk}/change/").context["verbs"] == []


def test_the_list_costs_the_same_queries_at_one_row_and_at_three(client, officer, django_assert_num_queries):
    LikenessFactory()
    with CaptureQueriesContext(connection) as queries:
        client.get(LIST)
    LikenessFactory.create_batch(2)

    with django_assert_num_queries(len(queries)):
        client.get(LIST)


def test_the_whole_register_is_compared_by_a_command():
    OrganisationFactory.create_batch(2, name_ru="Алма")
    OrganisationFactory(name_ru="Алма", status="merged")
    said = StringIO()

    call_command("find_duplicates", stdout=said)

    assert said.getvalue() == "Likely duplicates to be looked at: 1\n"
