"""Who hears of the yearly report: that it is due, that it is overdue, that it is filed."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.timezone import localdate

from notifications import outbox
from notifications.models import Notice
from registry.filings.models import AnnualReport
from registry.people.models import Link


def filed(report: AnnualReport, *, at: datetime) -> None:
    """The organisation's people hear that the report of a year is filed."""
    organisation = report.organisation
    links = Link.objects.of(organisation, on=localdate(at)).select_related("user")
    outbox.post(
        "filings/filed",
        to=[link.user for link in links],
        about=report,
        url=report.get_absolute_url(),
        at=at,
        key=str(report.version),
        year=report.year,
        version=report.version,
        is_late=report.is_late,
        name_kk=organisation.name_kk,
        name_ru=organisation.name_ru,
    )


def remind(links: Iterable[Link], *, year: int, due_on: date, offset: int, at: datetime) -> None:
    """These people hear that a report is due, or overdue; each once for a year and a number of days before or after."""
    outbox.owe(_reminders(links, year, due_on, offset, at))


def _reminders(links: Iterable[Link], year: int, due_on: date, offset: int, at: datetime) -> Iterator[Notice]:
    event = "due" if offset <= 0 else "overdue"
    for link in links:
        yield from outbox.letters(
            f"filings/{event}",
            to=[link.user],
            about=link.organisation,
            url=reverse("filings:index", args=[link.organisation.code]),
            at=at,
            key=f"{year}/{offset}",
            year=year,
            due_on=due_on,
            name_kk=link.organisation.name_kk,
            name_ru=link.organisation.name_ru,
        )
