"""What awaits a member in each commission: one task a call, in a fixed number of queries for all of them.

Only a call that is opened has anything to do, so nothing here can tell of a sealed one.
"""

from collections import defaultdict
from typing import Any

from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenders.applications.models import Application
from tenders.calls.models import Call
from tenders.commission.models import Declaration, Member
from tenders.decisions.models import Attendance, Session, Vote
from tenders.desk.task import Task
from tenders.protocols.models import Protocol
from tenders.scoring.models import ScoreSheet

Status, Role = Call.Status, Member.Role
AT_WORK = (Status.OPENED, Status.ADMISSION, Status.SCORING, Status.DELIBERATION)
LEADS = (Role.CHAIR, Role.DEPUTY, Role.SECRETARY)
RULES = (Role.CHAIR, Role.DEPUTY)


def awaiting(user: Any) -> list[Task]:
    """What each commission awaits from this person; a declaration that is owed stands before everything else."""
    serving = Member.objects.serving().filter(user=user, commission__call__status__in=AT_WORK)
    seats = list(serving.select_related("commission__call").order_by("commission__call", "pk"))
    if not seats:
        return []
    owing = set(Member.objects.awaited().filter(user=user).values_list("pk", flat=True))
    tasks = {seat.pk: _declare(seat) for seat in seats if seat.pk in owing}
    free = [seat for seat in seats if seat.pk not in owing]
    for status, of_seats in ((Status.OPENED, _opened), (Status.SCORING, _scoring)):
        tasks |= of_seats([seat for seat in free if seat.commission.call.status == status])
    tasks |= _admission([seat for seat in free if seat.commission.call.status == Status.ADMISSION], user)
    tasks |= _deliberation([seat for seat in free if seat.commission.call.status == Status.DELIBERATION], user)
    return [tasks[seat.pk] for seat in seats if seat.pk in tasks]


def _task(seat: Member, sentence: str, page: str, **facts: Any) -> Task:
    call = seat.commission.call
    until = call.scoring_until if page == "scoring:index" else None
    return Task(sentence % {"number": call.number, **facts}, reverse(page, args=[call.number]), until)


def _declare(seat: Member) -> Task:
    return _task(seat, _("Declare conflicts of interest for call %(number)s."), "commission:conflicts")


def _opened(seats: list[Member]) -> dict[int, Task]:
    sentence = _("Begin the admission of call %(number)s when every member has declared.")
    return {seat.pk: _task(seat, sentence, "admission:index") for seat in seats if seat.role in LEADS}


def _admission(seats: list[Member], user: Any) -> dict[int, Task]:
    leading = [seat for seat in seats if seat.role in LEADS]
    if not leading:
        return {}
    calls = [seat.commission.call_id for seat in leading]
    found = Protocol.objects.filter(call__in=calls, kind=Protocol.Kind.ADMISSION)
    finished, left = set(found.values_list("call", flat=True)), _rulings_left(leading, user)
    tasks = {}
    for seat in leading:
        call = seat.commission.call_id
        if call in finished:
            if seat.role in RULES:
                tasks[seat.pk] = _task(seat, _("Begin the scoring of call %(number)s."), "scoring:index")
        elif left[seat.pk]:
            tasks[seat.pk] = _rule(seat, left[seat.pk])
        elif seat.role == Role.CHAIR:
            sentence = _("Finish the admission of call %(number)s when every application has a ruling.")
            tasks[seat.pk] = _task(seat, sentence, "admission:index")
    return tasks


def _rule(seat: Member, left: int) -> Task:
    sentence = ngettext(
        "Rule on %(left)d application of call %(number)s.", "Rule on %(left)d applications of call %(number)s.", left
    )
    return _task(seat, sentence, "admission:index", left=left)


def _readable(user: Any) -> Any:
    """What this person reads as a member: an own organisation's application is no business of the commission's room."""
    return Application.objects.opened().read_by_commission(user)


def _rulings_left(seats: list[Member], user: Any) -> dict[int, int]:
    """How many applications await a ruling of each seat: the chair's own, the deputy's where the chair is recused."""
    calls = [seat.commission.call_id for seat in seats]
    opened = _readable(user).filter(status=Application.Status.OPENED, lot__call__in=calls)
    counts = opened.order_by().values_list("lot__call", "lot").annotate(Count("pk", distinct=True))
    conflicts = Declaration.objects.conflicts().filter(member__role=Role.CHAIR, application__lot__call__in=calls)
    chairless = set(conflicts.values_list("application__lot", flat=True))
    left: dict[int, int] = defaultdict(int)
    for call, lot, count in counts:
        for seat in seats:
            rules = seat.role == Role.CHAIR or (seat.role == Role.DEPUTY and lot in chairless)
            left[seat.pk] += count if rules and seat.commission.call_id == call else 0
    return left


def _scoring(seats: list[Member]) -> dict[int, Task]:
    standing = ScoreSheet.objects.filter(member__in=seats).exclude(status=ScoreSheet.Status.VOID)
    drafts = Count("pk", filter=Q(status=ScoreSheet.Status.DRAFT))
    counts = standing.order_by().values_list("member").annotate(left=drafts, whole=Count("pk"))
    of_seat = {seat.pk: seat for seat in seats}
    sentence = _("Score the applications of call %(number)s: %(left)d of %(whole)d sheets left.")
    return {
        member: _task(of_seat[member], sentence, "scoring:index", left=left, whole=whole)
        for member, left, whole in counts
        if left
    }


def _deliberation(seats: list[Member], user: Any) -> dict[int, Task]:
    if not seats:
        return {}
    calls = [seat.commission.call_id for seat in seats]
    last = dict(Session.objects.filter(call__in=calls).order_by().values_list("call").annotate(Max("pk")))
    came = set(Attendance.objects.filter(session__in=last.values(), member__in=seats).values_list("member", flat=True))
    cast = set(Vote.objects.filter(session__in=last.values(), member__in=seats).values_list("member", "lot"))
    scored = _readable(user).filter(status=Application.Status.SCORED, lot__call__in=calls)
    lots = set(scored.values_list("lot__call", "lot"))
    tasks = {}
    for seat in seats:
        call = seat.commission.call_id
        owed = sum(of == call and (seat.pk, lot) not in cast for of, lot in lots)
        if call not in last:
            if seat.role in LEADS:
                tasks[seat.pk] = _task(seat, _("Convene the session on call %(number)s."), "decisions:session")
        elif seat.pk in came and owed:
            tasks[seat.pk] = _vote(seat, owed)
        elif seat.role in RULES:
            sentence = _("Publish the results of call %(number)s when every vote is cast.")
            tasks[seat.pk] = _task(seat, sentence, "decisions:session")
    return tasks


def _vote(seat: Member, owed: int) -> Task:
    sentence = ngettext("Vote on %(owed)d lot of call %(number)s.", "Vote on %(owed)d lots of call %(number)s.", owed)
    return _task(seat, sentence, "decisions:session", owed=owed)
