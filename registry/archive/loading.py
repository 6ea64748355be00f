"""The early tenders as a new database has them, from the article's figures."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from registry.archive.models import ArchiveTender

FILE = Path(__file__).parent / "data" / "tenders.json"


def article() -> dict[str, Any]:
    """Everything the article of 2006 reports: tenders, budgets, reported figures, stages, events, bodies."""
    told: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return told


def load(model: Any = ArchiveTender) -> None:
    """Bring the archive to what the file says, tender by tender. A migration passes the model of its time."""
    told = article()
    for row in told["tenders"]:
        held = row["held"] if row["precision"] == "day" else f"{row['held']}-01"
        facts = {
            "held_on": date.fromisoformat(held),
            "precision": row["precision"],
            "is_pilot": row["legal_basis"] == "pilot",
            "applications": row["applications"],
            "ngos": row["ngos"],
            "winners": row["winners"],
            "winners_unit": row["winners_unit"],
            "amount": row["amount_tenge"],
            "regions_en": row["regions"] or "",
            "note_en": row["note"],
            "source": told["source"],
        }
        model.objects.update_or_create(code=row["id"], defaults=facts)
