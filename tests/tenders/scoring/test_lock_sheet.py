"""Sheets: given to all without a conflict, kept, locked for good, void after a conflict (R-053, R-058, Q67, E2)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from lifecycle.models import Refused
from tenders.admission import actions as admission
from tenders.applications.models import Application
from tenders.calls import actions as calls
from tenders.scoring import actions, standings
from tenders.scoring.models import ScoreSheet
from tests.factories.applications import ApplicationFactory, submitted
from tests.factories.calls import CallFactory
from tests.factories.commission import CommissionFactory, declare_none, seat

pytestmark = pytest.mark.django_db
COMMENT = "The evidence is clear and its source is named."


@pytest.fixture
def scoring():
    """A call at scoring with two bids and five scorers."""
    call = CallFactory(published=True, lots=1)
    CommissionFactory(call=call)
    bids = [ApplicationFactory(lot=call.lots.get()) for _ in range(2)]
    for bid in bids:
        submitted(bid)
    at = call.deadline_at + timedelta(seconds=1)
    chair = seat(call.commission, "chair").user
    calls.close(call, at=at)
    admission.open_bids(call, at=at)
    declare_none(call.commission)
    admission.begin(call, by=chair, at=at)
    admission.admit(bids, by=chair, at=at)
    with pytest.raises(Refused):
        actions.begin(call, by=chair, at=at)
    admission.finish(call, by=chair, at=at)
    actions.begin(call, by=chair, at=at)
    call.refresh_from_db()
    return call


def filled(sheet, points="4", comment=COMMENT):
    call = sheet.application.lot.call
    given = {criterion: (Decimal(points), comment) for criterion in call.criteria.all()}
    return actions.save_sheet(sheet, given, version=sheet.version, by=sheet.member.user, at=call.opened_at)


def locked(sheet):
    return actions.lock_sheet(filled(sheet), by=sheet.member.user, at=sheet.application.opened_at)


def test_every_scorer_gets_a_sheet_for_every_admitted_bid_in_an_order_of_their_own(scoring):
    sheets = ScoreSheet.objects.all()

    assert sheets.count() == 10
    assert {sheet.place for sheet in sheets} == {actions.place_of(s.member, s.application) for s in sheets}


@pytest.mark.parametrize("points", ["-0.5", "5.5", "2.3"])
def test_marks_go_from_0_to_5_in_halves(scoring, points):
    sheet = ScoreSheet.objects.first()

    with pytest.raises(Refused):
        filled(sheet, points)

    assert sheet.scores.count() == 0


def test_a_sheet_saved_elsewhere_is_not_overwritten(scoring):
    sheet = ScoreSheet.objects.first()
    filled(sheet)

    with pytest.raises(Refused):
        filled(sheet, "1")

    assert set(sheet.scores.values_list("points", flat=True)) == {Decimal(4)}


def test_a_sheet_is_locked_only_when_every_mark_has_its_comment(scoring):
    sheet = filled(ScoreSheet.objects.first(), comment="Good.")

    with pytest.raises(Refused):
        actions.lock_sheet(sheet, by=sheet.member.user, at=scoring.opened_at)

    sheet.refresh_from_db()
    assert sheet.status == "draft"


def test_a_locked_sheet_is_final_and_nobody_locks_another_members(scoring):
    mine, other = ScoreSheet.objects.exclude(member=None).order_by("member")[:10:9]
    locked(mine)

    with pytest.raises(Refused):
        filled(ScoreSheet.objects.get(pk=mine.pk), "1")
    with pytest.raises(Refused):
        actions.lock_sheet(filled(other), by=mine.member.user, at=scoring.opened_at)


def test_the_last_lock_brings_the_commission_to_deliberate(scoring):
    for sheet in ScoreSheet.objects.all():
        locked(sheet)

    scoring.refresh_from_db()
    assert (scoring.status, set(Application.objects.values_list("status", flat=True))) == ("deliberation", {"scored"})
    ranking = standings.of(scoring.lots.get())
    assert {placing.total for placing in ranking.placings} == {Decimal("80.00")}


def test_a_conflict_found_late_voids_the_sheets_of_the_whole_lot_and_hides_it(scoring):
    member, bid = seat(scoring.commission, "member"), Application.objects.first()
    locked(ScoreSheet.objects.filter(member=member).first())

    actions.declare_late(
        member, bid, kind="kin", explanation="The head is my sister.", by=member.user, at=scoring.opened_at
    )

    assert set(ScoreSheet.objects.filter(member=member).values_list("status", flat=True)) == {"void"}
    assert list(Application.objects.visible_to(member.user)) == []
    assert list(ScoreSheet.objects.visible_to(member.user)) == []


def test_a_members_own_sheets_are_all_a_member_sees(scoring):
    member = seat(scoring.commission, "member")

    seen = ScoreSheet.objects.visible_to(member.user)

    assert {sheet.member for sheet in seen} == {member}


def test_the_sheets_of_a_member_on_a_lot_are_void_the_locked_ones_too(scoring):
    member = seat(scoring.commission, "member")
    locked(ScoreSheet.objects.filter(member=member).first())

    actions.void_for(member, [scoring.lots.get()], by=member.user, at=scoring.opened_at)

    assert set(ScoreSheet.objects.filter(member=member).values_list("status", flat=True)) == {"void"}
