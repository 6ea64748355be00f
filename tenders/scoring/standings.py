"""The ranking of a lot from its locked sheets, summed by the database and ranked by `ranking.py`."""

from collections import defaultdict
from decimal import Decimal

from django.db.models import Count, F, Sum

from tenders.applications.models import Application
from tenders.calls.models import Lot
from tenders.scoring.models import Score, ScoreSheet
from tenders.scoring.ranking import LotRule, Ranking, rank
from tenders.scoring.sheets import Bid, CriterionRule

COUNTED = ("scored", "below_threshold", "winner", "reserve", "not_funded")


def of(lot: Lot) -> Ranking:
    """Rank the scored applications of a lot (R-059 to R-065); points of 0–5, totals of 100, tenge.

    Open contracts count as none until contracts are kept here, so that rung of the ladder decides nothing yet.
    """
    call = lot.call
    criteria = [
        CriterionRule(code=criterion.code, weight=criterion.weight, min_points=criterion.min_points)
        for criterion in call.criteria.all()
    ]
    bidders = Application.objects.filter(lot=lot, status__in=COUNTED)
    requested = dict(bidders.values_list("number", "receipt__requested_amount"))
    sums = _sums(lot)
    bids = [
        Bid(key=number, sums=sums[number], requested=amount, open_contracts=0) for number, amount in requested.items()
    ]
    rule = LotRule(
        budget=lot.budget_amount,
        points_max=call.profile.points_max,
        seed=call.draw_seed,
        total_threshold=call.profile.total_threshold,
        max_awards=lot.max_awards,
        allow_skip=lot.allow_skip,
        reserve_size=lot.reserve_size,
    )
    return rank(bids, criteria, rule)


def _sums(lot: Lot) -> dict[str, dict[str, tuple[Decimal, int]]]:
    counted = Score.objects.filter(sheet__application__lot=lot, sheet__status=ScoreSheet.Status.LOCKED)
    rows = counted.order_by().values_list("sheet__application__number", "criterion__code")
    sums: dict[str, dict[str, tuple[Decimal, int]]] = defaultdict(dict)
    for number, code, points, sheets in rows.annotate(Sum("points"), Count("pk")):
        sums[number][code] = (Decimal(points), sheets)
    return sums


def spreads(lot: Lot) -> dict[str, Decimal]:
    """How far the scorers of each application lie apart: highest less lowest total of one sheet, of 100 (R-061)."""
    whole = lot.call.profile.points_max
    counted = ScoreSheet.objects.locked_sheets().filter(application__lot=lot).order_by()
    totals = counted.annotate(total=Sum(F("scores__points") * F("scores__criterion__weight")))
    found: dict[str, list[Decimal]] = defaultdict(list)
    for number, total in totals.values_list("application__number", "total"):
        found[number].append(Decimal(total) / whole)
    return {number: (max(given) - min(given)).quantize(Decimal("0.01")) for number, given in found.items()}
