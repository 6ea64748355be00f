"""Appoint a commission; declare conflicts, in time and late."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.timezone import localtime
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
    Fault.TOO_SMALL: gettext_lazy("Name at least %(least)s voting members: chair, deputy, members."),
    Fault.EVEN: gettext_lazy("The number of voting members must be odd."),
    Fault.FEW_NGO_SEATS: gettext_lazy("Give NGOs and the public at least %(ngo)s %% of the votes."),
    Fault.MANY_CUSTOMER_SEATS: gettext_lazy("Give the customer at most %(customer)s %% of the votes."),
}


class Answer(NamedTuple):
    """What a member says about one bidder; a conflict names its kind."""

    answer: str
    kind: str = ""
    explanation: str = ""


@transaction.atomic
def appoint(call: Call, facts: Mapping[str, Any], members: Iterable[Member], *, by: Any, at: datetime) -> Commission:
    """Appoint the commission of a call by order (R-050); before publication a new order replaces the one before it.

    Refused when composed unlawfully, to whoever is named twice, and to whoever approves, audits or administers
    (domain section 7).
    """
    call, members = call.locked(), list(members)
    if call.status not in (Call.Status.DRAFT, Call.Status.APPROVED):
        raise Refused(_("The commission is appointed before the call is published."))
    if faults := [*faults_of(call, members), *strangers(call, members)]:
        raise Refused(" ".join(faults))
    _dissolve(call)
    commission = Commission.objects.create(call=call, appointed_by=by, appointed_at=at, **facts)
    for member in members:
        member.commission, member.since = commission, at
        member.save(force_insert=True)
        held = member.user.assignments.current(localtime(at).date()).filter(role=Assignment.Role.COMMISSION)
        if not held.exists():
            accounts.assign(member.user, role=Assignment.Role.COMMISSION, by=by, at=at)
    call.note("commission appointed", by=by, at=at)
    notices.appointed(commission, at=at)
    return commission


def faults_of(call: Call, members: Iterable[Member]) -> list[str]:
    """What is wrong with a composition by the profile of the call, a sentence each (R-050)."""
    profile = call.profile
    found = composition.faults(
        [composition.Seat(member.role, member.seat) for member in members],
        least=profile.commission_min_size,
        ngo_min_percent=profile.ngo_seats_min_percent,
        customer_max_percent=profile.customer_seats_max_percent,
    )
    numbers = {
        "least": profile.commission_min_size,
        "ngo": profile.ngo_seats_min_percent,
        "customer": profile.customer_seats_max_percent,
    }
    return [str(WORDS[fault]) % numbers for fault in found]


def strangers(call: Call, members: Iterable[Member]) -> list[str]:
    """Who may not sit on this commission, a sentence each (domain section 7)."""
    members = list(members)
    found = []
    for user, seats in Counter(member.user for member in members).items():
        name = {"name": user}
        if seats > 1:
            found.append(_("%(name)s is named twice.") % name)
        if user.is_superuser:
            found.append(_("%(name)s administers the system and cannot sit on a commission.") % name)
        if user.holds(Assignment.Role.APPROVER, call.customer_id):
            found.append(_("%(name)s approves calls of this customer and cannot sit on its commission.") % name)
        if user.holds(Assignment.Role.AUDITOR):
            found.append(_("%(name)s is an auditor and cannot sit on a commission.") % name)
    return found


@transaction.atomic
def declare(member: Member, answers: Mapping[Application, Answer], *, by: Any, at: datetime) -> None:
    """Answer for bidders before reading anything (R-051, R-052); nothing opens until every bidder has an answer.

    Refused before the opening, for a bidder answered before, and to whoever acts for a bidder and sees no conflict.
    """
    call = member.commission.call.locked()
    if call.is_sealed:
        raise Refused(_("Bidders are known only after the opening."))
    owed = set(rules.owed_by(member).values_list("pk", flat=True))
    if not owed:
        raise Refused(_("You have answered for every bidder already."))
    if not answers or not owed.issuperset(application.pk for application in answers):
        raise Refused(_("Open this page again: for some of these bidders you have answered already."))
    own = rules.own_organisations(member.user)
    if any(a.organisation_id in own and said.answer == Declaration.Answer.NONE for a, said in answers.items()):
        raise Refused(_("You act for one of the bidders: declare that conflict."))
    Declaration.objects.bulk_create(
        Declaration(member=member, application=application, declared_at=at, **answer._asdict())
        for application, answer in answers.items()
    )
    if len(answers) == len(owed):
        call.note("conflicts declared", by=by, at=at)
        notices.declared(member, at=at)


@transaction.atomic
def declare_late(
    member: Member, application: Application, *, kind: str, explanation: str, at: datetime
) -> list[Declaration]:
    """A conflict found later stands beside the first answer, and takes every lot of this bidder away at once (R-053).

    Refused where the member is recused from all of them already.
    """
    call = member.commission.call.locked()
    recused = rules.recused_lots(member)
    bids = Application.objects.opened().filter(lot__call=call, organisation=application.organisation_id)
    found = [one for one in bids.select_related("lot") if one.lot_id not in recused]
    if not found:
        raise Refused(_("You are already recused from every lot of this bidder."))
    conflicts = Declaration.objects.bulk_create(
        Declaration(
            member=member,
            application=one,
            answer=Declaration.Answer.CONFLICT,
            kind=kind,
            explanation=explanation,
            declared_at=at,
        )
        for one in found
    )
    for conflict in conflicts:
        notices.recused(conflict, at=at)
    return conflicts


def _dissolve(call: Call) -> None:
    """Before publication nothing has been done by a commission, so a new order simply replaces it."""
    Member.objects.filter(commission__call=call).delete()
    Commission.objects.filter(call=call).delete()
