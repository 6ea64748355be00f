"""Commissions, their members, and what these declared.

`CommissionFactory(call=call)` has five voting members and a secretary: the customer holds two of the five seats;
`CommissionFactory(call=call, members=[])` has nobody yet. `seat(commission, "chair")` is who sits there, and
`declare_none(commission)` lets everybody answer “no conflict” for every opened application.
"""

from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tenders.applications.models import Application
from tenders.commission.models import Commission, Declaration, Member
from tests.factories.accounts import UserFactory
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
