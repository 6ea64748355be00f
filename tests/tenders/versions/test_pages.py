"""Reading the versions: for its own people alone, at any time, with as many questions for three as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lifecycle import clock
from tenders.applications import actions as applications
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, group, head_of, line, submitted
from tests.factories.registry import LinkFactory

pytestmark = pytest.mark.django_db


def saved(application, *, by=None, by_itself=False, **facts):
    applications.revise(application, facts, by=by or head_of(application), at=clock.now(), by_itself=by_itself)


@pytest.fixture
def draft():
    return ApplicationFactory(complete=False)


@pytest.fixture
def reader(client, draft):
    client.force_login(head_of(draft))
    return client


def index(application):
    return reverse("versions:index", args=[application.number])


def detail(application, number, more=""):
    return reverse("versions:detail", args=[application.number, number]) + more


def test_q32_the_list_says_who_saved_what_and_when(reader, draft):
    asel = LinkFactory(organisation=draft.organisation, role="editor", user=UserFactory(name="Asel")).user
    saved(draft, goal="First", budget_lines=[line()])
    saved(draft, target_groups=[group()], by=asel)
    saved(draft, method="By itself", by_itself=True)

    page = reader.get(index(draft))

    assert [(one.number, str(one.saved_by), list(map(str, one.sections))) for one in page.context["page"]] == [
        (2, "Asel", ["Target groups"]),
        (1, str(head_of(draft)), ["The project in words", "Budget"]),
    ]
    assert "has changed the application since the last version" in page.text


def test_the_list_says_which_version_was_submitted(client):
    whole = ApplicationFactory()
    client.force_login(head_of(whole))
    saved(whole, goal="First")
    receipt = submitted(whole)
    saved(whole, goal="Second")

    page = client.get(index(whole))

    assert [one.receipt for one in page.context["page"]] == [None, receipt]
    assert f"submitted, receipt {receipt.number}" in page.text


def test_a_draft_without_a_version_says_so(reader, draft):
    assert "There is no version yet" in reader.get(index(draft)).text


def test_a_version_shows_what_was_removed_and_what_was_added(reader, draft):
    saved(draft, goal="We help 40 elders", target_groups=[group(direct_count=40)])
    saved(draft, goal="We help 60 elders", target_groups=[group(direct_count=60)], budget_lines=[line()])

    page = reader.get(detail(draft, 2)).text

    for words in ("<del><span", " 40</del>", " 60</ins>", "row changed", "row added"):
        assert words in page
    assert [change.name for change in reader.get(detail(draft, 1)).context["changes"]] == ["goal", "target_groups"]


def test_a_version_is_compared_with_how_it_stands_now(reader, draft):
    saved(draft, goal="First")
    saved(draft, goal="Second")
    saved(draft, title="Third", by_itself=True)

    changes = reader.get(detail(draft, 1, "?with=now")).context["changes"]

    assert [change.name for change in changes] == ["title", "goal"]


def test_days_sums_and_choices_are_written_as_people_write_them(reader, draft):
    saved(draft, language="ru", budget_lines=[line()])

    page = reader.get(detail(draft, 1)).text

    assert all(words in page for words in ("Russian", "600\u00a0000\u00a0₸", "pay"))


@pytest.mark.parametrize("role", ["editor", "accountant", "viewer"])
def test_all_its_people_read_them(client, draft, role):
    saved(draft, goal="First")
    client.force_login(LinkFactory(organisation=draft.organisation, role=role).user)

    assert (client.get(index(draft)).status_code, client.get(detail(draft, 1)).status_code) == (200, 200)


def test_for_all_others_they_are_not_there(client, draft):
    saved(draft, goal="First")
    client.force_login(UserFactory())
    pages = [index(draft), detail(draft, 1), reverse("versions:restore", args=[draft.number, 1])]

    assert [client.get(page).status_code for page in pages] == [404, 404, 404]


def test_a_version_of_another_number_is_not_there(reader, draft):
    assert reader.get(detail(draft, 1)).status_code == 404


def test_three_versions_take_as_many_questions_as_one(reader, draft):
    counts = []
    for rounds in (1, 2):
        for number in range(rounds):
            saved(draft, goal=f"Text {rounds} {number}", target_groups=[group()] * rounds, by=UserFactory())
        for page in (index(draft), detail(draft, draft.versions.count())):
            with CaptureQueriesContext(connection) as queries:
                reader.get(page)
            counts.append(len(queries))

    assert counts[0] == counts[2] <= 10
    assert counts[3] <= counts[1] + 1  # the version before it is read too
