"""Profiles, holidays and indices as a new database has them."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

from tenders.procedure.models import Holiday, MciRate, Profile

DATA = Path(__file__).parent / "data"
MODELS: dict[str, Any] = {"Profile": Profile, "Holiday": Holiday, "MciRate": MciRate}


def load(models: dict[str, Any] | None = None) -> None:
    """Add what is missing; what an administrator has changed since is left alone. A migration passes its models."""
    known = models or MODELS
    told = json.loads((DATA / "profiles.json").read_text(encoding="utf-8"))
    # An early migration knows fewer columns; those that came later fill them themselves.
    columns = {field.name for field in known["Profile"]._meta.fields}
    for facts in told["profiles"]:
        code, version = facts.pop("code"), facts.pop("version")
        values = {name: value for name, value in facts.items() if name in columns}
        known["Profile"].objects.get_or_create(code=code, version=version, defaults=values)
    for year, amount in told["mci"]:
        known["MciRate"].objects.get_or_create(year=year, defaults={"amount": amount})
    there = set(known["Holiday"].objects.values_list("on", flat=True))
    with (DATA / "holidays.csv").open(encoding="utf-8", newline="") as file:
        days = [known["Holiday"](**_day(row)) for row in csv.DictReader(file)]
    known["Holiday"].objects.bulk_create([day for day in days if day.on not in there])


def fill(name: str, models: dict[str, Any] | None = None) -> None:
    """Give a column that came later its number in the profiles that lack it, from the table."""
    known = models or MODELS
    told = json.loads((DATA / "profiles.json").read_text(encoding="utf-8"))
    for facts in told["profiles"]:
        same = known["Profile"].objects.filter(code=facts["code"], version=facts["version"])
        same.filter(**{f"{name}__isnull": True}).update(**{name: facts[name]})


def _day(row: dict[str, str]) -> dict[str, Any]:
    names = {name: row[name] for name in ("name_kk", "name_ru", "name_en")}
    return {"on": date.fromisoformat(row["on"]), "is_working": row["kind"] == "working", **names}
