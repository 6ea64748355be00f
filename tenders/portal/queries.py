"""What the public pages show, in a fixed number of queries."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from registry.archive import figures
from registry.archive.loading import article
from registry.archive.models import ArchiveTender
from registry.reference.models import Region
from tenders.calls.models import Call
from ui import words
from ui.charts import bars

ON_THE_FRONT = 10
LATEST = 5


def front(now: datetime) -> dict[str, Any]:
    """The open calls that close first, and the latest results."""
    open_calls = Call.objects.open(now).for_list().prefetch_related("lots__regions").order_by("deadline_at", "pk")
    found = list(open_calls[: ON_THE_FRONT + 1])
    decided = Call.objects.filter(results_at__isnull=False).select_related("customer").order_by("-results_at")[:LATEST]
    return {
        "now": now,
        "open_calls": [(call, _regions(call)) for call in found[:ON_THE_FRONT]],
        "has_more": len(found) > ON_THE_FRONT,
        "decided": decided,
    }


def _regions(call: Call) -> list[Region]:
    """The regions of all lots of a call; none if one of them is for the whole country."""
    of_lots = [list(lot.regions.all()) for lot in call.lots.all()]
    return list(dict.fromkeys(region for regions in of_lots for region in regions)) if all(of_lots) else []


def early_tenders() -> dict[str, Any]:
    """The tenders of 2003 to 2005 with every figure computed, as charts and as a table (A1 to A8)."""
    rows = list(ArchiveTender.objects.all())
    computed = figures.figures(rows)
    language = (get_language() or "kk")[:2]
    labels = [_held(row, language) for row in rows]
    charts = [
        bars(
            [(label, row.applications) for label, row in zip(labels, rows, strict=True)],
            id="applications",
            title=_("Applications in each tender"),
            label_head=_("Tender"),
            value_head=_("Applications"),
        ),
        bars(
            [(label, row.amount) for label, row in zip(labels, rows, strict=True)],
            id="money",
            title=_("Money of each tender, in tenge"),
            label_head=_("Tender"),
            value_head=_("Tenge"),
            show=lambda amount: words.tenge(Decimal(amount), language),
        ),
    ]
    told = article()
    return {
        "rows": list(zip(labels, rows, computed, strict=True)),
        "charts": charts,
        "totals": figures.totals(rows),
        "reported": _reported(told["reported"]),
        "source": told["source"],
    }


def _reported(told: dict[str, Any]) -> list[tuple[str, int]]:
    """What the article tells of the sector in round words; shown with a tilde, never as exact (A8)."""
    labels = {
        "organisations": _("NGOs in the country"),
        "effective": _("NGOs that work effectively"),
        "employed": _("People employed by NGOs"),
        "beneficiaries": _("People helped by NGOs"),
    }
    return [(label, figures.reported(told[name])) for name, label in labels.items()]


def _held(row: ArchiveTender, language: str) -> str:
    if row.precision == ArchiveTender.Precision.DAY:
        return words.day(row.held_on, language)
    return words.month(row.held_on, language)
