"""Restoring a version: what stood before is not lost, and nobody who is writing is written over (Q32)."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from lifecycle import clock
from lifecycle.models import Refused
from tenders.applications import actions as applications
from tenders.applications import content
from tenders.applications.models import Application
from tenders.versions import actions
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, group, head_of, submitted
from tests.factories.calls import LotFactory
from tests.factories.registry import LinkFactory

pytestmark = pytest.mark.django_db


def saved(application, *, by=None, at=None, by_itself=False, **facts):
    applications.revise(application, facts, by=by or head_of(application), at=at or clock.now(), by_itself=by_itself)


@pytest.fixture
def draft():
    """Two versions: “First” with a target group, and “Second” without one."""
    application = ApplicationFactory(complete=False)
    saved(application, goal="First", target_groups=[group()])
    saved(application, goal="Second", title="Title", target_groups=[])
    return application


@pytest.fixture
def writer(client, draft):
    client.force_login(head_of(draft))
    return client


def version(application, number):
    return application.versions.get(number=number)


def page(application, number=1):
    return reverse("versions:restore", args=[application.number, number])


def now(application):
    return Application.objects.get(pk=application.pk)


def test_q32_overwritten_then_restored_and_both_versions_remain(draft):
    head, noon = head_of(draft), clock.now()

    actions.restore(draft, version(draft, 1), by=head, at=noon)

    stands = now(draft)
    assert (stands.goal, stands.title, stands.edited_at) == ("First", "", noon)
    assert content.told(stands, "target_groups") == version(draft, 1).facts["target_groups"]
    assert [one.facts["goal"] for one in draft.versions.order_by("number")] == ["First", "Second", "First"]
    line = draft.trail().last()
    assert (line.verb, line.because, line.by) == ("version restored", "№ 1", head)


def test_what_was_only_saved_by_itself_becomes_a_version_before(draft):
    saved(draft, goal="Half a sentence", by_itself=True)

    actions.restore(draft, version(draft, 1), by=head_of(draft), at=clock.now())

    assert [one.facts["goal"] for one in draft.versions.order_by("number")] == [
        "First", "Second", "Half a sentence", "First",
    ]  # fmt: skip


def test_what_was_submitted_stands(draft):
    whole = ApplicationFactory()
    saved(whole, goal="First")
    saved(whole, goal="Second")
    receipt = submitted(whole)

    actions.restore(whole, version(whole, 1), by=head_of(whole), at=clock.now())

    assert (now(whole).status, now(whole).receipt, now(whole).goal) == ("submitted", receipt, "First")
    assert content.of_receipt(receipt)["goal"] == "Second"


def test_each_submission_is_a_version(draft):
    whole = ApplicationFactory()
    saved(whole, goal="Typed to the end", by_itself=True)

    submitted(whole)

    assert [one.facts["goal"] for one in whole.versions.all()] == ["Typed to the end"]


def test_restoring_what_stands_changes_nothing(draft):
    with pytest.raises(Refused, match="says this already"):
        actions.restore(draft, version(draft, 2), by=head_of(draft), at=clock.now())

    assert (draft.versions.count(), draft.trail().filter(verb="version restored").exists()) == (2, False)


@pytest.mark.parametrize(("after", "restored"), [(0, True), (1, False)])
def test_to_the_last_microsecond_of_the_deadline(draft, after, restored):
    moment = draft.lot.call.deadline_at + timedelta(microseconds=after)

    if restored:
        actions.restore(draft, version(draft, 1), by=head_of(draft), at=moment)
    else:
        with pytest.raises(applications.TooLate):
            actions.restore(draft, version(draft, 1), by=head_of(draft), at=moment)

    assert (now(draft).goal == "First", draft.versions.count()) == (restored, 3 if restored else 2)


# --- On the page ---------------------------------------------------------------------------------


def test_the_page_asks_first_and_shows_what_would_be_changed(writer, draft):
    answer = writer.get(page(draft))

    assert now(draft).goal == "Second"
    assert [change.name for change in answer.context["changes"]] == ["title", "goal", "target_groups"]
    done = writer.post(page(draft), {"seen": answer.context["seen"]})
    assert (done.url, now(draft).goal) == (draft.get_absolute_url(), "First")


def test_a_part_may_be_left_as_it_is(writer, draft):
    seen = writer.get(page(draft)).context["seen"]

    writer.post(page(draft), {"seen": seen, "keep-goal": "on"})

    assert (now(draft).goal, now(draft).title) == ("Second", "")


def test_whoever_writes_meanwhile_is_not_written_over_in_silence(writer, draft):
    seen = writer.get(page(draft)).context["seen"]
    asel = LinkFactory(organisation=draft.organisation, role="editor", user=UserFactory(name="Asel")).user
    saved(draft, goal="Just written", by=asel, by_itself=True)

    answer = writer.post(page(draft), {"seen": seen})

    text = answer.content.decode()
    assert (answer.status_code, now(draft).goal, draft.versions.count()) == (409, "Just written", 2)
    assert all(words in text for words in ("Asel has changed this", "Just written", "Not restored"))
    again = {"seen": answer.context["seen"], "keep-goal": "on"}
    assert writer.post(page(draft), again).status_code == 302
    assert (now(draft).goal, now(draft).title) == ("Just written", "")


def test_what_somebody_changed_elsewhere_stops_nobody(writer, draft):
    seen = writer.get(page(draft)).context["seen"]
    saved(draft, method="Elsewhere", by=UserFactory(), by_itself=True)
    marks = json.loads(seen)
    assert "method" in marks

    answer = writer.post(page(draft), {"seen": seen})

    assert (answer.status_code, now(draft).goal, now(draft).method) == (302, "First", "Elsewhere")


@pytest.mark.parametrize("seen", ["[]", "no json"])
def test_marks_that_nobody_can_read_are_no_marks(writer, draft, seen):
    assert writer.post(page(draft), {"seen": seen}).status_code == 302


def test_after_the_deadline_it_is_refused_with_the_reason_and_reading_stays(client):
    late = ApplicationFactory(complete=False, lot=LotFactory(call__closed=True))
    at = late.lot.call.deadline_at - timedelta(hours=1)
    saved(late, goal="First", at=at)
    saved(late, goal="Second", at=at)
    client.force_login(head_of(late))

    answer = client.post(page(late))

    assert (answer.status_code, now(late).goal) == (409, "Second")
    assert "The deadline has passed" in answer.content.decode()
    assert client.get(page(late)).url == reverse("versions:detail", args=[late.number, 1])
    assert "no version can be restored" in client.get(reverse("versions:detail", args=[late.number, 1])).text


@pytest.mark.parametrize(("role", "status"), [("editor", 302), ("viewer", 403), ("accountant", 403)])
def test_whoever_writes_may_restore(client, draft, role, status):
    client.force_login(LinkFactory(organisation=draft.organisation, role=role).user)

    assert client.post(page(draft)).status_code == status
    assert (now(draft).goal == "First") == (status == 302)
