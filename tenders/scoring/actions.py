"""Begin scoring, save and lock a sheet, void sheets after a conflict found late."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lifecycle.models import Refused
from tenders.admission.rules import is_finished
from tenders.applications import actions as applications
from tenders.applications.models import Application
from tenders.calls.models import Call, Criterion, Lot
from tenders.commission import actions as commission
from tenders.commission.models import Declaration, Member
from tenders.scoring import notices, rules, standings
from tenders.scoring.marks import NOTHING, Mark, is_on_scale, trace
from tenders.scoring.models import Score, ScoreSheet


class Stale(Refused):
    """The sheet was saved elsewhere since this page was opened; whoever catches this shows both (Q30)."""


@transaction.atomic
def begin(call: Call, *, by: Any, at: datetime) -> None:
    """Give every scorer without a conflict a sheet for every admitted application (domain 5.1).

    Refused before the admission protocol, a second time, and where a lot would have too few scorers.
    """
    call = call.locked()
    if call.status != Call.Status.ADMISSION or not is_finished(call):
        raise Refused(_("Scoring begins once, after the admission protocol."))
    judged = Application.objects.filter(lot__call=call, status=Application.Status.ADMITTED)
    admitted = list(judged.select_related("lot"))
    members = list(call.commission.members.serving().scoring().select_related("user"))
    scorers = _scorers(members, {one.lot for one in admitted})
    for lot, free in scorers.items():
        if len(free) < call.profile.min_scorers:
            facts = {"lot": lot.number, "count": len(free), "least": call.profile.min_scorers}
            raise Refused(_("Lot %(lot)s has %(count)s scorers without a conflict; %(least)s are needed.") % facts)
    due = call.profile.window_end(at, call.profile.scoring_wd) if call.profile.scoring_wd else None
    sheets = [
        ScoreSheet(member=member, application=one, due_at=due, place=place_of(member, one))
        for one in admitted
        for member in scorers[one.lot]
    ]
    ScoreSheet.objects.bulk_create(sheets, batch_size=1000)
    call.move_to(Call.Status.SCORING, by=by, at=at, scoring_until=due)
    notices.begun(call, [member for member in members if any(member in free for free in scorers.values())], at=at)


def _scorers(members: list[Member], lots: Iterable[Lot]) -> dict[Lot, list[Member]]:
    conflicts = Declaration.objects.conflicts().filter(member__in=members)
    recused = set(conflicts.values_list("member_id", "application__lot_id"))
    return {lot: [member for member in members if (member.pk, lot.pk) not in recused] for lot in lots}


def place_of(member: Member, application: Application) -> str:
    """Where an application stands in a member's queue: random to look at, the same at every visit (U25)."""
    return hashlib.sha256(f"{member.pk}:{application.number}".encode()).hexdigest()


@transaction.atomic
def save_sheet(
    sheet: ScoreSheet,
    marks: Mapping[Criterion, Mark],
    *,
    version: int,
    seen: Mapping[Criterion, str] | None = None,
    by: Any,
    at: datetime,
) -> ScoreSheet:
    """Keep what a scorer has so far: marks of 0–5 in halves, and comments (R-058). Refused once locked.

    A page says what it had `seen` of each criterion it changes; without that the `version` of the whole sheet counts.
    `Stale` where it was saved elsewhere meanwhile: nothing is overwritten unseen (Q30).
    """
    sheet = _open(sheet, by)
    profile = sheet.application.lot.call.profile
    for points, _comment in marks.values():
        if points is not None and not is_on_scale(points, profile.points_max, profile.points_step):
            scale = {"most": profile.points_max.normalize(), "step": profile.points_step.normalize()}
            raise Refused(_("Marks go from 0 to %(most)s in steps of %(step)s.") % scale)
    stored = sheet.marks()
    changed = {criterion: mark for criterion, mark in marks.items() if stored.get(criterion.pk, NOTHING) != mark}
    if not changed:
        return sheet
    if seen is None:
        is_seen = version == sheet.version
    else:
        is_seen = all(trace(stored.get(criterion.pk, NOTHING)) == seen[criterion] for criterion in changed)
    if not is_seen:
        raise Stale(_("This sheet was saved in another window since you opened it."))
    Score.objects.bulk_create(
        [Score(sheet=sheet, criterion=criterion, points=p, comment=c) for criterion, (p, c) in changed.items()],
        update_conflicts=True,
        unique_fields=["sheet", "criterion"],
        update_fields=["points", "comment"],
    )
    sheet.version, sheet.saved_at = sheet.version + 1, at
    sheet.save(update_fields=["version", "saved_at"])
    return sheet


@transaction.atomic
def lock_sheet(sheet: ScoreSheet, *, by: Any, at: datetime) -> ScoreSheet:
    """Hand a sheet in for good (R-058). Refused while a mark or a comment is missing.

    With the last sheet of the call the commission comes to deliberate (domain 5.1).
    """
    call = sheet.application.lot.call.locked()
    sheet = _open(sheet, by)
    missing = rules.missing_of(sheet)
    if missing:
        facts = {
            "least": call.profile.comment_min_chars,
            "numbers": ", ".join(str(criterion.order) for criterion in missing),
        }
        raise Refused(_("Give a mark and a comment of at least %(least)s letters for criteria: %(numbers)s.") % facts)
    sheet.move_to(ScoreSheet.Status.LOCKED, by=by, at=at, locked_at=at)
    _finish_if_last(call, at)
    return sheet


@transaction.atomic
def declare_late(
    member: Member, application: Application, *, kind: str, explanation: str, by: Any, at: datetime
) -> list[Declaration]:
    """A conflict found late: every lot of this bidder is taken from the member, and the sheets in it are void (R-053).

    Refused once the results are published: then an appeal decides.
    """
    call = member.commission.call.locked()
    if call.has_public_results or call.status in (Call.Status.FAILED, Call.Status.CANCELLED):
        raise Refused(_("The work of the commission is over. Write to the customer about this conflict."))
    conflicts = commission.declare_late(member, application, kind=kind, explanation=explanation, at=at)
    void_for(member, {conflict.application.lot for conflict in conflicts}, by=by, at=at)
    if call.status == Call.Status.SCORING:
        _finish_if_last(call, at)
    return conflicts


@transaction.atomic
def void_for(member: Member, lots: Iterable[Lot], *, by: Any, at: datetime) -> None:
    """Void every sheet of a member on these lots, the locked ones too (R-053, S17)."""
    sheets = ScoreSheet.objects.select_for_update(of=("self",)).filter(member=member, application__lot__in=lots)
    standing = list(sheets.exclude(status=ScoreSheet.Status.VOID))
    for status in (ScoreSheet.Status.DRAFT, ScoreSheet.Status.LOCKED):
        void = [sheet for sheet in standing if sheet.status == status]
        ScoreSheet.move_all(void, ScoreSheet.Status.VOID, by=by, at=at)


def _open(sheet: ScoreSheet, by: Any) -> ScoreSheet:
    sheet = ScoreSheet.objects.for_work().select_for_update(of=("self",)).get(pk=sheet.pk)
    if sheet.status != ScoreSheet.Status.DRAFT:
        raise Refused(_("This sheet is %(status)s and cannot be changed.") % {"status": sheet.get_status_display()})
    if sheet.application.lot.call.status != Call.Status.SCORING:
        raise Refused(_("Scoring is over."))
    if not rules.can_score(by, sheet):
        raise Refused(_("This is the sheet of another member."))
    return sheet


def _finish_if_last(call: Call, at: datetime) -> None:
    if ScoreSheet.objects.unfinished().filter(application__lot__call=call).exists():
        return
    if standings.with_too_few_sheets(call).exists():
        notices.too_few_sheets(call, at=at)
        return
    applications.mark_scored(Application.objects.filter(lot__call=call, status=Application.Status.ADMITTED), at=at)
    call.move_to(Call.Status.DELIBERATION, by=None, at=at)
    notices.finished(call, at=at)
