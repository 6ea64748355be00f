"""The dictionaries as a new database has them: read from the files beside, as often as one likes."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from registry.reference.models import Duty, LegalForm, NgoClass, QuestionTopic, Region, Sphere, SupportForm

DATA = Path(__file__).parent / "data"
KNOWN = (Region, Sphere, LegalForm, NgoClass, Duty, SupportForm, QuestionTopic)
MODELS: dict[str, Any] = {model.__name__: model for model in KNOWN}


def load() -> None:
    """Bring every dictionary to what its file says, entry by entry, by code."""
    load_first(MODELS)
    load_duties(Duty)
    load_of_support(MODELS)


def load_first(known: dict[str, Any]) -> None:
    """The dictionaries that organisations need. A migration passes models of its time."""
    for row in _rows("regions"):
        row.pop("split_from")
        facts = {"centre": row.pop("centre_en"), "remark": row.pop("note"), **_dated(row)}
        known["Region"].objects.update_or_create(code=facts.pop("code"), defaults=facts)
    for row in _rows("regions"):
        if row["split_from"]:
            parent = known["Region"].objects.get(code=row["split_from"])
            known["Region"].objects.filter(code=row["code"]).update(split_from=parent)
    for row in _rows("spheres"):
        facts = {"number": int(row["code"]), "is_confirmed": row.pop("status") == "confirmed", **_dated(row)}
        known["Sphere"].objects.update_or_create(code=facts.pop("code"), defaults=facts)
    for row in _rows("legal_forms"):
        facts = {**row, "is_ngo": row["is_ngo"] == "true"}
        known["LegalForm"].objects.update_or_create(code=facts.pop("code"), defaults=facts)
    for row in _rows("ngo_classes"):
        known["NgoClass"].objects.update_or_create(code=row.pop("code"), defaults=row)


def load_duties(duty: Any) -> None:
    """Bring the duties to report to what their file says."""
    for row in _rows("duties"):
        facts = {**row, "is_confirmed": row["is_confirmed"] == "true", **_dates(row)}
        duty.objects.update_or_create(code=facts.pop("code"), defaults=facts)


def load_of_support(known: dict[str, Any]) -> None:
    """The forms of support and the topics of questions."""
    for row in _rows("support_forms"):
        known["SupportForm"].objects.update_or_create(code=row.pop("code"), defaults=row)
    for row in _rows("question_topics"):
        known["QuestionTopic"].objects.update_or_create(code=row.pop("code"), defaults=row)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _dated(row: dict[str, str]) -> dict[str, Any]:
    return {**row, **_dates(row)}


def _dates(row: dict[str, str]) -> dict[str, Any]:
    return {name: row[name] or None for name in ("valid_from", "valid_to")}
