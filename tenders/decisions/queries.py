"""What the pages of a decision show, in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum

from tenders.applications.models import Application
from tenders.calls.models import Call, Criterion, Lot
from tenders.commission.models import Commission
from tenders.decisions import ballots, rules
from tenders.decisions.models import Result
from tenders.scoring import standings
from tenders.scoring.models import Score, ScoreSheet
from tenders.scoring.ranking import Placing


def session_page(commission: Commission, user: Any) -> dict[str, Any]:
    """The items a member sees: never those of a lot with a conflict, and no ranking before its time."""
    call = commission.call
    held = call.sessions.last()
    lots = rules.lots_without_conflict(user, ballots.open_lots(call))
    items = ballots.of_session(held, lots) if held else []
    seat = rules.seat_of(user, call)
    voted = {v.lot_id for item in items for v in item.votes if v.member_id == seat.pk} if seat else set()
    may = {item.lot.pk for item in items if seat in item.present and item.lot.pk not in voted}
    return {
        "call": call,
        "held": held,
        "lots": lots,
        "items": items,
        "voted": voted,
        "may_vote": may,
        "offers": rules.offers(user, call, held),
        "attendances": held.attendances.select_related("member__user") if held else [],
    }


def ranking_of(lot: Lot) -> dict[str, Any]:
    """The ranking of a lot with names beside the numbers."""
    ranked = standings.of(lot)
    bidders = Application.objects.filter(lot=lot, status__in=["scored", *Result.Outcome.values])
    names = {a.number: a.organisation for a in bidders.select_related("organisation").only("number", "organisation")}
    criteria, spreads = list(lot.call.criteria.all()), standings.spreads(lot)
    labels = dict(Result.Outcome.choices)
    rows = [
        (placing, names[placing.key], _means(placing, criteria), spreads[placing.key], labels[placing.outcome.value])
        for placing in ranked.placings
    ]
    return {"rows": rows, "line": ranked.line, "criteria": criteria}


def _means(placing: Placing, criteria: Iterable[Criterion]) -> list[tuple[Criterion, Decimal]]:
    means = placing.means
    return [(criterion, means[criterion.code]) for criterion in criteria]


def with_marks(rows: Iterable[Result], criteria: Sequence[Criterion]) -> list[tuple[Result, list]]:
    """Each result with the mean mark of every criterion, in the order of the call."""
    return [(row, [(criterion, row.means[criterion.code]) for criterion in criteria]) for row in rows]


def results_heads(call: Call) -> dict[str, Any]:
    """Lot by lot: the budget, what was awarded, to how many; and the criteria the points are of."""
    lots = list(call.lots.order_by("number"))
    won = Result.objects.filter(lot__call=call, outcome=Result.Outcome.WINNER).order_by()
    sums = {row["lot"]: row for row in won.values("lot").annotate(awarded=Sum("awarded_amount"), winners=Count("pk"))}
    heads = [(lot, sums.get(lot.pk, {"awarded": 0, "winners": 0})) for lot in lots]
    return {"heads": heads, "criteria": list(call.criteria.all())}


def decision_page(application: Application, *, at: datetime) -> dict[str, Any]:
    """An NGO's own result: each criterion with its mean and the comments, scorers unnamed and in no telling order."""
    call, result = application.lot.call, application.result
    counted = ScoreSheet.objects.locked_sheets().filter(application=application)
    comments: dict[int, list[str]] = {}
    for criterion, comment in (
        Score.objects.filter(sheet__in=counted).order_by("sheet__place").values_list("criterion", "comment")
    ):
        comments.setdefault(criterion, []).append(comment)
    marks = [(c, result.means[c.code], comments.get(c.pk, [])) for c in call.criteria.all()]
    return {
        "application": application,
        "call": call,
        "result": result,
        "marks": marks,
        "may_appeal": call.appeals_until is not None and at <= call.appeals_until,
        **results_heads(call),
    }
