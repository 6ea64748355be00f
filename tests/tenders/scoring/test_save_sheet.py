"""Saving a sheet: partly, often, never over what was not seen, never after the lock (R-058, Q27, Q30)."""

from datetime import timedelta
from decimal import Decimal as D

import pytest

from lifecycle import clock
from lifecycle.models import Refused
from tenders.scoring import actions
from tenders.scoring.marks import NOTHING, trace
from tests.factories.commission import DeclarationFactory, bids_of, room, seat
from tests.factories.scoring import ScoreSheetFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    """A draft of a member, in a call that is scored."""
    commission = room("scoring")
    return ScoreSheetFactory(member=seat(commission, "member"), application=bids_of(commission)[0])


def criteria(sheet):
    return list(sheet.application.lot.call.criteria.all())


def save(sheet, marks, **facts):
    facts = {"version": sheet.version, "by": sheet.member.user, "at": clock.now()} | facts
    return actions.save_sheet(sheet, marks, **facts)


def test_saving_keeps_marks_comments_the_moment_and_a_new_version(sheet):
    first, second, *_ = criteria(sheet)
    now = clock.now()

    save(sheet, {first: (D("3.5"), "Shown."), second: (None, "Half a thought")}, at=now)

    sheet.refresh_from_db()
    assert sheet.marks() == {first.pk: (D("3.5"), "Shown."), second.pk: (None, "Half a thought")}
    assert (sheet.version, sheet.saved_at, sheet.status) == (2, now, "draft")


def test_a_mark_can_be_changed_and_taken_back(sheet):
    first = criteria(sheet)[0]
    saved = save(sheet, {first: (D("3.5"), "a")})
    saved = save(saved, {first: (D("2.0"), "b")})

    save(saved, {first: NOTHING})

    assert sheet.marks() == {first.pk: NOTHING}
    assert sheet.scores.count() == 1


def test_saving_the_same_again_changes_nothing(sheet):
    first, now = criteria(sheet)[0], clock.now()
    save(sheet, {first: (D("3.5"), "a")}, at=now)

    saved = save(sheet, {first: (D("3.5"), "a")}, version=1, at=now + timedelta(minutes=1))

    assert (saved.version, saved.saved_at) == (2, now)


@pytest.mark.parametrize("points", ["5.5", "-0.5", "2.2"])
def test_a_mark_off_the_scale_is_refused(sheet, points):
    with pytest.raises(Refused) as refusal:
        save(sheet, {criteria(sheet)[0]: (D(points), "a")})

    assert str(refusal.value) == "Marks go from 0 to 5 in steps of 0.5."
    assert not sheet.scores.exists()


def test_an_old_version_overwrites_nothing(sheet):
    first = criteria(sheet)[0]
    save(sheet, {first: (D("3.5"), "the first window")})

    with pytest.raises(actions.Stale):
        save(sheet, {first: (D("1.0"), "the second window")}, version=1)

    assert sheet.marks() == {first.pk: (D("3.5"), "the first window")}


def test_two_windows_on_two_criteria_are_both_kept(sheet):
    first, second, *_ = criteria(sheet)
    seen = {first: trace(NOTHING), second: trace(NOTHING)}

    save(sheet, {first: (D("3.5"), "the first window")}, seen=seen)
    save(sheet, {second: (D("1.0"), "the second window")}, seen=seen, version=1)

    assert sheet.marks() == {first.pk: (D("3.5"), "the first window"), second.pk: (D("1.0"), "the second window")}


def test_two_windows_on_one_criterion_clash_and_the_first_stays(sheet):
    first = criteria(sheet)[0]
    seen = {first: trace(NOTHING)}
    save(sheet, {first: (D("3.5"), "the first window")}, seen=seen)

    with pytest.raises(actions.Stale):
        save(sheet, {first: (D("1.0"), "the second window")}, seen=seen)

    assert sheet.marks() == {first.pk: (D("3.5"), "the first window")}


@pytest.mark.parametrize("status", ["locked", "void"])
def test_a_sheet_that_is_locked_or_void_cannot_be_changed(status):
    commission = room("scoring")
    member, one = seat(commission, "member"), bids_of(commission)[0]
    sheet = ScoreSheetFactory(member=member, application=one, status=status, locked_at=clock.now())
    kept = sheet.marks()

    with pytest.raises(Refused, match="cannot be changed"):
        save(sheet, {criteria(sheet)[0]: (D("1.0"), "a")})

    assert sheet.marks() == kept


def test_after_the_round_nothing_is_saved():
    commission = room("deliberation")
    sheet = ScoreSheetFactory(member=seat(commission, "member"), application=bids_of(commission)[0])

    with pytest.raises(Refused, match="Scoring is over."):
        save(sheet, {criteria(sheet)[0]: (D("1.0"), "a")})


def test_nobody_saves_the_sheet_of_another(sheet):
    chair = seat(sheet.member.commission, "chair").user

    with pytest.raises(Refused, match="sheet of another member"):
        save(sheet, {criteria(sheet)[0]: (D("1.0"), "a")}, by=chair)


def test_whoever_declared_a_conflict_saves_nothing(sheet):
    DeclarationFactory(member=sheet.member, application=sheet.application, conflict=True)
    actions.void_for(sheet.member, [sheet.application.lot], by=sheet.member.user, at=clock.now())

    with pytest.raises(Refused):
        save(sheet, {criteria(sheet)[0]: (D("1.0"), "a")})
