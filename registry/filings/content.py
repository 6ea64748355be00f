"""What a report says, in plain values: for checks, for pages, for the copy that a new version begins with."""

from decimal import Decimal
from typing import Any

from registry.filings.models import COLUMNS, COUNTS, LINES, TOTALS, AnnualReport


def told(report: AnnualReport) -> dict[str, Any]:
    """The counts and totals by name, and each part as rows."""
    alone = {name: getattr(report, name) for name in (*COUNTS, *TOTALS)}
    return alone | {part: rows(report, part) for part in LINES}


def rows(report: AnnualReport, part: str) -> list[dict[str, Any]]:
    """The rows of a part, column by column."""
    return [{name: getattr(row, name) for name in COLUMNS[part]} for row in getattr(report, part).all()]


def fetched() -> tuple[str, ...]:
    """What a page needs beside the report: its rows, and what they name."""
    return ("income", "spending", "property", "projects__sphere", "projects__region")


def by_name(report: AnnualReport, part: str, column: str) -> list[tuple[str, Decimal]]:
    """The sums of a part by source or purpose, in the order of the law; those that are nought are left out."""
    field: Any = LINES[part]._meta.get_field(column)
    sums: dict[str, Decimal] = {}
    for row in getattr(report, part).all():
        code = getattr(row, column)
        sums[code] = sums.get(code, Decimal(0)) + (row.amount or Decimal(0))
    return [(label, sums[code]) for code, label in field.choices if sums.get(code)]


def people_served(report: AnnualReport) -> int:
    """How many people all projects served; a person in two projects counts twice."""
    return sum(row.people_served or 0 for row in report.projects.all())


def figures(report: AnnualReport) -> dict[str, Any]:
    """What a page shows of one report without naming a person or a donor."""
    return {
        "report": report,
        "income": by_name(report, "income", "source"),
        "spending": by_name(report, "spending", "purpose"),
        "property": sum((row.amount or Decimal(0) for row in report.property.all()), Decimal(0)),
        "projects": len(report.projects.all()),
        "people_served": people_served(report),
    }
