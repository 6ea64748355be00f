"""One tender by its actions, from the draft to the final results, and every promise kept at the end."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command

from lifecycle.models import Refused
from notifications.models import Notice
from tenders import promises
from tenders.admission import actions as admission
from tenders.applications.models import Application
from tenders.calls import actions as calls
from tenders.calls.models import Call
from tenders.commission import actions as commission
from tenders.commission.models import Member
from tenders.decisions import actions as decisions
from tenders.decisions.models import Result
from tenders.scoring import actions as scoring
from tenders.scoring.models import ScoreSheet
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, submitted
from tests.factories.calls import CallFactory
from tests.factories.commission import SEATS, declare_none

COMMENT = "Дәлелі айқын, дереккөзі көрсетілген, жоспары шынайы."
DAY = timedelta(days=1)


@pytest.fixture
def published(db):
    """A call of one lot of 1,300,000 tenge, published with a commission of five and a secretary."""
    call = CallFactory(lots=1, lots__budget_amount=Decimal(1_300_000), lots__reserve_size=1)
    approver = UserFactory(role="approver", body=call.customer)
    at = call.drafted_at + DAY
    call = calls.approve(call, by=approver, at=at)
    members = [Member(user=UserFactory(), role=role, seat=seat) for role, seat in SEATS]
    facts = {"order_number": "12-Ө", "ordered_on": date(2026, 3, 2)}
    commission.appoint(call, facts, members, by=approver, at=at)
    return calls.publish(call, by=approver, at=at)


def scored(call: Call, marks: dict[str, str], at) -> None:
    """Every scorer gives every application its mark in each criterion, and locks."""
    criteria = list(call.criteria.all())
    for sheet in ScoreSheet.objects.filter(application__lot__call=call).select_related("member__user", "application"):
        points = Decimal(marks[sheet.application.number])
        given = {criterion: (points, COMMENT) for criterion in criteria}
        by = sheet.member.user
        sheet = scoring.save_sheet(sheet, given, version=sheet.version, by=by, at=at)
        scoring.lock_sheet(sheet, by=by, at=at)


def test_a_tender_goes_from_the_draft_to_final_results_and_keeps_every_promise(published):
    call, lot = published, published.lots.get()
    bids = [ApplicationFactory(lot=lot) for _ in range(4)]
    for bid in bids:
        submitted(bid, at=call.deadline_at)
    late = ApplicationFactory(lot=lot)
    with pytest.raises(Refused):
        submitted(late, at=call.deadline_at + timedelta(microseconds=1))

    at = call.deadline_at + timedelta(seconds=1)
    calls.close(call, at=at)
    call.refresh_from_db()
    admission.open_bids(call, at=at)
    declare_none(call.commission)
    chair = call.commission.members.get(role="chair").user
    admission.begin(call, by=chair, at=at)
    admission.admit(bids, by=chair, at=at)
    admission.finish(call, by=chair, at=at)
    scoring.begin(call, by=chair, at=at)
    first, second, third, fourth = (bid.number for bid in bids)
    call.refresh_from_db()
    scored(call, {first: "4.5", second: "4", third: "3.5", fourth: "2"}, at)

    call.refresh_from_db()
    assert call.status == "deliberation"
    voters = list(call.commission.members.voting())
    place = {"kk": "Астана", "ru": "Астана"}
    held = decisions.convene(call, place=place, present=dict.fromkeys(voters, "room"), by=chair, at=at)
    for member in voters:
        decisions.vote(held, lot, member=member, choice="for", at=at)
    decisions.publish_results(call, by=chair, at=at)

    outcomes = dict(Result.objects.order_by("place").values_list("application__number", "outcome"))
    assert outcomes == {first: "winner", second: "winner", third: "reserve", fourth: "below_threshold"}
    statuses = dict(Application.objects.exclude(pk=late.pk).values_list("number", "status"))
    assert statuses == outcomes
    assert [p.kind for p in call.protocols.order_by("number")] == ["opening", "admission", "results"]
    moments = set(Notice.objects.filter(kind__startswith="decisions/").values_list("send_after", flat=True))
    assert moments == {at}

    call.refresh_from_db()
    with pytest.raises(Refused):
        decisions.make_final(call, at=call.appeals_until)
    decisions.make_final(call, at=call.appeals_until + timedelta(seconds=1))
    call.refresh_from_db()
    assert call.status == "results_final"
    assert {name: list(check()) for name, check in promises.CHECKS.items()} == {name: [] for name in promises.CHECKS}
    call_command("check_invariants", verbosity=0)
    call_command("verify_trail", verbosity=0)


def test_a_call_without_an_application_fails_at_its_opening(published):
    at = published.deadline_at + timedelta(seconds=1)
    calls.close(published, at=at)
    published.refresh_from_db()

    admission.open_bids(published, at=at)

    published.refresh_from_db()
    assert (published.status, published.ended_because_kk != "", published.ended_because_ru != "") == (
        "failed",
        True,
        True,
    )


def test_an_application_opened_before_its_time_is_named(published):
    bid = ApplicationFactory(lot=published.lots.get())
    submitted(bid, at=published.deadline_at)
    early = published.opening_at - timedelta(microseconds=1)
    Application.objects.filter(pk=bid.pk).update(opened_at=early, status="opened")

    breaches = list(promises.nobody_reads_before_opening())

    assert breaches == [f"application {bid.number}: opened before the opening"]
