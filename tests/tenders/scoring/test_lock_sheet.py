"""Locking a sheet: whole, for good, and with the last one the commission comes to deliberate (R-058)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lifecycle import clock
from lifecycle.models import Entry, Refused
from notifications.models import Notice
from tenders.scoring import actions
from tenders.scoring.models import Score, ScoreSheet
from tests.factories.commission import bids_of, room, seat
from tests.factories.scoring import COMMENT, ScoreSheetFactory, mark

pytestmark = pytest.mark.django_db


@pytest.fixture
def commission():
    return room("scoring")


def sheets_of(commission, **facts):
    """A sheet for every scorer and every application."""
    scorers = commission.members.scoring().select_related("user")
    made = [ScoreSheetFactory(member=m, application=one, **facts) for one in bids_of(commission) for m in scorers]
    return made


def lock(sheet):
    return actions.lock_sheet(sheet, by=sheet.member.user, at=clock.now())


def test_locking_ends_a_sheet_for_good(commission):
    sheet, *_others = sheets_of(commission, points="3.5")
    now = clock.now()

    actions.lock_sheet(sheet, by=sheet.member.user, at=now)

    sheet.refresh_from_db()
    commission.call.refresh_from_db()
    assert (sheet.status, sheet.locked_at) == ("locked", now)
    assert [(e.verb, e.by) for e in Entry.objects.of(sheet)] == [("draft → locked", sheet.member.user)]
    assert commission.call.status == "scoring"


def test_a_second_press_is_refused_in_words(commission):
    sheet, *_others = sheets_of(commission, points="3.5")
    lock(sheet)

    with pytest.raises(Refused, match="This sheet is locked and cannot be changed."):
        lock(sheet)


def test_a_missing_mark_and_a_short_comment_are_named_by_their_criteria(commission):
    sheet = ScoreSheetFactory(member=seat(commission, "member"), application=bids_of(commission)[0], points="3.5")
    first, second, third, *_rest = commission.call.criteria.all()
    Score.objects.filter(criterion=first).delete()
    Score.objects.filter(criterion=second).update(points=None)
    Score.objects.filter(criterion=third).update(comment="x" * 29)

    with pytest.raises(Refused) as refusal:
        lock(sheet)

    sheet.refresh_from_db()
    assert str(refusal.value) == "Give a mark and a comment of at least 30 letters for criteria: 1, 2, 3."
    assert sheet.status == "draft"


def test_a_zero_is_a_mark(commission):
    sheet = ScoreSheetFactory(member=seat(commission, "member"), application=bids_of(commission)[0], points="0")
    ScoreSheetFactory(member=seat(commission, "chair"), application=bids_of(commission)[0])

    assert lock(sheet).status == "locked"


def test_with_the_last_sheet_the_commission_comes_to_deliberate(commission):
    *others, last = sheets_of(commission, points="3.5")
    for sheet in others:
        lock(sheet)

    lock(last)

    call = commission.call
    call.refresh_from_db()
    assert call.status == "deliberation"
    assert [one.status for one in bids_of(commission)] == ["scored"]
    assert [(e.verb, e.by) for e in Entry.objects.of(call)] == [("scoring → deliberation", None)]
    told = set(Notice.objects.filter(kind="scoring/finished").values_list("to", flat=True))
    assert told == {seat(commission, role).user_id for role in ("chair", "deputy", "secretary")}


def test_a_void_sheet_is_not_waited_for(commission):
    *others, last = sheets_of(commission, points="3.5")
    actions.void_for(last.member, [last.application.lot], by=None, at=clock.now())

    for sheet in others:
        lock(sheet)

    commission.call.refresh_from_db()
    assert commission.call.status == "deliberation"


def test_with_too_few_sheets_the_round_stays_open_and_those_who_lead_hear_of_it(commission):
    first, second, *others = sheets_of(commission, points="3.5")
    for sheet in others:
        actions.void_for(sheet.member, [sheet.application.lot], by=None, at=clock.now())

    lock(first)
    lock(second)

    commission.call.refresh_from_db()
    assert commission.call.status == "scoring"
    assert Notice.objects.filter(kind="scoring/too_few_sheets").count() == 3


def test_the_leading_read_of_too_few_sheets_when_no_other_is_awaited(commission, client):
    first, second, *others = sheets_of(commission, points="3.5")
    for sheet in others:
        actions.void_for(sheet.member, [sheet.application.lot], by=None, at=clock.now())
    client.force_login(seat(commission, "secretary").user)
    index = reverse("scoring:index", args=[commission.call.number])

    short = [[one.counted for one in client.get(index).context["too_few"]]]
    for sheet in (first, second):
        lock(sheet)
        short.append([one.counted for one in client.get(index).context["too_few"]])

    assert short == [[], [], [2]]


def test_nobody_locks_the_sheet_of_another(commission):
    sheet, *_others = sheets_of(commission, points="3.5")

    with pytest.raises(Refused, match="sheet of another member"):
        actions.lock_sheet(sheet, by=seat(commission, "secretary").user, at=clock.now())


def test_locking_takes_at_most_fifteen_queries_however_large_the_call():
    counts = []
    for bids in (2, 40):
        commission = room("scoring", bids=bids)
        sheets_of(commission)
        mine = ScoreSheet.objects.filter(member=seat(commission, "member"))
        sheet = mine.for_work().select_related("member__user").first()
        mark(sheet, "3.5")
        with CaptureQueriesContext(connection) as seen:
            lock(sheet)
        counts.append(len([one for one in seen if "SAVEPOINT" not in one["sql"]]))

    assert counts[0] == counts[1] <= 15


@pytest.mark.parametrize("was", ScoreSheet.Status.values)
@pytest.mark.parametrize("to", ScoreSheet.Status.values)
def test_a_sheet_moves_only_along_its_map(commission, was, to):
    sheet = ScoreSheetFactory(
        member=seat(commission, "member"), application=bids_of(commission)[0], status=was, locked_at=clock.now()
    )
    allowed = {("draft", "locked"), ("draft", "void"), ("locked", "void")}

    if (was, to) in allowed:
        sheet.move_to(to, by=None, at=clock.now())
        assert ScoreSheet.objects.get().status == to
    else:
        with pytest.raises(Refused):
            sheet.move_to(to, by=None, at=clock.now())
        assert ScoreSheet.objects.get().status == was


def test_what_the_factory_writes_is_long_enough():
    assert len(COMMENT) >= 30
