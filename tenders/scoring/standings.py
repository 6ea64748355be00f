"""The ranking of a lot from its locked sheets, summed by the database and ranked by `ranking.py`."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum

from tenders.applications.models import Application
from tenders.calls.models import Call, Lot
from tenders.scoring.models import Score, ScoreSheet
from tenders.scoring.ranking import LotRule, Ranking, rank
from tenders.scoring.sheets import Bid, CriterionRule, Divergence, spread_of, two_places

COUNTED = ("scored", "below_threshold", "winner", "reserve", "not_funded")


def of(lot: Lot) -> Ranking:
    """Rank the scored applications of a lot (R-059 to R-065); points of 0–5, totals of 100, tenge.

    An application whose sheets are all void has no place in it, and no results are published while there is one.
    Open contracts count as none until contracts are kept here, so that rung of the ladder decides nothing yet.
    """
    call = lot.call
    criteria = list(call.criteria.all())
    rules = [CriterionRule(code=one.code, weight=one.weight, min_points=one.min_points) for one in criteria]
    bidders = Application.objects.filter(lot=lot, status__in=COUNTED)
    sums = _sums(lot, {one.pk: one.code for one in criteria})
    bids = [
        Bid(key=number, sums=sums[bidder], requested=amount, open_contracts=0)
        for bidder, number, amount in bidders.values_list("pk", "number", "receipt__opened__requested_amount")
        if bidder in sums
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
    return rank(bids, rules, rule)


def _sums(lot: Lot, codes: dict[int, str]) -> dict[int, dict[str, tuple[Decimal, int]]]:
    """For each application and criterion the sum and the number of marks; told by keys, since there may be many."""
    rows = _counted(Application.objects.filter(lot=lot)).values_list("sheet__application", "criterion")
    sums: dict[int, dict[str, tuple[Decimal, int]]] = defaultdict(dict)
    for bidder, criterion, points, sheets in rows.annotate(Sum("points"), Count("pk")):
        sums[bidder][codes[criterion]] = (Decimal(points), sheets)
    return sums


def spreads(lot: Lot) -> dict[str, Decimal]:
    """How far the scorers of each application lie apart: highest less lowest total of one sheet, of 100 (R-061)."""
    found = _spreads_of(Application.objects.filter(lot=lot), lot.call)
    return {number: two_places(spread) for number, spread in found.items()}


def divergences(readable: QuerySet[Application], call: Call) -> list[Divergence]:
    """Of these applications, where the sheets lie too far apart, so that it must be discussed (R-061).

    Limits of the profile: totals of 100, marks of one criterion; at the limit is not over it.
    """
    profile, found = call.profile, []
    if profile.divergence_total is not None:
        for number, spread in _spreads_of(readable, call).items():
            if spread > profile.divergence_total:
                found.append(Divergence(number, "", two_places(spread)))
    if profile.divergence_points is not None:
        rows = _counted(readable).values_list("sheet__application__number", "criterion__code")
        ranges = rows.annotate(spread=Max("points") - Min("points")).filter(spread__gt=profile.divergence_points)
        found += [Divergence(number, code, two_places(Fraction(spread))) for number, code, spread in ranges]
    return sorted(found, key=lambda one: (one.key, one.criterion))


def with_too_few_sheets(call: Call) -> QuerySet[Application]:
    """The admitted applications with fewer counted sheets than the profile asks for (R-053)."""
    counted = Count("sheets", filter=Q(sheets__status=ScoreSheet.Status.LOCKED))
    judged = Application.objects.filter(lot__call=call, status__in=[Application.Status.ADMITTED, *COUNTED])
    return judged.annotate(counted=counted).filter(counted__lt=call.profile.min_scorers)


def _counted(applications: QuerySet[Application]) -> QuerySet[Score]:
    locked = Score.objects.filter(sheet__status=ScoreSheet.Status.LOCKED)
    return locked.filter(sheet__application__in=applications.values("pk")).order_by()


def _spreads_of(applications: QuerySet[Application], call: Call) -> dict[str, Fraction]:
    counted = ScoreSheet.objects.locked_sheets().filter(application__in=applications.values("pk")).order_by()
    totals = counted.annotate(total=Sum(F("scores__points") * F("scores__criterion__weight")))
    found: dict[str, list[Fraction]] = defaultdict(list)
    for number, total in totals.values_list("application__number", "total"):
        found[number].append(Fraction(total) / Fraction(call.profile.points_max))
    return {number: spread_of(given) for number, given in found.items()}
