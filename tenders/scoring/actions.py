"""Begin scoring, save and lock a sheet, void sheets after a conflict found late."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lifecycle.models import Refused
from tenders.applications import actions as applications
from tenders.applications.models import Application
from tenders.calls.models import Call, Criterion
from tenders.commission import actions as commission
from tenders.commission.models import Declaration, Member
from tenders.protocols.models import Protocol
from tenders.scoring import notices, rules
from tenders.scoring.models import Score, ScoreSheet


class Stale(Refused):
    """The sheet was saved elsewhere since this page was opened; whoever catches this shows both (Q30)."""


@transaction.atomic
def begin(call: Call, *, by: Any, at: datetime) -> None:
    """Give every scorer without a conflict a sheet for every admitted application (domain 5.1).

    Refused before the admission protocol, and where an application would have too few scorers.
    """
    call = call.locked()
    if not call.protocols.filter(kind=Protocol.Kind.ADMISSION).exists():
        raise Refused(_("Scoring begins after the admission protocol."))
    admitted = list(Application.objects.filter(lot__call=call, status=Application.Status.ADMITTED))
    members = list(call.commission.members.serving().scoring().select_related("user"))
    conflicts = Declaration.objects.conflicts().filter(member__in=members)
    recused = set(conflicts.values_list("member_id", "application__lot_id"))
    due = call.profile.window_end(at, call.profile.scoring_wd or 0)
    sheets = [
        ScoreSheet(member=member, application=one, due_at=due, place=place_of(member, one))
        for one in admitted
        for member in members
        if (member.pk, one.lot_id) not in recused
    ]
    for lot in {one.lot_id for one in admitted}:
        scorers = sum((member.pk, lot) not in recused for member in members)
        if scorers < call.profile.min_scorers:
            raise Refused(_("A lot has fewer scorers without a conflict than the profile asks for."))
    ScoreSheet.objects.bulk_create(sheets, batch_size=1000)
    call.move_to(Call.Status.SCORING, by=by, at=at, scoring_until=due)
    notices.begun(call, members, at=at)


def place_of(member: Member, application: Application) -> str:
    """Where an application stands in a member's queue: random to look at, the same at every visit (U25)."""
    return hashlib.sha256(f"{member.pk}:{application.number}".encode()).hexdigest()


@transaction.atomic
def save_sheet(
    sheet: ScoreSheet, marks: Mapping[Criterion, tuple[Decimal | None, str]], *, version: int, by: Any, at: datetime
) -> ScoreSheet:
    """Keep what a scorer has so far: marks of 0–5 in halves and comments (R-058). Refused once locked."""
    sheet = _open(sheet, by)
    if version != sheet.version:
        raise Stale(_("This sheet was saved in another window since you opened it."))
    profile = sheet.application.lot.call.profile
    for points, _comment in marks.values():
        if points is not None and not (0 <= points <= profile.points_max and points % profile.points_step == 0):
            raise Refused(_("Marks go from 0 to %(most)s in steps of %(step)s.") % _scale(profile))
    Score.objects.bulk_create(
        [Score(sheet=sheet, criterion=criterion, points=p, comment=c) for criterion, (p, c) in marks.items()],
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
    call = Call.objects.get(lots=sheet.application.lot_id).locked()
    sheet = _open(sheet, by)
    missing = missing_of(sheet)
    if missing:
        names = ", ".join(str(criterion.order) for criterion in missing)
        least = call.profile.comment_min_chars
        raise Refused(
            _("Give a mark and a comment of at least %(least)d letters for criteria: %(numbers)s.")
            % {"least": least, "numbers": names}
        )
    sheet.move_to(ScoreSheet.Status.LOCKED, by=by, at=at, locked_at=at)
    _finish_if_last(call, at)
    return sheet


def missing_of(sheet: ScoreSheet) -> list[Criterion]:
    """The criteria without a mark, or whose comment is shorter than the profile asks for."""
    call = sheet.application.lot.call
    least = call.profile.comment_min_chars
    given = {score.criterion_id: score for score in sheet.scores.all()}
    done = {pk for pk, s in given.items() if s.points is not None and len(s.comment.strip()) >= least}
    return [criterion for criterion in call.criteria.all() if criterion.pk not in done]


@transaction.atomic
def declare_late(
    member: Member, application: Application, *, kind: str, explanation: str, by: Any, at: datetime
) -> Declaration:
    """A conflict found late: the lot is taken from the member, and every sheet of it is void (R-053, S17).

    Refused where too few scorers would be left.
    """
    call = Call.objects.get(lots=application.lot_id).locked()
    conflict = commission.declare_late(member, application, kind=kind, explanation=explanation, at=at)
    sheets = list(ScoreSheet.objects.filter(member=member, application__lot=application.lot_id).exclude(status="void"))
    for status in (ScoreSheet.Status.DRAFT, ScoreSheet.Status.LOCKED):
        ScoreSheet.move_all([s for s in sheets if s.status == status], ScoreSheet.Status.VOID, by=by, at=at)
    if call.status == Call.Status.SCORING:
        _finish_if_last(call, at)
    return conflict


def _open(sheet: ScoreSheet, by: Any) -> ScoreSheet:
    sheet = sheet.locked()
    if sheet.status != ScoreSheet.Status.DRAFT:
        raise Refused(_("This sheet is %(status)s and cannot be changed.") % {"status": sheet.get_status_display()})
    if sheet.application.lot.call.status != Call.Status.SCORING:
        raise Refused(_("Scoring is over."))
    if not rules.can_score(by, sheet):
        raise Refused(_("This is the sheet of another member."))
    return sheet


def _scale(profile: Any) -> dict[str, Decimal]:
    return {"most": profile.points_max.normalize(), "step": profile.points_step.normalize()}


def _finish_if_last(call: Call, at: datetime) -> None:
    if ScoreSheet.objects.unfinished().filter(application__lot__call=call).exists():
        return
    scored = Application.objects.filter(lot__call=call, status=Application.Status.ADMITTED)
    applications.mark_scored(scored, at=at)
    call.move_to(Call.Status.DELIBERATION, by=None, at=at)
    notices.finished(call, at=at)
