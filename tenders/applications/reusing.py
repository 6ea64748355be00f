"""What an earlier application of the same organisation gives a new one: whole sections, only where nothing is said yet.

Neither knows a row of the other: keys are copied with their rows, so that what was linked stays linked.
"""

from collections.abc import Mapping
from typing import Any

from tenders.applications import checks, content
from tenders.applications.models import Application
from tenders.calls.models import Lot


def gifts(application: Application, earlier: Application) -> dict[str, dict[str, Any]]:
    """By section that is empty now, the facts that the earlier application has for it."""
    empty, found = empty_sections(application), {}
    if "summary" in empty and not checks.is_empty(earlier, "summary"):
        found["summary"] = {name: content.told(earlier, name) for name in content.TEXTS}
    codes = {region.code for region in checks.regions_of(application.lot)}
    for section, part in checks.PARTS.items():
        rows = content.told(earlier, part)
        if section in empty and rows:
            kept = [_fitting(row, application.lot, codes) for row in rows]
            found[section] = {part: content.plain(part, kept)}
    return found


def empty_sections(application: Application) -> set[str]:
    """The sections in which nothing is written yet, files apart."""
    return {section for section in ("summary", *checks.PARTS) if checks.is_empty(application, section)}


def _fitting(row: Mapping[str, Any], lot: Lot, codes: set[str]) -> dict[str, Any]:
    """A row without the days on which nothing of this lot happens, and without a region that is none of its own."""
    first, last = lot.starts_on.isoformat(), lot.ends_on.isoformat()
    kept = {
        column: None if column.endswith("_on") and value and not first <= value <= last else value
        for column, value in row.items()
    }
    return kept | ({"region": ""} if kept.get("region") and kept["region"] not in codes else {})
