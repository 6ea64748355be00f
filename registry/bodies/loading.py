"""The bodies and events that the article of 2006 reports, as a new database has them; loaded as often as one likes."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from registry.archive.loading import article
from registry.bodies.models import Body, BodyEvent, Membership
from registry.organisations import naming
from registry.reference.models import Region

TRANSLATED = Path(__file__).parent / "data" / "bodies.json"
MODELS: dict[str, Any] = {"Body": Body, "BodyEvent": BodyEvent, "Membership": Membership, "Region": Region}
# What an event of the article is about, by the day it tells.
ABOUT = {
    "1999-02-12": "info-center",
    "2000": "confederation",
    "2003-10-14": "civil-forum",
    "2005-09-11": "civil-forum",
    "2006": "experts-chamber",
}


def load(models: dict[str, Any] | None = None) -> None:
    """Bring the article's bodies and events to what the files say. A migration passes the models of its time."""
    known, told = models or MODELS, article()
    translated = {body["name"]: body for body in json.loads(TRANSLATED.read_text(encoding="utf-8"))}
    bodies = {}
    for reported in told["bodies"]:
        words = translated[reported["name"]]
        facts = _facts(reported, words) | {"region": _region(known, reported), "source": told["source"]}
        body, _is_new = known["Body"].objects.update_or_create(code=words["code"], defaults=facts)
        _found(known["Membership"], body, reported.get("founders", 0))
        bodies[body.code] = body
    for event in told["events"]:
        day, precision = dated(event["on"])
        facts = {name: event[name] for name in ("what_kk", "what_ru")}
        facts |= {"until": event.get("until"), "precision": precision, "source": told["source"]}
        facts |= {"body": bodies.get(ABOUT.get(event["on"], ""))}
        known["BodyEvent"].objects.update_or_create(on=day, what_en=event["what"], defaults=facts)


def dated(told: str) -> tuple[date, str]:
    """A day as the article tells it, and how exactly: “1999-02-12” to the day, “2003-09” to the month, “2000”."""
    parts = [int(part) for part in told.split("-")]
    year, month, day = [*parts, 1, 1][:3]
    return date(year, month, day), ("year", "month", "day")[len(parts) - 1]


def _facts(reported: dict[str, Any], words: dict[str, Any]) -> dict[str, Any]:
    founded, precision = dated(reported["founded"]) if "founded" in reported else (None, "")
    english = words.get("tasks_en") or reported.get("tasks") or [reported.get("note", "")]
    names = {"name_kk": words["name_kk"], "name_ru": words["name_ru"], "name_en": reported["name"]}
    return {
        **names,
        "kind": reported["type"],
        "level": words["level"],
        "founded_on": founded,
        "founded_precision": precision,
        "tasks_kk": "\n".join(words.get("tasks_kk", [])),
        "tasks_ru": "\n".join(words.get("tasks_ru", [])),
        "tasks_en": "\n".join(english),
        "search_text": naming.fold(" ".join(names.values())),
    }


def _region(known: dict[str, Any], reported: dict[str, Any]) -> Any:
    return known["Region"].objects.get(code=reported["region"]) if "region" in reported else None


def _found(memberships: Any, body: Any, founders: int) -> None:
    """As many founding members as the article counts; those that an officer has entered by name are among them."""
    there = memberships.objects.filter(body=body, is_founding=True).count()
    for _missing in range(founders - there):
        memberships.objects.create(body=body, is_founding=True, since=body.founded_on)
