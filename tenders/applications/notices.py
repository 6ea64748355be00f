"""Who hears of what happened to an application: its organisation's people, and nobody else before the opening."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from accounts.models import User
from notifications import facts, outbox
from registry.people.models import Link
from tenders.applications.models import Application, Receipt


def submitted(application: Application, receipt: Receipt, *, to: Iterable[User], at: datetime) -> None:
    """The receipt, by mail too: number, moment and hash of what was received (R-042)."""
    _receipt("submitted", application, receipt, to, at)


def replaced(application: Application, receipt: Receipt, *, to: Iterable[User], at: datetime) -> None:
    """The new receipt; what stood before counts no more."""
    _receipt("replaced", application, receipt, to, at)


def recalled(application: Application, *, to: Iterable[User], at: datetime) -> None:
    """That nothing stands for the organisation until it submits again."""
    _post("recalled", application, to, at, key=at.isoformat())


def withdrawn(application: Application, *, to: Iterable[User], at: datetime) -> None:
    """That the application takes no part any more."""
    _post("withdrawn", application, to, at, key=at.isoformat())


def to_be_confirmed(applications: Sequence[Application], *, at: datetime) -> None:
    """That the call has changed, and that the application takes part only if it is confirmed."""
    _of_many("to_be_confirmed", applications, at)


def lapsed(applications: Sequence[Application], *, at: datetime) -> None:
    """That the application was not confirmed in time, takes no part, and stays sealed."""
    _of_many("lapsed", applications, at)


def _of_many(event: str, applications: Sequence[Application], at: datetime) -> None:
    organisations = {application.organisation_id for application in applications}
    people: dict[int, list[User]] = {}
    links = Link.objects.current(localtime(at).date()).filter(organisation__in=organisations)
    for link in links.select_related("user").order_by("pk"):
        people.setdefault(link.organisation_id, []).append(link.user)
    for application in applications:
        _post(event, application, people.get(application.organisation_id, []), at, key=at.isoformat())


def _receipt(event: str, application: Application, receipt: Receipt, to: Iterable[User], at: datetime) -> None:
    told = {"receipt": receipt.number, "sha256": receipt.sha256, "received_at": receipt.received_at}
    _post(event, application, to, at, key=receipt.number, **told)


def _post(event: str, application: Application, to: Iterable[User], at: datetime, key: str, **told: Any) -> None:
    call = application.lot.call
    page = "applications:receipt" if "receipt" in told else "applications:detail"
    told |= facts.texts("title", call, "title")
    outbox.post(
        f"applications/{event}",
        to=to,
        about=application,
        url=reverse(page, args=[application.number]),
        at=at,
        key=key,
        number=application.number,
        call=call.number,
        deadline_at=call.deadline_at,
        opening_at=call.opening_at,
        **told,
    )
