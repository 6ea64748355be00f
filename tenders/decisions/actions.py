"""Convene, vote, publish the results, make them final."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lifecycle.models import Refused
from tenders.applications import actions as applications
from tenders.applications.models import Application
from tenders.calls.models import Call, Lot
from tenders.commission.models import Member
from tenders.decisions import ballots, minutes, notices, rules
from tenders.decisions.models import Attendance, Result, Session, Vote
from tenders.protocols import actions as protocols
from tenders.protocols.models import Protocol
from tenders.scoring import standings
from tenders.scoring.ranking import Ranking


@transaction.atomic
def convene(call: Call, *, place: Mapping[str, str], present: Mapping[Member, str], by: Any, at: datetime) -> Session:
    """Open a session of the commission and write down who is present and how (R-054).

    Refused before every sheet is locked, and without anybody present.
    """
    call = call.locked()
    if call.status != Call.Status.DELIBERATION:
        raise Refused(_("The commission meets when every score sheet is locked."))
    if not present:
        raise Refused(_("Mark the members who are present."))
    session = Session.objects.create(
        call=call,
        number=call.sessions.count() + 1,
        place_kk=place["kk"],
        place_ru=place["ru"],
        convened_by=by,
        convened_at=at,
    )
    Attendance.objects.bulk_create(
        Attendance(session=session, member=member, mode=mode) for member, mode in present.items()
    )
    call.note("convened", by=by, at=at)
    return session


@transaction.atomic
def vote(session: Session, lot: Lot, *, member: Member, choice: str, dissent: str = "", at: datetime) -> Vote:
    """Cast a member's vote on the ranking of a lot, once (R-055). Refused after the session was superseded."""
    call = session.call.locked()
    if call.status != Call.Status.DELIBERATION or session != call.sessions.last():
        raise Refused(_("This session is over."))
    if not rules.can_vote(member.user, session, lot):
        raise Refused(_("Only a voting member who is present and has no conflict votes on this lot."))
    if session.votes.filter(lot=lot, member=member).exists():
        raise Refused(_("You have already voted on this lot. A vote cannot be changed."))
    return Vote.objects.create(session=session, lot=lot, member=member, choice=choice, dissent=dissent, cast_at=at)


@transaction.atomic
def publish_results(call: Call, *, by: Any, at: datetime) -> Protocol:
    """Publish who won, who did not, and why, to all in the same minute (R-059 to R-068, domain 5.1).

    Refused without a session, a quorum, or a majority on every lot, and where conflicts left too few sheets (R-053).
    """
    call = call.locked()
    session = call.sessions.last()
    if call.status != Call.Status.DELIBERATION or session is None:
        raise Refused(_("Results are published by a session of the commission, after all sheets are locked."))
    _insist_on_sheets(call, by)
    lots = ballots.open_lots(call)
    held = ballots.of_session(session, lots)
    ballots.insist(held, told=rules.lots_without_conflict(by, lots))
    rankings = {lot: standings.of(lot) for lot in lots}
    results = [result for lot in lots for result in _results_of(call, lot, rankings[lot], at)]
    Result.objects.bulk_create(results)
    applications.settle({result.application: result.outcome for result in results}, by=by, at=at)
    body = minutes.results_body(session, held, rankings, results)
    protocol = protocols.draw_up(call, Protocol.Kind.RESULTS, body, by=by, at=at)
    call.move_to(
        Call.Status.RESULTS_PRELIM,
        by=by,
        at=at,
        results_at=at,
        appeals_until=call.profile.window_end(at, call.profile.appeal_days, call.profile.appeal_unit),
    )
    notices.results_published(call, results, at=at)
    return protocol


@transaction.atomic
def make_final(call: Call, *, at: datetime) -> None:
    """Results become final when the appeal window is over (domain 5.1). Refused a moment earlier."""
    call = call.locked()
    if call.appeals_until is None or at <= call.appeals_until:
        raise Refused(_("The time for appeals is not over yet."))
    call.move_to(Call.Status.RESULTS_FINAL, by=None, at=at)
    applications.remember_prices(call, at=at)
    notices.results_final(call, at=at)


def _insist_on_sheets(call: Call, by: Any) -> None:
    """Whoever has a conflict on a lot hears that sheets are missing there, and not for whom (R-051, R-053)."""
    short = standings.with_too_few_sheets(call)
    if not short.exists():
        return
    told = short.filter(lot__in=rules.lots_without_conflict(by, list(call.lots.all())))
    if numbers := ", ".join(told.values_list("number", flat=True)):
        raise Refused(_("Conflicts left too few score sheets for: %(numbers)s.") % {"numbers": numbers})
    raise Refused(_("Conflicts left too few score sheets in a lot that you do not take part in."))


def _results_of(call: Call, lot: Lot, ranking: Ranking, at: datetime) -> list[Result]:
    scored = Application.objects.filter(lot=lot, status=Application.Status.SCORED)
    of_number = {a.number: a for a in scored.select_related("organisation", "lot", "receipt")}
    criteria = {criterion.code: criterion for criterion in call.criteria.all()}
    spreads = standings.spreads(lot)
    return [
        minutes.result(of_number[placing.key], placing, place, criteria, call.profile, spreads[placing.key], at)
        for place, placing in enumerate(ranking.placings, start=1)
    ]
