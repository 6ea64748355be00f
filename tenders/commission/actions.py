"""Appoint a commission; declare conflicts, in time and late."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import actions as accounts
from accounts.models import Assignment
from lifecycle.models import Refused
from tenders.applications.models import Application
from tenders.calls.models import Call
from tenders.commission import composition, notices, rules
from tenders.commission.composition import Fault
from tenders.commission.models import Commission, Declaration, Member

WORDS = {
    Fault.MISSING_ROLE: gettext_lazy("Name one chair, one deputy and one secretary."),
    Fault.TOO_SMALL: gettext_lazy("There are too few voting members."),
    Fault.EVEN: gettext_lazy("The number of voting members must be odd."),
    Fault.FEW_NGO_SEATS: gettext_lazy("Give more seats to NGOs and the public."),
    Fault.MANY_CUSTOMER_SEATS: gettext_lazy("The customer holds too many seats."),
}


class Answer(NamedTuple):
    """What a member says about one bidder; a conflict names its kind."""

    answer: str
    kind: str = ""
    explanation: str = ""


@transaction.atomic
def appoint(call: Call, facts: Mapping[str, Any], members: Iterable[Member], *, by: Any, at: datetime) -> Commission:
    """Appoint the commission of a call by order, before publication (R-050). Refused when composed unlawfully."""
    call, members = call.locked(), list(members)
    if call.status not in (Call.Status.DRAFT, Call.Status.APPROVED):
        raise Refused(_("The commission is appointed before the call is published."))
    faults = list(faults_of(call, members))
    if faults:
        raise Refused(" ".join(str(WORDS[fault]) for fault in faults))
    _dissolve(call)
    commission = Commission.objects.create(call=call, appointed_by=by, appointed_at=at, **facts)
    for member in members:
        member.commission, member.since = commission, at
        member.save(force_insert=True)
        if not member.user.holds(Assignment.Role.COMMISSION):
            accounts.assign(member.user, role=Assignment.Role.COMMISSION, by=by, at=at)
    call.note("commission appointed", by=by, at=at)
    notices.appointed(commission, at=at)
    return commission


def faults_of(call: Call, members: Iterable[Member]) -> Iterable[Fault]:
    """What is wrong with a composition by the profile of the call."""
    profile = call.profile
    return composition.faults(
        [composition.Seat(member.role, member.seat) for member in members],
        least=profile.commission_min_size,
        ngo_min_percent=profile.ngo_seats_min_percent,
        customer_max_percent=profile.customer_seats_max_percent,
    )


@transaction.atomic
def declare(member: Member, answers: Mapping[Application, Answer], *, by: Any, at: datetime) -> None:
    """Answer for every bidder before reading anything (R-051, R-052).

    Refused before the opening, with a bidder left out, and to whoever acts for a bidder and sees no conflict.
    """
    call = member.commission.call.locked()
    if call.is_sealed:
        raise Refused(_("Bidders are known only after the opening."))
    bidders = set(Application.objects.opened().filter(lot__call=call).values_list("pk", flat=True))
    answered = set(member.declarations.values_list("application_id", flat=True))
    if {application.pk for application in answers} != bidders - answered:
        raise Refused(_("Answer for every bidder."))
    for application, answer in answers.items():
        if answer.answer == Declaration.Answer.NONE and rules.acts_for(member.user, application):
            raise Refused(_("You act for one of the bidders: declare that conflict."))
    Declaration.objects.bulk_create(
        Declaration(member=member, application=application, declared_at=at, **answer._asdict())
        for application, answer in answers.items()
    )
    call.note("conflicts declared", by=by, at=at)


@transaction.atomic
def declare_late(member: Member, application: Application, *, kind: str, explanation: str, at: datetime) -> Declaration:
    """A conflict found later stands beside the first answer and takes the lot away at once (R-053)."""
    member.commission.call.locked()
    if rules.is_recused(member, application.lot_id):
        raise Refused(_("You are already recused from this lot."))
    conflict = Declaration.objects.create(
        member=member,
        application=application,
        answer=Declaration.Answer.CONFLICT,
        kind=kind,
        explanation=explanation,
        declared_at=at,
    )
    notices.recused(conflict, at=at)
    return conflict


def _dissolve(call: Call) -> None:
    """Before publication nothing has been done by a commission, so a new order simply replaces it."""
    Member.objects.filter(commission__call=call).delete()
    Commission.objects.filter(call=call).delete()
