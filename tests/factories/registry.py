"""State bodies, and NGOs with their people.

`OrganisationFactory()` is active, has filed the last annual report due and may bid;
`OrganisationFactory(reported=False)` has filed none; `OrganisationFactory(status="filed")` awaits verification;
`OrganisationFactory(head=user, editor=other)` has people.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from registry.bodies.models import StateBody
from registry.claims.models import Claim, HandOver
from registry.filings.checks import SECTIONS
from registry.filings.models import COUNTS, TOTALS, AnnualReport
from registry.organisations.bin import with_check_digit
from registry.organisations.models import Organisation
from registry.people.models import Link
from registry.reference.models import Duty, LegalForm, Region, Sphere


def valid_bin(number: int) -> str:
    """The BIN number `number` of those registered in January 2015 that are ever issued."""
    issued = (with_check_digit(f"15014{0}{serial:05d}") for serial in range(number * 4, number * 4 + 40))
    return next(bin for bin in issued if bin)


class StateBodyFactory(DjangoModelFactory):
    class Meta:
        model = StateBody

    code = factory.Sequence(lambda number: f"MIN{number}")
    name_kk = factory.Sequence(lambda number: f"{number}-министрлік")
    name_ru = factory.Sequence(lambda number: f"Министерство {number}")
    name_en = factory.Sequence(lambda number: f"Ministry {number}")
    level = StateBody.Level.CENTRAL


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    code = factory.Sequence(lambda number: f"NGO{number:05d}")
    bin = factory.Sequence(valid_bin)
    name_kk = factory.Sequence(lambda number: f"«Мейірім {number}» қоғамдық қоры")
    name_ru = factory.Sequence(lambda number: f"Общественный фонд «Мейирим {number}»")
    legal_form = factory.LazyFunction(lambda: LegalForm.objects.get(code="public_foundation"))
    region = factory.LazyFunction(lambda: Region.objects.get(code="23"))
    registered_on = date(2015, 1, 15)
    address_kk = "Атырау қаласы, Азаттық даңғылы, 1"
    address_ru = "город Атырау, проспект Азаттык, 1"
    head_name = "Айгүл Сейітқали"
    phone = "+77012345678"
    email = factory.Sequence(lambda number: f"ngo{number}@example.kz")
    status = "active"
    filed_at = factory.LazyFunction(timezone.now)
    verified_at = factory.LazyAttribute(lambda ngo: None if ngo.status in ("filed", "returned") else ngo.filed_at)
    merged_into = factory.LazyAttribute(lambda ngo: OrganisationFactory() if ngo.status == "merged" else None)
    return_reason = factory.LazyAttribute(lambda ngo: "The charter is missing." if ngo.status == "returned" else "")

    @classmethod
    def _create(cls, model_class: type[Organisation], *args: Any, **kwargs: Any) -> Organisation:
        people = {role: kwargs.pop(role, None) for role in ("head", "signatory", "editor", "accountant", "viewer")}
        spheres, is_reported = kwargs.pop("spheres", None), kwargs.pop("reported", True)
        ngo = super()._create(model_class, *args, **kwargs)
        ngo.spheres.set(spheres or Sphere.objects.filter(number=6))
        year = Duty.report_year(timezone.localdate()) if is_reported else None
        if year is not None:
            AnnualReportFactory(organisation=ngo, year=year, filed=True)
        for role, user in people.items():
            if user:
                LinkFactory(organisation=ngo, user=user, role=role)
        return ngo


class AnnualReportFactory(DjangoModelFactory):
    """A draft without a figure; `filed=True` is filed in time, `late=True` besides that too late, all of it nought."""

    class Meta:
        model = AnnualReport

    class Params:
        filed = factory.Trait(
            status="filed",
            filed_at=factory.SelfAttribute("started_at"),
            is_late=False,
            saved=sorted(SECTIONS),
            **dict.fromkeys(COUNTS, 0),
            **dict.fromkeys(TOTALS, Decimal(0)),
        )
        late = factory.Trait(filed=True, is_late=True)

    organisation = factory.SubFactory(OrganisationFactory, reported=False)
    year = 2025
    started_at = factory.LazyAttribute(lambda report: datetime(report.year + 1, 2, 1, 9, tzinfo=UTC))


class LinkFactory(DjangoModelFactory):
    class Meta:
        model = Link

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory("tests.factories.accounts.UserFactory")
    role = Link.Role.HEAD
    since = date(2020, 1, 1)


class ClaimFactory(DjangoModelFactory):
    """A claim that awaits its decision; its document is not on the disk: `actions.claim` keeps one."""

    class Meta:
        model = Claim

    code = factory.Sequence(lambda number: f"CLAIM{number:04d}")
    person = factory.SubFactory("tests.factories.accounts.UserFactory")
    organisation = factory.SubFactory(OrganisationFactory)
    role = Link.Role.EDITOR
    statement = "I keep the books since June."
    document_name = factory.Sequence(lambda number: f"claims/{number:032x}.pdf")
    document_hash = "0" * 64
    filed_at = factory.LazyFunction(timezone.now)


class HandOverFactory(DjangoModelFactory):
    """An offer that stands."""

    class Meta:
        model = HandOver

    code = factory.Sequence(lambda number: f"OFFER{number:04d}")
    organisation = factory.SubFactory(OrganisationFactory)
    head = factory.SubFactory("tests.factories.accounts.UserFactory")
    email = factory.Sequence(lambda number: f"next{number}@example.kz")
    offered_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyAttribute(lambda offer: offer.offered_at + timedelta(days=7))
