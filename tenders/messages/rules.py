"""Who reads what is written about an application, who writes, and for which side.

Its own people; the officers of the customer and the secretary of the commission; auditors read. Whoever scores never
does, nor a secretary with a conflict: what is written there must not weigh in a mark.
"""

from typing import Any

from django.db.models import Q, QuerySet

from tenders.applications.models import Application
from tenders.applications.rules import can_edit
from tenders.calls.models import Call
from tenders.commission.models import Member
from tenders.messages.models import Message


def readable_by(user: Any) -> QuerySet[Application]:
    """The applications whose messages this person may read; before the opening its own people alone (R-041)."""
    own, others = Application.objects.of(user), Application.objects.opened()
    if not user.is_authenticated:
        return others.none()
    seats = Member.objects.serving().filter(user=user)
    keeping = others.read_by_commission(user).filter(
        lot__call__commission__members__in=seats.filter(role=Member.Role.SECRETARY)
    )
    office = others.filter(lot__call__in=Call.objects.officered_by(user))
    office = office.exclude(lot__call__commission__members__in=seats.scoring())
    return Application.objects.filter(
        Q(pk__in=own.values("pk")) | Q(pk__in=keeping.values("pk")) | Q(pk__in=office.values("pk"))
    )


def side_of(user: Any, application: Application) -> str | None:
    """The side for which this reader may write; none for an accountant, a viewer and an auditor."""
    if can_edit(user, application):
        return Message.Side.ORGANISATION
    if Application.objects.of(user).filter(pk=application.pk).exists():
        return None
    call = application.lot.call
    bodies = {a.body_id for a in user.current_assignments if a.role in ("call_officer", "approver")}
    is_secretary = Member.objects.serving().filter(user=user, commission__call=call, role=Member.Role.SECRETARY)
    return Message.Side.CUSTOMER if call.customer_id in bodies or is_secretary.exists() else None


def can_write(user: Any, application: Application) -> bool:
    """Whoever reads and stands for one of the two sides."""
    return side_of(user, application) is not None


def is_to_be_opened(application: Application) -> bool:
    """Whether the opening is still to come for it; otherwise nobody ever writes about it."""
    ended = (Application.Status.WITHDRAWN, Application.Status.LAPSED)
    takes_part = application.status not in ended and application.lot.call.status != Call.Status.CANCELLED
    return takes_part and application.lot.call.is_sealed
