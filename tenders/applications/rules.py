"""Who may begin, edit, submit, recall and withdraw."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from registry.organisations.models import Link, Organisation
from tenders.applications.models import Application
from tenders.calls.models import Call

SIGNS = (Link.Role.HEAD, Link.Role.SIGNATORY)


def role_of(user: Any, organisation: Organisation | int) -> str | None:
    """The role in which this person acts for the organisation (or the one with this key) today, if any (R-007)."""
    if not user.is_authenticated:
        return None
    links = Link.objects.current(timezone.localdate()).filter(user=user, organisation=organisation)
    return links.values_list("role", flat=True).first()


def links_of(organisation: Organisation, at: datetime) -> list[Link]:
    """Who acts for the organisation on the day of this moment, with the people themselves (R-007)."""
    links = organisation.links.current(timezone.localdate(at)).select_related("user")
    return list(links.order_by("pk"))


def can_start(user: Any, organisation: Organisation) -> bool:
    """Whoever acts for the organisation may begin an application."""
    return role_of(user, organisation) is not None


def can_edit(user: Any, application: Application) -> bool:
    """Whoever acts for the organisation may work on its application."""
    return role_of(user, application.organisation_id) is not None


def can_submit(user: Any, application: Application) -> bool:
    """The head or a signatory hands the application in, and takes it back (domain section 7)."""
    return role_of(user, application.organisation_id) in SIGNS


def offers(user: Any, application: Application, is_open: bool) -> set[str]:
    """The verbs this person can use right now; `is_open` is whether the call accepts applications at this moment."""
    status, role = application.status, role_of(user, application.organisation_id)
    if role is None or not is_open or status not in (Application.Status.DRAFT, Application.Status.SUBMITTED):
        return set()
    verbs = {"edit"}
    if role in SIGNS:
        verbs.add("submit")
        if status == Application.Status.SUBMITTED:
            verbs |= {"recall", "withdraw"}
    return verbs


def signers_of(organisation: Organisation, at: datetime) -> list[Any]:
    """The people who may hand in for the organisation."""
    return [link.user for link in links_of(organisation, at) if link.role in SIGNS]


def can_list(user: Any, call: Call) -> bool:
    """After the opening the customer's officers, the commission and auditors see who applied (R-043)."""
    bodies = {a.body_id for a in user.current_assignments if a.role in ("call_officer", "approver")}
    if user.holds("auditor") or call.customer_id in bodies:
        return True
    return hasattr(call, "commission") and call.commission.members.filter(user=user, until__isnull=True).exists()
