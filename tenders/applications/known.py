"""What this portal and the register know already of what an organisation has done: never asked twice (U7).

Public facts alone: orders whose results are published, and the projects of the last annual report in force.
"""

from collections.abc import Iterator
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from registry.filings.models import AnnualReport
from tenders.applications import content
from tenders.applications.models import Application

WON = ("lot__call__number", "lot__starts_on", "lot__ends_on", "result__awarded_amount")
NAMES = ("lot__title", "lot__call__customer__name")


def projects(application: Application) -> list[dict[str, Any]]:
    """Rows for the experience, in the language of the application, that do not stand there yet."""
    language = "ru" if application.language == "ru" else "kk"
    told = {_mark(row) for row in content.rows(application, "experience")}
    with translation.override(language):
        found = [*_won(application, language), *_reported(application)]
    return [row for row in content.plain("experience", found) if _mark(row) not in told]


def _won(application: Application, language: str) -> Iterator[dict[str, Any]]:
    title, customer = (f"{name}_{language}" for name in NAMES)
    won = Application.objects.filter(
        organisation=application.organisation_id, status=Application.Status.WINNER, lot__call__results_at__isnull=False
    )
    for one in won.order_by("lot__starts_on", "pk").values(*WON, title, customer):
        yield {
            "name": one[title],
            "funder": one[customer],
            "sum_amount": one["result__awarded_amount"],
            "year_from": one["lot__starts_on"].year,
            "year_until": one["lot__ends_on"].year,
            "proof": _("Results of call %(number)s on this portal") % {"number": one["lot__call__number"]},
        }


def _reported(application: Application) -> Iterator[dict[str, Any]]:
    filed = AnnualReport.objects.standing().filter(organisation=application.organisation_id).in_order()
    for report in filed.prefetch_related("projects__sphere")[:1]:
        for line in report.projects.all():
            yield {
                "name": str(line),
                "funder": line.funder,
                "sum_amount": line.amount,
                "year_from": report.year,
                "year_until": report.year,
                "proof": _("Annual report of %(year)d in the register") % {"year": report.year},
            }


def _mark(row: dict[str, Any]) -> tuple[Any, ...]:
    return row["name"], row["year_from"], row["year_until"]
