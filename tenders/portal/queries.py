"""What the front door shows, in a fixed number of queries."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q, Sum

from registry.reference.models import Region
from tenders.calls.models import Call
from tenders.decisions.models import Result

ON_THE_FRONT = 10
LATEST = 5
IS_WINNER = Q(lots__results__outcome=Result.Outcome.WINNER)


def front(now: datetime) -> dict[str, Any]:
    """The open calls that close first, and the latest results with their winners and money (U1)."""
    open_calls = Call.objects.open(now).for_list().prefetch_related("lots__regions").order_by("deadline_at", "pk")
    found = list(open_calls[: ON_THE_FRONT + 1])
    published = Call.objects.filter(results_at__lte=now).select_related("customer").order_by("-results_at", "-pk")
    decided = published.annotate(
        winner_count=Count("lots__results", filter=IS_WINNER), awarded_amount=Sum("lots__results__awarded_amount")
    )
    return {
        "now": now,
        "open_calls": [(call, _regions(call)) for call in found[:ON_THE_FRONT]],
        "has_more": len(found) > ON_THE_FRONT,
        "decided": decided[:LATEST],
    }


def _regions(call: Call) -> list[Region]:
    """The regions of all lots of a call; none if one of them is for the whole country."""
    of_lots = [list(lot.regions.all()) for lot in call.lots.all()]
    return list(dict.fromkeys(region for regions in of_lots for region in regions)) if all(of_lots) else []
