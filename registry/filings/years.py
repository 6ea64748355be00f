"""Which years' reports an organisation owes, and between which days (R-004)."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from registry.filings.models import AnnualReport
from registry.organisations.models import Organisation
from registry.reference.models import Duty

SHOWN = 3


class Year(NamedTuple):
    """A year as the list of reports shows it."""

    year: int
    due_on: date
    is_overdue: bool
    standing: AnnualReport | None
    draft: AnnualReport | None


def why_not(organisation: Organisation, year: int, day: date) -> str | None:
    """Why no report of this year is taken on a day; nothing when it is (R-004)."""
    owed = Duty.of_reports(day)
    if owed is None or not owed.holds_for(year):
        return _("No report of this year is owed.")
    if owed.opens_on(year) > day:
        return _("The report of a year is taken when the year is over.")
    if organisation.registered_on.year > year:
        return _("The organisation was not registered yet in that year.")
    return None


def is_late(year: int, day: date) -> bool:
    """Whether a report of this year filed on a day is late."""
    owed = Duty.of_reports(day)
    return owed is not None and day > owed.due_on(year)


def of(organisation: Organisation, day: date) -> list[Year]:
    """The last years whose report is taken on a day, each with its report; older ones where there is a report."""
    owed = Duty.of_reports(day)
    if owed is None:
        return []
    found: dict[int, dict[str, AnnualReport]] = {}
    for report in organisation.annual_reports.exclude(status=AnnualReport.Status.SUPERSEDED):
        found.setdefault(report.year, {})[report.status] = report
    first = organisation.registered_on.year
    asked = [year for year in owed.open_years(day) if year >= first][:SHOWN]
    return [_year(year, owed, day, found.get(year, {})) for year in sorted({*asked, *found}, reverse=True)]


def _year(year: int, owed: Duty, day: date, reports: dict[str, AnnualReport]) -> Year:
    due, stands = owed.due_on(year), reports.get(AnnualReport.Status.FILED)
    return Year(year, due, stands is None and due < day, stands, reports.get(AnnualReport.Status.DRAFT))
