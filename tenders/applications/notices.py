"""Who hears of what happened to an application: its organisation's people, and nobody else before the opening."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.models import User
from notifications import outbox
from registry.organisations.models import Link
from tenders.applications.models import Application, Receipt


def people_of(application: Application, at: datetime) -> list[User]:
    """The people who act for the application's organisation on that day."""
    links = Link.objects.current(at.date()).filter(organisation=application.organisation_id)
    return [link.user for link in links.select_related("user")]


def submitted(application: Application, receipt: Receipt, *, at: datetime) -> None:
    """The receipt, by mail too: number, moment and hash of what was received (R-042)."""
    _post(
        "submitted", application, at, key=receipt.number, receipt=receipt.number, sha256=receipt.sha256, received_at=at
    )


def recalled(application: Application, *, at: datetime) -> None:
    """That nothing stands for the organisation until it submits again."""
    _post("recalled", application, at, key=at.isoformat())


def withdrawn(application: Application, *, at: datetime) -> None:
    """That the application takes no part any more."""
    _post("withdrawn", application, at, key=at.isoformat())


def _post(event: str, application: Application, at: datetime, key: str, **facts: Any) -> None:
    call = application.lot.call
    page = "applications:receipt" if event == "submitted" else "applications:detail"
    outbox.post(
        f"applications/{event}",
        to=people_of(application, at),
        about=application,
        url=reverse(page, args=[application.number]),
        at=at,
        key=key,
        number=application.number,
        call=call.number,
        title_kk=call.title_kk,
        title_ru=call.title_ru,
        deadline_at=call.deadline_at,
        **facts,
    )
