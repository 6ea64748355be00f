"""What an application says, as one canonical document: shown, sealed for its receipt, read by the commission."""

import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce

from lifecycle import boxes, chain
from registry.reference.models import Region
from tenders.applications import budget, merging
from tenders.applications.models import Application, Receipt, Sealed
from tenders.applications.parts import (
    BudgetLine,
    Experience,
    Indicator,
    Language,
    Objective,
    Partner,
    Risk,
    TargetGroup,
    TeamMember,
    WorkItem,
)

FORMAT = 3
TEXTS = ("language", "title", "summary", "problem", "goal", "method", "innovation", "sustainability")
PARTS: dict[str, type[models.Model]] = {
    "objectives": Objective,
    "risks": Risk,
    "target_groups": TargetGroup,
    "team": TeamMember,
    "partners": Partner,
    "experience": Experience,
    "work_items": WorkItem,
    "indicators": Indicator,
    "budget_lines": BudgetLine,
}
COLUMNS = {
    part: tuple(field.name for field in model._meta.concrete_fields if field.name != "id")
    for part, model in PARTS.items()
}
# Which columns of a part hold the key of a row of another part.
LINKS = {
    "work_items": {"objective": "objectives", "indicator": "indicators"},
    "budget_lines": {"work_item": "work_items"},
}
# What the register knows of an organisation and everybody may read; it is never asked.
REGISTERED = ("code", "name_kk", "name_ru", "name_en", "address_kk", "address_ru", "head_name")
# Its files are rows of their own, read with it.
FILES = "attachments__requirement"
DECLARATIONS = ("no_conflict", "no_profit", "truth", "no_double_funding", "data_consent")
NUMBERS = {"quantity", "unit_cost", "months", "baseline", "target", "total", "own", "other"}


def snapshot(application: Application, declarations: Iterable[str] = ()) -> dict[str, Any]:
    """The working copy as it stands now, in plain values: sums in tenge as text, days in ISO form."""
    return {
        "format": FORMAT,
        "number": application.number,
        "call": application.lot.call.number,
        "lot": application.lot.number,
        "organisation": vars(registered(application)),
        **{name: told(application, name) for name in (*TEXTS, *PARTS)},
        "attachments": attachments_manifest(application),
        "requested_amount": str(requested(application)),
        "declarations": sorted(declarations),
    }


def registered(application: Application) -> SimpleNamespace:
    """What the register says of the organisation and everybody may read: names, BIN, form, region, address, head."""
    ngo = application.organisation
    told = SimpleNamespace(**{name: getattr(ngo, name) for name in REGISTERED}, bin=ngo.bin or "")
    for name, entry in (("legal_form", ngo.legal_form), ("region", ngo.region)):
        for language in ("kk", "ru", "en"):
            setattr(told, f"{name}_{language}", getattr(entry, f"name_{language}"))
    return told


def attachments_manifest(application: Application) -> list[dict[str, Any]]:
    """The files of the working copy as the receipt lists them: what each proves, its name, size and SHA-256."""
    return [
        {
            "code": file.code,
            "requirement": file.requirement.code if file.requirement else "",
            "name": file.name,
            "kind": file.kind,
            "size": file.size,
            "sha256": file.sha256,
        }
        for file in application.attachments.all()
        if file.ended_at is None
    ]


def document(application: Application, declarations: Iterable[str]) -> str:
    """What is sealed: the snapshot as one text, and a salt, so that its hash tells nothing to whoever guesses."""
    return chain.canonical(snapshot(application, declarations) | {"salt": secrets.token_hex(16)})


def blank(language: str) -> dict[str, Any]:
    """A working copy with nothing in it yet."""
    return dict.fromkeys(TEXTS, "") | {"language": language} | {part: [] for part in PARTS}


def told(application: Application, name: str) -> Any:
    """One text or part of the working copy in plain values."""
    return application.working_copy.facts.get(name, [] if name in PARTS else "")


def taken(application: Application) -> dict[str, str]:
    """The sections that stand as an earlier application gave them, each with its number: nobody has saved them yet."""
    found: dict[str, str] = application.working_copy.facts.get("taken", {})
    return found


def rows(application: Application, part: str) -> list[dict[str, Any]]:
    """The rows of a part of the working copy, with days and numbers again; what names a row that is gone names none."""
    found = revived(part, told(application, part))
    for column, other in LINKS.get(part, {}).items():
        known = {row.get("key") for row in told(application, other)}
        for row in found:
            row[column] = row[column] if row[column] in known else ""
    return found


def revived(part: str, written: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a part as they are written, with days and numbers again."""
    return [{field.name: _lively(field, row) for field in _fields(part)} for row in written]


def plain(name: str, value: Any) -> Any:
    """A text, or the rows of a part, as the canonical document writes them."""
    if name not in PARTS:
        return value
    fields = _fields(name)
    return [{field.name: _plain(field, row.get(field.name, field.get_default())) for field in fields} for row in value]


def fingerprints(application: Application, names: Iterable[str]) -> dict[str, str]:
    """The marks of these texts and parts as they stand now."""
    return {name: merging.fingerprint(told(application, name)) for name in names}


def lines_of(application: Application) -> list[budget.Line]:
    """The budget of the working copy as the arithmetic takes it; what is not filled in yet is nought."""
    return [line_of(row) for row in rows(application, "budget_lines")]


def line_of(row: Mapping[str, Any]) -> budget.Line:
    """One line as the arithmetic takes it."""
    return budget.Line(
        category=row["category"],
        name=row["name"],
        unit=row["unit"],
        quantity=_number(row["quantity"]),
        unit_cost=_number(row["unit_cost"]),
        months=_number(row["months"]),
        requested=_number(row["requested_amount"]),
        own=_number(row["own_amount"]),
        other=_number(row["other_amount"]),
        year=int(row.get("year") or 1),
        quote=row.get("quote") or "",
    )


def requested(application: Application) -> Decimal:
    """What the working copy asks for, in tenge."""
    return budget.requested(lines_of(application))


def requested_in(text: str) -> Decimal:
    """What a canonical document asks for, in tenge."""
    return Decimal(json.loads(text)["requested_amount"])


def differs(application: Application) -> bool:
    """Whether the working copy says anything else than what was submitted and stands, in whatever format that is."""
    if application.receipt is None:
        return False
    submitted, now = json.loads(text_of(application.receipt)), snapshot(application)
    words = any(submitted.get(name, "") != now[name] for name in TEXTS)
    parts = any(plain(name, submitted.get(name, [])) != plain(name, now[name]) for name in PARTS)
    return words or parts or submitted.get("attachments", []) != now["attachments"]


def of_receipt(receipt: Receipt | None) -> dict[str, Any]:
    """What was submitted, as it was confirmed (R-042), ready for a page; nothing without a receipt.

    For whoever may read it: the organisation's own people at any time, others what was opened (`visible_to`).
    """
    return for_page(json.loads(text_of(receipt))) if receipt else {}


def text_of(receipt: Receipt) -> str:
    """What was opened, and until then the organisation's own copy; to the letter as the receipt says, or `Broken`."""
    box = Coalesce("receipt__opened__box", "own_copy")
    kept = Sealed.objects.filter(receipt=receipt).values_list("receipt__application__working_copy__key", box)
    for key, found in kept:
        text = boxes.read(key.whole, found, receipt.number)
        if chain.fingerprint(text) == receipt.sha256:
            return text
    raise boxes.Broken


def for_page(written: Mapping[str, Any]) -> dict[str, Any]:
    """A snapshot with days, numbers and sums again, choices in words, and the sums of its budget."""
    alive: dict[str, Any] = blank("") | _alive(written)
    alive["organisation"] = SimpleNamespace(**written.get("organisation", {}))
    _name_links(alive)
    _name_regions(alive["target_groups"])
    lines = [line_of(row) for row in alive["budget_lines"]]
    files = {file["code"]: file["name"] for file in alive.get("attachments", [])}
    for row, line in zip(alive["budget_lines"], lines, strict=True):
        row["total_amount"], row["shared_amount"] = line.total, line.own + line.other
        row["year"], row["quote_name"] = line.year, files.get(line.quote, "")
    alive["sums"] = budget.grid(lines)
    alive["totals"], alive["sum_rows"] = alive["sums"].whole, labelled(alive["sums"])
    alive["people_served"] = sum(row["direct_count"] or 0 for row in alive["target_groups"])
    alive["cost_per_person"] = budget.cost_per_person(alive["totals"].requested, alive["people_served"])
    return alive


def labelled(sums: budget.Grid) -> list[tuple[str, budget.Row]]:
    """The categories of a budget, each with its name in the reader's language."""
    return [(str(LABELS["category"].get(row.category, "")), row) for row in sums.rows]


def _fields(part: str) -> list[Any]:
    return [field for field in PARTS[part]._meta.concrete_fields if field.name in COLUMNS[part]]


def _name_links(alive: dict[str, Any]) -> None:
    for part, links in LINKS.items():
        for column, other in links.items():
            names = {row["key"]: row["name"] for row in alive[other] if row.get("key")}
            for row in alive[part]:
                row[f"{column}_label"] = names.get(row.get(column), "")


def _name_regions(groups: list[dict[str, Any]]) -> None:
    codes = {group.get("region") for group in groups} - {"", None}
    names = {region.code: str(region) for region in Region.objects.filter(code__in=codes)} if codes else {}
    for group in groups:
        group["region_label"] = names.get(group.get("region") or "", "")


def _lively(field: Any, row: Mapping[str, Any]) -> Any:
    return field.to_python(row[field.name]) if field.name in row else field.get_default()


def _plain(field: Any, value: Any) -> Any:
    if isinstance(field, models.BooleanField):
        return bool(value)
    if value is None or value == "":
        return "" if isinstance(field, models.CharField | models.TextField) else None
    if isinstance(field, models.DecimalField):
        return f"{Decimal(value):.{field.decimal_places}f}"
    return value.isoformat() if isinstance(value, date) else value


def _number(value: Any) -> Decimal:
    return Decimal(0) if value in (None, "") else Decimal(value)


def _alive(value: Any, name: str = "") -> Any:
    if isinstance(value, Mapping):
        own = {key: _alive(part, key) for key, part in value.items()}
        return own | {f"{key}_label": LABELS[key].get(own[key], "") for key in LABELS if key in own}
    if isinstance(value, list):
        return [_alive(part) for part in value]
    if not value or not isinstance(value, str):
        return value
    if name.endswith("_on"):
        return date.fromisoformat(value)
    return Decimal(value) if name.endswith("_amount") or name in NUMBERS else value


def _labels() -> dict[str, dict[str, Any]]:
    """What a code means, by the column it stands in."""
    found: dict[str, dict[str, Any]] = {"language": dict(Language.choices)}
    for field in (field for part in PARTS for field in _fields(part) if field.choices):
        found.setdefault(field.name, {}).update(field.choices)
    return found


LABELS = _labels()
