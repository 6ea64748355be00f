"""The opening: at its time, by the clock, once, with a public list (R-040, R-043, E1)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from lifecycle.models import Entry, Refused
from notifications.models import Notice
from tenders.admission import actions
from tenders.applications import actions as applications
from tenders.applications import content
from tenders.applications.models import Application, LateAttempt
from tenders.calls import actions as calls
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory
from tests.factories.calls import CallFactory
from tests.factories.commission import CommissionFactory, bid, seat
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def closed():
    """A closed call with its commission."""
    return CommissionFactory(call=CallFactory(closed=True)).call


def test_opening_opens_every_application_at_one_moment_and_draws_the_protocol(closed):
    first, second = (bid(closed.lots.get(), status="submitted", requested=sum_) for sum_ in ("600000", "700000.50"))
    at = closed.opening_at + timedelta(seconds=3)

    protocol = actions.open_bids(closed, at=at)

    closed.refresh_from_db()
    assert (closed.status, closed.opened_at) == ("opened", at)
    opened = Application.objects.order_by("pk").values_list("number", "status", "opened_at")
    assert list(opened) == [(first.number, "opened", at), (second.number, "opened", at)]
    assert (protocol.kind, protocol.drawn_up_at, protocol.drawn_up_by) == ("opening", at, None)
    assert [(row["number"], row["bin"], row["requested"], row["attachments"]) for row in protocol.body["bids"]] == [
        (first.number, first.organisation.bin, "600000.00", 0),
        (second.number, second.organisation.bin, "700000.50", 0),
    ]
    assert [entry.verb for entry in Entry.objects.of(closed)] == ["closed → opened"]


def test_each_bidder_and_each_member_who_reads_is_told(closed):
    head = UserFactory()
    one = bid(closed.lots.get(), status="submitted", organisation=OrganisationFactory(head=head))

    actions.open_bids(closed, at=closed.opening_at)

    told = [(n.kind, n.to, n.about) for n in Notice.objects.filter(kind="admission/opened")]
    assert told == [("admission/opened", head, one)]
    asked = set(Notice.objects.filter(kind="commission/declare").values_list("to", flat=True))
    assert asked == {member.user_id for member in closed.commission.members.all()}


def test_opening_again_changes_nothing(closed):
    bid(closed.lots.get(), status="submitted")
    actions.open_bids(closed, at=closed.opening_at)
    kept = (Entry.objects.count(), Notice.objects.count(), closed.protocols.count())

    again = actions.open_bids(closed, at=closed.opening_at + timedelta(hours=1))

    assert again is None
    assert (Entry.objects.count(), Notice.objects.count(), closed.protocols.count()) == kept


def test_a_moment_too_early_nothing_opens(closed):
    one = bid(closed.lots.get(), status="submitted")

    with pytest.raises(Refused, match="has not come yet"):
        actions.open_bids(closed, at=closed.opening_at - timedelta(microseconds=1))

    one.refresh_from_db()
    assert (one.status, closed.protocols.count()) == ("submitted", 0)


def test_one_bid_is_opened_too_and_drafts_never_are(closed):
    one = bid(closed.lots.get(), status="submitted")
    draft = ApplicationFactory(lot=closed.lots.get())

    actions.open_bids(closed, at=closed.opening_at)

    assert list(Application.objects.opened()) == [one]
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_without_an_application_the_call_fails_with_a_reason_in_both_languages(closed):
    actions.open_bids(closed, at=closed.opening_at)

    closed.refresh_from_db()
    assert closed.status == "failed"
    assert closed.ended_because_kk
    assert closed.ended_because_ru
    assert closed.protocols.get().body["bids"] == []
    told = set(Notice.objects.filter(kind="admission/failed").values_list("to", flat=True))
    assert {closed.drafted_by_id, closed.approved_by_id, seat(closed.commission, "chair").user_id} <= told
    assert not Notice.objects.filter(kind="commission/declare").exists()


def test_a_bid_at_the_deadline_takes_part_and_one_a_second_later_does_not():
    """E1."""
    call = CommissionFactory(call=CallFactory(published=True)).call
    lot = call.lots.get()
    punctual, late = (ApplicationFactory(lot=lot, head=UserFactory()) for _ in range(2))

    def hand_in(application, at):
        return applications.submit(
            application, key=uuid4(), declarations=content.DECLARATIONS, by=application.started_by, at=at
        )

    hand_in(punctual, call.deadline_at)
    with pytest.raises(applications.TooLate):
        hand_in(late, call.deadline_at + timedelta(seconds=1))
    calls.close(call, at=call.deadline_at + timedelta(seconds=2))
    call.refresh_from_db()
    protocol = actions.open_bids(call, at=call.opening_at + timedelta(seconds=2))

    assert [row["number"] for row in protocol.body["bids"]] == [punctual.number]
    assert list(Application.objects.opened()) == [punctual]
    assert LateAttempt.objects.get().application == late


def test_everybody_reads_the_opening_list(client, closed):
    one = bid(closed.lots.get(), status="submitted", requested="1194000")
    address = reverse("admission:opening", args=[closed.number])
    before = client.get(address).status_code
    actions.open_bids(closed, at=closed.opening_at)

    answer = client.get(address)

    page = answer.content.decode()
    assert (before, answer.status_code) == (404, 200)
    assert one.organisation.name_ru in page
    assert one.organisation.bin in page
    assert one.number in page
    assert "1\u00a0194\u00a0000\u00a0₸" in page
    assert one.title not in page


def test_the_list_of_an_empty_opening_says_so(client, closed):
    actions.open_bids(closed, at=closed.opening_at)

    page = client.get(reverse("admission:opening", args=[closed.number])).content.decode()

    assert "No application was submitted." in page


@pytest.mark.usefixtures("kazakh")
def test_a_long_opening_list_stays_light_and_asks_as_often(client, closed, django_assert_max_num_queries):
    lot = closed.lots.get()
    for number in range(234):
        name = f"«Оңтүстік өңірлердің қарттары мен мүгедектерін қолдау орталығы {number}» қоғамдық қоры"
        bid(lot, status="submitted", organisation=OrganisationFactory(name_kk=name))
    actions.open_bids(closed, at=closed.opening_at)

    with django_assert_max_num_queries(5):
        answer = client.get(reverse("admission:opening", args=[closed.number]).replace("/en/", "/kk/"))

    assert answer.content.count("қоғамдық қоры".encode()) == 234
    assert len(answer.content) < 100_000


def test_a_very_long_list_comes_in_stretches(client, closed, monkeypatch):
    monkeypatch.setattr("tenders.admission.views.BIDS", 2)
    numbers = [bid(closed.lots.get(), status="submitted").number for _ in range(3)]
    actions.open_bids(closed, at=closed.opening_at)
    address = reverse("admission:opening", args=[closed.number])

    def found(start):
        page = client.get(address, {"from": start}).content.decode()
        return [number in page for number in numbers]

    assert [found(""), found("2"), found("nonsense")] == [
        [True, True, False],
        [False, False, True],
        [True, True, False],
    ]
    assert "3 applications" in client.get(address).content.decode()
