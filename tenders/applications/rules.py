"""Who may begin, edit, submit, recall and withdraw."""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone

from registry.organisations.models import Organisation
from registry.organisations.rules import can_write, link_of
from registry.people.models import Link
from tenders.applications.models import Application
from tenders.calls.models import Call


def links_of(organisation: Organisation, at: datetime) -> list[Link]:
    """Who acts for the organisation on the day of this moment, with the people themselves (R-007)."""
    links = organisation.links.current(timezone.localdate(at)).select_related("user")
    return list(links.order_by("pk"))


def can_start(user: Any, organisation: Organisation) -> bool:
    """The head, a signatory and an editor may begin an application."""
    return can_write(user, organisation)


def can_edit(user: Any, application: Application) -> bool:
    """The head, a signatory and an editor may work on an application; an accountant and a viewer read it."""
    return can_write(user, application.organisation_id)


def can_submit(user: Any, application: Application) -> bool:
    """The head or a signatory hands the application in, and takes it back; by proxy while it holds (R-007)."""
    link = link_of(user, application.organisation_id)
    return link is not None and link.signs_on(timezone.localdate())


def seat_at(user: Any, number: str) -> Any:
    """What joins this person to the organisation of an application today, with the keys of both: one question."""
    links = Link.objects.current(timezone.localdate()).filter(user=user, organisation__applications__number=number)
    keys = {"application_id": F("organisation__applications__pk"), "lot_id": F("organisation__applications__lot")}
    return links.annotate(**keys).first()


def offers(user: Any, application: Application, is_open: bool) -> set[str]:
    """The verbs this person can use right now; `is_open` is whether the call accepts applications at this moment."""
    status, link = application.status, link_of(user, application.organisation_id)
    if not is_open or status not in Application.AT_WORK:
        return set()
    if link is None or link.role not in Link.WRITES:
        return set()
    verbs = {"edit"}
    if link.signs_on(timezone.localdate()):
        verbs.add("submit")
        if status != Application.Status.DRAFT:
            verbs |= {"recall", "withdraw"}
        if status == Application.Status.NEEDS_RECONFIRM:
            verbs.add("reconfirm")
    return verbs


def signers_of(organisation: Organisation, at: datetime) -> list[Any]:
    """The people who may hand in for the organisation."""
    return [link.user for link in links_of(organisation, at) if link.signs_on(timezone.localdate(at))]


def can_list(user: Any, call: Call) -> bool:
    """After the opening the customer's officers, the commission and auditors see who applied (R-043)."""
    bodies = {a.body_id for a in user.current_assignments if a.role in ("call_officer", "approver")}
    if user.holds("auditor") or call.customer_id in bodies:
        return True
    return hasattr(call, "commission") and call.commission.members.filter(user=user, until__isnull=True).exists()


def may_be_written_to(user: Any, call: Call) -> bool:
    """Whether this person finds the way to the messages about opened applications: the customer, the secretary."""
    bodies = {a.body_id for a in user.current_assignments if a.role in ("call_officer", "approver")}
    if user.holds("auditor") or call.customer_id in bodies:
        return True
    seats = call.commission.members if hasattr(call, "commission") else None
    return bool(seats and seats.filter(user=user, until__isnull=True, role="secretary").exists())
