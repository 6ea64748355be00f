"""Bodies, their members, what they say, and who is shut out of tenders."""

from datetime import date

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from registry.bodies.models import Body, BodyEvent, Membership, Opinion, RestrictedParty
from tests.factories.registry import OrganisationFactory, valid_bin


class BodyFactory(DjangoModelFactory):
    class Meta:
        model = Body

    code = factory.Sequence(lambda number: f"body-{number}")
    kind = Body.Kind.CHAMBER
    level = Body.Level.CENTRAL
    name_kk = factory.Sequence(lambda number: f"{number}-палата")
    name_ru = factory.Sequence(lambda number: f"Палата {number}")
    name_en = factory.Sequence(lambda number: f"Chamber {number}")


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    body = factory.SubFactory(BodyFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    since = date(2020, 1, 1)


class BodyEventFactory(DjangoModelFactory):
    class Meta:
        model = BodyEvent

    body = factory.SubFactory(BodyFactory)
    on = date(2020, 5, 15)
    what_kk = factory.Sequence(lambda number: f"{number}-отырыс")
    what_ru = factory.Sequence(lambda number: f"Заседание {number}")
    what_en = factory.Sequence(lambda number: f"Session {number}")


class OpinionFactory(DjangoModelFactory):
    """An opinion against `about`, a record that everybody reads."""

    class Meta:
        model = Opinion

    body = factory.SubFactory(BodyFactory)
    kind = Opinion.Kind.CONCLUSION
    stance = Opinion.Stance.OPPOSES
    text_kk = "Қажеттілік дәлелденбеген."
    text_ru = "Потребность не доказана."
    given_on = date(2026, 3, 2)
    published_at = factory.LazyFunction(timezone.now)


class RestrictedPartyFactory(DjangoModelFactory):
    class Meta:
        model = RestrictedParty

    bin = factory.Sequence(lambda number: valid_bin(number + 20_000))
    name_kk = factory.Sequence(lambda number: f"«Жалған {number}» қоры")
    name_ru = factory.Sequence(lambda number: f"Фонд «Мираж {number}»")
    ground_kk = "Шарт бұзылды."
    ground_ru = "Договор нарушен."
    court_act = factory.Sequence(lambda number: f"СМЭС города Астаны, № {number}, 01.02.2025")
    since = date(2025, 2, 1)
