"""Commissions, their members, and what these declared.

`CommissionFactory(call=call)` has five voting members and a secretary: the customer holds two of the five seats;
`CommissionFactory(call=call, members=[])` has nobody yet. `seat(commission, "chair")` is who sits there, and
`declare_none(commission)` lets everybody answer “no conflict” for every opened application. `bid(lot)` is an opened
application of that lot, and `room("scoring", bids=3)` a whole commission at work in that status of the call.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tenders.applications.models import Application
from tenders.calls.models import Lot
from tenders.commission.models import Commission, Declaration, Member
from tenders.signing import actions as signing
from tenders.signing.sign import Paper, Signer
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, received
from tests.factories.calls import CallFactory

SEATS = (
    ("chair", "customer"),
    ("deputy", "ngo"),
    ("member", "ngo"),
    ("member", "public"),
    ("member", "customer"),
    ("secretary", "customer"),
)


class CommissionFactory(DjangoModelFactory):
    class Meta:
        model = Commission
        skip_postgeneration_save = True

    call = factory.SubFactory(CallFactory, published=True)
    order_number = factory.Sequence(lambda n: f"{n + 1}-Ө")
    ordered_on = date(2026, 3, 2)
    appointed_by = factory.SubFactory(UserFactory)
    appointed_at = factory.LazyAttribute(lambda commission: commission.call.drafted_at)

    @factory.post_generation
    def members(commission, create, seats, **_):
        for role, of in SEATS if seats is None else seats:
            MemberFactory(commission=commission, role=role, seat=of)


class MemberFactory(DjangoModelFactory):
    class Meta:
        model = Member

    commission = factory.SubFactory(CommissionFactory, members=[])
    user = factory.SubFactory(UserFactory, role="commission")
    role = Member.Role.MEMBER
    seat = Member.Seat.NGO
    organisation_kk = "Азаматтық альянс"
    organisation_ru = "Гражданский альянс"
    since = factory.LazyAttribute(lambda member: member.commission.appointed_at)


class DeclarationFactory(DjangoModelFactory):
    """No conflict; `DeclarationFactory(conflict=True)` is family."""

    class Meta:
        model = Declaration

    class Params:
        conflict = factory.Trait(answer="conflict", kind="kin", explanation="The head is my sister.")

    member = factory.SubFactory(MemberFactory)
    application = None
    answer = "none"
    kind = ""
    declared_at = factory.LazyFunction(timezone.now)


def seat(commission: Commission, role: str) -> Member:
    """The first member in a role, with the person."""
    return commission.members.select_related("user", "commission__call").filter(role=role).first()


def declare_none(commission: Commission) -> None:
    """Everybody but an observer answers “no conflict” for every opened application of the call."""
    opened = list(Application.objects.opened().filter(lot__call=commission.call))
    Declaration.objects.bulk_create(
        Declaration(member=member, application=one, answer="none", declared_at=timezone.now())
        for member in commission.members.exclude(role="observer")
        for one in opened
    )


def bid(lot: Lot, *, status: str = "opened", requested: str = "600000.00", **facts: Any) -> Application:
    """An application that was submitted an hour before the deadline and has been opened."""
    application = ApplicationFactory(lot=lot, requested=Decimal(requested), **facts)
    at, by = lot.call.deadline_at - timedelta(hours=1), application.started_by
    receipt, sealed, opened = received(application, at, by)
    receipt.save()
    signing.sign(Paper("receipt", receipt.number, receipt.sha256), Signer(by.pk, "head"), provider="internal", at=at)
    for row in (sealed,) if status == "submitted" else (sealed, opened):
        row.receipt = receipt
        row.save(force_insert=True)
    stands = {"receipt": receipt, "submitted_at": at, "submitted_by": by}
    opened_at = lot.call.opened_at if status != "submitted" else None
    Application.objects.filter(pk=application.pk).update(status=status, opened_at=opened_at, **stands)
    return Application.objects.select_related("lot__call__profile", "organisation", "receipt").get(pk=application.pk)


STANDING = {"opened": "opened", "admission": "opened", "scoring": "admitted", "deliberation": "scored"}


def room(status: str, *, bids: int = 1, lots: int = 1, declared: bool = True) -> Commission:
    """A commission whose call stands in this status, with so many bids for each lot."""
    commission = CommissionFactory(call=CallFactory(**{status: True}, lots=lots))
    for lot in commission.call.lots.select_related("call"):
        for _number in range(bids):
            bid(lot, status=STANDING[status])
    if declared:
        declare_none(commission)
    return commission


def bids_of(commission: Commission) -> list[Application]:
    """The opened applications of a commission's call, by lot and in the order they were made."""
    opened = Application.objects.opened().filter(lot__call=commission.call)
    return list(opened.select_related("lot__call__profile", "organisation", "receipt").order_by("lot__number", "pk"))
