"""What a new call is offered by its instrument: legal basis, criteria with an anchor for each mark, requirements.

Data in Kazakh and Russian, from `data/`. An anchor says what stands in the application, so that two readers find the
same mark; from 3 on an application is good enough, 4 and 5 need proof. The officer may change every word in the draft.
"""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

DATA = Path(__file__).parent / "data"
MARKS = (0, 1, 2, 3, 4, 5)
SOCIAL_ORDER = "social_order"


class Template(NamedTuple):
    """What a call of one instrument begins with."""

    legal_basis: str
    budget_code: str
    criteria: list[dict[str, Any]]
    requirements: list[dict[str, Any]]


@cache
def of(instrument: str) -> Template:
    """The template of an instrument: its own order of criteria and weights, its own reasons for what it requires."""
    told = _read("templates")[instrument]
    criteria = {row["code"]: row for row in _read("criteria")}
    required = {row["code"]: row for row in _read("requirements")}
    return Template(
        told["legal_basis"],
        told["budget_code"],
        [criteria[code] | {"weight": Decimal(weight)} for code, weight in told["weights"].items()],
        [required[code] | told["changes"].get(code, {}) for code in told["requirements"]],
    )


def _read(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


CRITERIA, REQUIREMENTS = of(SOCIAL_ORDER).criteria, of(SOCIAL_ORDER).requirements
