"""What a session leaves behind: the rows of the results, and the body of their protocol."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import override

from tenders.applications.models import Application
from tenders.calls.models import Criterion, Lot
from tenders.decisions import reasons
from tenders.decisions.ballots import Ballot
from tenders.decisions.models import Result, Session, Vote
from tenders.procedure.models import Profile
from tenders.scoring.ranking import Outcome, Placing, Ranking

LANGUAGES = ("kk", "ru")


def result(
    application: Application,
    placing: Placing,
    place: int,
    criteria: Mapping[str, Criterion],
    profile: Profile,
    spread: Decimal,
    at: datetime,
) -> Result:
    """The row of one application: total of 0–100, means of 0–5, tenge, and the reasons in both languages."""
    return Result(
        application=application,
        lot=application.lot,
        outcome=placing.outcome.value,
        place=place,
        rank=placing.rank,
        total=placing.total,
        means={code: str(mean) for code, mean in placing.means.items()},
        sheets=max(count for _, count in placing.bid.sums.values()),
        spread=spread,
        tie_path=list(placing.tie_path),
        requested_amount=placing.bid.requested,
        awarded_amount=placing.bid.requested if placing.outcome is Outcome.WINNER else 0,
        reason_kk=reasons.of(placing, criteria, profile, "kk"),
        reason_ru=reasons.of(placing, criteria, profile, "ru"),
        decided_at=at,
    )


def results_body(
    session: Session, held: Iterable[Ballot], rankings: Mapping[Lot, Ranking], results: Iterable[Result]
) -> dict[str, Any]:
    """The body of the results protocol; `protocols.layouts` says what it must hold."""
    call = session.call
    attendances = session.attendances.select_related("member__user")
    of_lot: dict[int, list[Result]] = {}
    for row in results:
        of_lot.setdefault(row.lot_id, []).append(row)
    return {
        "place_kk": session.place_kk,
        "place_ru": session.place_ru,
        "convened_at": session.convened_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "draw_seed": call.draw_seed,
        "attendances": [
            {"name": str(a.member.user)}
            | _spoken("role", a.member.get_role_display)
            | _spoken("mode", a.get_mode_display)
            for a in attendances
        ],
        "criteria": [
            {
                "code": c.code,
                "name_kk": c.name_kk,
                "name_ru": c.name_ru,
                "weight": str(c.weight),
                "min_points": str(c.min_points),
            }
            for c in call.criteria.all()
        ],
        "lots": [_lot(ballot, rankings[ballot.lot], of_lot.get(ballot.lot.pk, [])) for ballot in held],
    }


def _lot(ballot: Ballot, ranking: Ranking, results: list[Result]) -> dict[str, Any]:
    lot = ballot.lot
    return {
        "number": lot.number,
        "title_kk": lot.title_kk,
        "title_ru": lot.title_ru,
        "budget": str(lot.budget_amount),
        "awarded": str(ranking.line.awarded),
        "left": str(ranking.line.left),
        "voting": ballot.voting,
        "recused": ballot.recused,
        "needed": ballot.needed,
        "present": len(ballot.present),
        "for": ballot.count(Vote.Choice.FOR),
        "against": ballot.count(Vote.Choice.AGAINST),
        "abstain": ballot.count(Vote.Choice.ABSTAIN),
        "dissents": [vote.dissent for vote in ballot.votes if vote.dissent],
        "results": [_row(row) for row in results],
    }


def _row(row: Result) -> dict[str, Any]:
    organisation = row.application.organisation
    return {
        "rank": row.rank,
        "number": row.application.number,
        "bin": organisation.bin or "",
        "name_kk": organisation.name_kk,
        "name_ru": organisation.name_ru,
        "total": str(row.total),
        "means": row.means,
        "outcome": row.outcome,
        "requested": str(row.requested_amount),
        "awarded": str(row.awarded_amount),
        "reason_kk": row.reason_kk,
        "reason_ru": row.reason_ru,
    } | _spoken("outcome", row.get_outcome_display)


def _spoken(name: str, display: Any) -> dict[str, str]:
    spoken = {}
    for language in LANGUAGES:
        with override(language):
            spoken[f"{name}_{language}"] = str(display())
    return spoken
