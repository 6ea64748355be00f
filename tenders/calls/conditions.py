"""The conditions of a call as one canonical document: its hash is published and frozen with it (R-024)."""

from collections.abc import Iterable
from datetime import UTC
from typing import Any

from lifecycle import chain
from tenders.calls.models import Call

CALL = (
    *("number", "instrument", "level", "title_kk", "title_ru", "purpose_kk", "purpose_ru", "subsidiarity_kk"),
    *("subsidiarity_ru", "legal_basis", "budget_code"),
)
LOT = (
    *("number", "title_kk", "title_ru", "description_kk", "description_ru", "target_group_kk", "target_group_ru"),
    *("results_kk", "results_ru", "budget_amount", "starts_on", "ends_on", "max_awards", "allow_skip", "reserve_size"),
)
CRITERION = ("code", "order", "name_kk", "name_ru", "anchors_kk", "anchors_ru", "weight", "min_points", "is_price")
COST = ("order", "name_kk", "name_ru", "quantity", "unit_cost", "ground_kk", "ground_ru")
DOCUMENT = ("order", "title_kk", "title_ru", "text_kk", "text_ru", "link_kk", "link_ru")
REQUIREMENT = (
    *("code", "kind", "text_kk", "text_ru", "proof_kind", "proof_kk", "proof_ru", "reason_kk", "reason_ru"),
    "is_curable",
)

# Letters of a mark: enough to tell two texts apart, few enough for a page.
MARK = 16


def of(call: Call) -> dict[str, Any]:
    """Everything an applicant relies on, in plain values: texts, lots in tenge, criteria, requirements, moments."""
    return {
        **_plain(call, CALL),
        "profile": str(call.profile),
        "customer": call.customer.code,
        "sphere": call.sphere.code,
        "deadline_at": call.deadline_at.astimezone(UTC).isoformat(),
        "opening_at": call.opening_at.astimezone(UTC).isoformat(),
        "lots": [_lot(lot) for lot in call.lots.prefetch_related("regions", "cost_lines")],
        "criteria": [_plain(criterion, CRITERION) for criterion in call.criteria.all()],
        "requirements": [_plain(requirement, REQUIREMENT) for requirement in call.requirements.all()],
        "documents": [_plain(document, DOCUMENT) for document in call.documents.all()],
    }


def hash_of(call: Call) -> str:
    """The hash under which the conditions are published."""
    return chain.fingerprint(chain.canonical(of(call)))


def marks_of(call: Call, names: Iterable[str]) -> dict[str, str]:
    """The marks of some texts and dates of a call as they stand: each changes with what it marks."""
    told = _plain(call, tuple(names))
    return {name: chain.fingerprint(chain.canonical(value))[:MARK] for name, value in told.items()}


def _lot(lot: Any) -> dict[str, Any]:
    costs = [_plain(line, COST) for line in lot.cost_lines.all()]
    # Only where one is asked: what was published before it could be keeps its hash.
    share = ("own_share_percent",) if lot.own_share_percent is not None else ()
    return _plain(lot, (*LOT, *share)) | {"regions": _regions(lot), "costs": costs}


def _regions(lot: Any) -> list[str]:
    return sorted(region.code for region in lot.regions.all())


def _plain(record: Any, names: tuple[str, ...]) -> dict[str, Any]:
    # Fields that no form may edit are read all the same.
    values = {name: getattr(record, name) for name in names}
    return {n: v if isinstance(v, str | int | list | bool) or v is None else str(v) for n, v in values.items()}
