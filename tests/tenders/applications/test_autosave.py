"""Two people at one section, and a page that saves itself: nothing typed is lost, nothing newer is overwritten."""

import json
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lifecycle import clock
from tenders.applications import actions, checks, content
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, group, head_of, line, objective
from tests.factories.registry import LinkFactory
from tests.tenders.applications.posting import ROW, keep, posted, stored, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    """Empty but for one objective, which an activity may name."""
    application = ApplicationFactory(complete=False)
    return actions.revise(application, {"objectives": [objective()]}, by=head_of(application), at=clock.now())


@pytest.fixture
def writer(client, application):
    client.force_login(head_of(application))
    return client


# --- In two --------------------------------------------------------------------------------------


def test_two_people_at_one_text_see_both_versions_and_lose_nothing(writer, application):
    seen = writer.get(url(application, "summary")).context["seen"]
    colleague = LinkFactory(organisation=application.organisation, role="editor", user=UserFactory(name="Asel")).user
    actions.revise(application, {"goal": "Theirs"}, by=colleague, at=clock.now())

    mine = {"language": "kk", "goal": "Mine", "title": "Also mine", "step": "later", "seen": seen}
    answer = writer.post(url(application, "summary"), mine)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert all(words in page for words in ("Theirs", "Mine", "Also mine", "Asel", "Two people changed the same words"))
    again = mine | {"seen": answer.context["seen"]}
    assert writer.post(url(application, "summary"), again).status_code == 302
    application.refresh_from_db()
    assert (application.goal, application.title) == ("Mine", "Also mine")


def test_their_version_may_be_kept(writer, application):
    seen = writer.get(url(application, "summary")).context["seen"]
    actions.revise(application, {"goal": "Theirs"}, by=UserFactory(), at=clock.now())
    mine = {"language": "kk", "goal": "Mine", "title": "Also mine", "step": "later", "seen": seen}
    seen = writer.post(url(application, "summary"), mine).context["seen"]

    writer.post(url(application, "summary"), mine | {"seen": seen, "keep-goal": "on"})

    application.refresh_from_db()
    assert (application.goal, application.title) == ("Theirs", "Also mine")


@pytest.mark.parametrize("section", ROW)
def test_two_people_at_one_table_see_both(writer, application, section):
    part = checks.PARTS[section]
    seen = writer.get(url(application, section)).context["seen"]
    column = "description" if section == "target-group" else "name"
    actions.revise(application, {part: [{column: "Theirs"}]}, by=UserFactory(), at=clock.now())

    answer = writer.post(url(application, section), posted(section, application.lot, {column: "Mine"}, seen=seen))

    page = answer.content.decode()
    assert (answer.status_code, "Theirs" in page, "Mine" in page) == (409, True, True)
    again = posted(section, application.lot, {column: "Mine"}, seen=answer.context["seen"])
    writer.post(url(application, section), again | {f"keep-{part}": "on"})
    assert stored(application, section)[0][column] == "Theirs"
    writer.post(url(application, section), again)
    assert stored(application, section)[0][column] == "Mine"


@pytest.mark.parametrize("seen", ["", "[]", "no json", "{}"])
def test_a_page_that_says_nothing_of_what_it_showed_is_saved(writer, application, seen):
    writer.post(url(application, "summary"), {"language": "kk", "goal": "Mine", "step": "later", "seen": seen})

    application.refresh_from_db()
    assert application.goal == "Mine"


# --- By itself -----------------------------------------------------------------------------------


def test_only_the_texts_that_were_changed_are_kept(writer, application):
    actions.revise(application, {"title": "Title"}, by=head_of(application), at=clock.now())

    answer = keep(writer, application, "summary", ["goal"], goal="Half a sen")

    application.refresh_from_db()
    assert (answer.status_code, application.goal, application.title) == (200, "Half a sen", "Title")
    assert json.loads(answer.json()["seen"]) == content.fingerprints(application, content.TEXTS)
    assert len(answer.json()["saved_at"]) == 5


def test_the_page_goes_on_saving_with_the_marks_it_was_given(writer, application):
    seen = writer.get(url(application, "summary")).context["seen"]
    for text in ("H", "Ha", "Hal"):
        seen = keep(writer, application, "summary", ["goal"], goal=text, seen=seen).json()["seen"]

    application.refresh_from_db()
    assert application.goal == "Hal"


def test_a_cell_of_a_table_is_kept_with_the_rest_of_its_row(writer, application):
    facts = {"target_groups": [group(), group(description="Second")]}
    actions.revise(application, facts, by=head_of(application), at=clock.now())
    sent = {"rows-TOTAL_FORMS": 2, "rows-INITIAL_FORMS": 2, "rows-1-entry_rule": "By the register"}

    keep(writer, application, "target-group", ["rows-1-entry_rule"], **sent)

    first, second = stored(application, "target-group")
    assert (first["description"], second["description"], second["entry_rule"]) == (
        group()["description"], "Second", "By the register",
    )  # fmt: skip


def test_a_new_row_is_kept_before_it_is_complete_and_keeps_its_place(writer, application):
    sent = {"rows-TOTAL_FORMS": 3, "rows-INITIAL_FORMS": 0, "rows-2-description": "Third"}
    seen = keep(writer, application, "target-group", ["rows-2-description"], **sent).json()["seen"]
    sent = {"rows-TOTAL_FORMS": 3, "rows-INITIAL_FORMS": 0, "rows-0-description": "First", "seen": seen}
    keep(writer, application, "target-group", ["rows-0-description"], **sent)

    assert [row["description"] for row in stored(application, "target-group")] == ["First", "", "Third"]


def test_what_cannot_be_read_is_not_kept_and_the_rest_is(writer, application):
    actions.revise(application, {"budget_lines": [line(Decimal(500))]}, by=head_of(application), at=clock.now())
    sent = {"rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 1, "rows-0-unit_cost": "x", "rows-0-grounds": "New"}

    answer = keep(writer, application, "budget", ["rows-0-unit_cost", "rows-0-grounds"], **sent)

    [row] = stored(application, "budget")
    assert (answer.status_code, row["unit_cost"], row["grounds"]) == (422, "500.00", "New")


def test_a_row_ticked_for_removal_goes_only_when_the_person_saves(writer, application):
    actions.revise(application, {"target_groups": [group()]}, by=head_of(application), at=clock.now())
    sent = {"rows-TOTAL_FORMS": 1, "rows-INITIAL_FORMS": 1, "rows-0-DELETE": "on"}

    keep(writer, application, "target-group", ["rows-0-DELETE"], **sent)

    assert len(stored(application, "target-group")) == 1


def test_saving_by_itself_never_writes_over_somebody_else(writer, application):
    seen = writer.get(url(application, "summary")).context["seen"]
    actions.revise(application, {"goal": "Theirs"}, by=UserFactory(), at=clock.now())

    answer = keep(writer, application, "summary", ["goal"], goal="Mine", seen=seen)

    application.refresh_from_db()
    assert (answer.status_code, application.goal) == (409, "Theirs")


def test_a_page_that_saved_one_text_has_not_seen_what_a_colleague_wrote_into_another(writer, application):
    seen = writer.get(url(application, "summary")).context["seen"]
    actions.revise(application, {"goal": "Theirs"}, by=UserFactory(), at=clock.now())
    seen = keep(writer, application, "summary", ["method"], method="Mine", seen=seen).json()["seen"]

    answer = keep(writer, application, "summary", ["goal"], goal="Mine too", seen=seen)

    application.refresh_from_db()
    assert (answer.status_code, answer.json()["clashes"]) == (409, ["goal"])
    assert (application.goal, application.method) == ("Theirs", "Mine")


def test_a_page_that_saves_itself_hears_who_else_is_at_work_and_why_it_is_refused(client, application):
    asel = LinkFactory(organisation=application.organisation, role="editor", user=UserFactory(name="Asel")).user
    client.force_login(asel)
    client.get(url(application, "budget"))
    client.force_login(head_of(application))

    answer = keep(client, application, "summary", ["goal"], goal="Mine")

    assert answer.json()["colleagues"] == ["Asel is editing “Budget” now."]
    # The deadline is drawn near, past the fences of the call: the clock of the views is the real one.
    type(application.lot.call).objects.update(deadline_at=clock.now(), opening_at=clock.now())
    answer = keep(client, application, "summary", ["goal"], goal="More")
    assert (answer.status_code, answer.json()["clashes"]) == (409, [])
    assert "The deadline has passed" in answer.json()["why"]


def test_to_save_by_itself_once_more_asks_one_question_for_colleagues_and_none_for_versions(writer, application):
    keep(writer, application, "summary", ["goal"], goal="First")

    with CaptureQueriesContext(connection) as queries:
        keep(writer, application, "summary", ["goal"], goal="Second")

    assert sum("tenders_presence" in one["sql"] for one in queries) == 1
    assert sum("tenders_version" in one["sql"] for one in queries) == 0


def test_saving_by_itself_without_a_session_says_so(client, application):
    assert keep(client, application, "summary", ["goal"], goal="Mine").status_code == 401


def test_without_a_session_the_way_leads_through_the_sign_in(client, application):
    answer = client.get(url(application, "summary"))

    assert answer.url.startswith(reverse("account_login"))
    assert "next=" in answer.url
