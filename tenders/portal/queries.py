"""What the front door shows, in a fixed number of queries."""

from datetime import datetime
from hmac import compare_digest
from typing import Any

from django.db.models import Count, Q, Sum

from registry.reference.models import Region
from registry.support.queries import latest_news
from tenders.applications.models import Receipt
from tenders.calls.models import Call, Lot
from tenders.decisions.models import Result
from tenders.signing.models import Signature

ON_THE_FRONT = 10
LATEST = 5
# What a card shows, and no more: the texts of a call are long.
OPEN = ("number", "title_kk", "title_ru", "deadline_at", "customer__name_kk", "customer__name_ru", "customer__name_en")
DECIDED = ("number", "title_kk", "title_ru", "results_at")
IS_WINNER = Q(lots__results__outcome=Result.Outcome.WINNER)


def front(now: datetime) -> dict[str, Any]:
    """The open calls that close first, the latest results with their winners and money, the latest news (U1)."""
    open_calls = Call.objects.open(now).with_budget().select_related("customer").only(*OPEN)
    found = list(open_calls.order_by("deadline_at", "pk")[: ON_THE_FRONT + 1])
    published = Call.objects.filter(results_at__lte=now).only(*DECIDED).order_by("-results_at", "-pk")
    decided = published.annotate(
        winner_count=Count("lots__results", filter=IS_WINNER), awarded_amount=Sum("lots__results__awarded_amount")
    )
    regions = _regions(found[:ON_THE_FRONT])
    return {
        "now": now,
        "open_calls": [(call, regions[call.pk]) for call in found[:ON_THE_FRONT]],
        "has_more": len(found) > ON_THE_FRONT,
        "decided": decided[:LATEST],
        "news": latest_news(),
    }


def received_at(number: str, sha256: str) -> datetime | None:
    """When what has this hash was received under this number; an unknown number costs as much work as a known one."""
    kept = Receipt.objects.filter(number=number).values_list("sha256", "received_at").first()
    known, moment = kept or ("0" * 64, None)
    return moment if compare_digest(known.encode(), sha256.encode()) else None


def signature_of(number: str, sha256: str) -> Signature | None:
    """The true signature under what has this number and this hash; asked for whatever was typed, at the same cost."""
    under = Signature.objects.under("receipt", [number]).filter(sha256=sha256).first()
    return under if under and under.is_valid else None


def _regions(calls: list[Call]) -> dict[int, list[Region]]:
    """The regions of all lots of each call; none if one of them is for the whole country."""
    of_lots: dict[int, list[int | None]] = {call.pk: [] for call in calls}
    lots = Lot.objects.filter(call__in=calls).order_by("number", "regions__code")
    for call, region in lots.values_list("call", "regions"):
        of_lots[call].append(region)
    named = Region.objects.in_bulk({region for regions in of_lots.values() for region in regions if region})
    return {
        call: [] if None in regions else [named[region] for region in dict.fromkeys(regions)]
        for call, regions in of_lots.items()
    }
