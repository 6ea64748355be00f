"""What an application says, as one canonical document: shown, frozen into the receipt, read by the commission."""

import json
from decimal import Decimal
from typing import Any

from django.forms import model_to_dict

from tenders.applications.models import Application, Receipt

FORMAT = 1
TEXTS = ("title", "summary", "problem", "goal", "method", "sustainability")
PARTS = {
    "target_groups": ("description", "entry_rule", "direct_count", "indirect_count", "self_reliance_goal"),
    "work_items": ("name", "starts_on", "ends_on", "place", "responsible", "output"),
    "indicators": ("name", "kind", "unit", "baseline", "target", "due_on", "proof"),
    "budget_lines": (
        "category",
        "name",
        "unit",
        "quantity",
        "unit_cost",
        "months",
        "requested_amount",
        "own_amount",
        "other_amount",
        "grounds",
    ),
}
DECLARATIONS = ("no_conflict", "no_profit", "truth", "no_double_funding", "data_consent")


def snapshot(application: Application) -> dict[str, Any]:
    """The working copy as it stands now, in plain values: sums in tenge as text, days in ISO form."""
    return {
        "format": FORMAT,
        "number": application.number,
        "call": application.lot.call.number,
        "lot": application.lot.number,
        "organisation": _organisation(application),
        "language": application.language,
        **{name: getattr(application, name) for name in TEXTS},
        **{part: _rows(application, part, fields) for part, fields in PARTS.items()},
        "requested_amount": str(requested(application)),
    }


def requested(application: Application) -> Decimal:
    """What the working copy asks for, in tenge."""
    lines = application.budget_lines.all()
    return sum((line.requested_amount for line in lines), Decimal("0.00")).quantize(Decimal("0.01"))


def of_receipt(receipt: Receipt | None) -> dict[str, Any]:
    """What was submitted, as it was confirmed (R-042); nothing without a receipt."""
    if receipt is None:
        return {}
    told: dict[str, Any] = json.loads(receipt.content)
    return told


def differs(application: Application) -> bool:
    """Whether the working copy says anything else than what was submitted and stands."""
    return application.receipt is not None and snapshot(application) != of_receipt(application.receipt)


def _organisation(application: Application) -> dict[str, str]:
    ngo = application.organisation
    return {"code": ngo.code, "bin": ngo.bin or "", "name_kk": ngo.name_kk, "name_ru": ngo.name_ru}


def _rows(application: Application, part: str, fields: tuple[str, ...]) -> list[dict[str, Any]]:
    rows = getattr(application, part).all()
    return [{name: _plain(value) for name, value in model_to_dict(row, fields).items()} for row in rows]


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int) else str(value)
