"""Who stands behind an NGO: founders, people with posts, private data; and pairs of NGOs that are alike."""

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from registry.organisations.bin import with_check_digit
from registry.organisations.models import Likeness
from registry.persons.iban import with_check_digits
from registry.persons.models import Founder, Post, PrivateData
from tests.factories.registry import OrganisationFactory


def valid_iin(number: int = 0) -> str:
    """The IIN number `number` of the women born on 8 March 1980 that are ever issued."""
    issued = (with_check_digit(f"8003084{serial:04d}") for serial in range(number * 4, number * 4 + 40))
    return next(iin for iin in issued if iin)


ACCOUNT = with_check_digits("125", "KZT5004100100")


class FounderFactory(DjangoModelFactory):
    class Meta:
        model = Founder

    organisation = factory.SubFactory(OrganisationFactory)
    kind = Founder.Kind.PERSON
    name = "Айгүл Сейітқали"
    iin_bin = factory.LazyFunction(valid_iin)
    since = date(2015, 1, 15)


class PostFactory(DjangoModelFactory):
    class Meta:
        model = Post

    organisation = factory.SubFactory(OrganisationFactory)
    name = "Айгүл Сейітқали"
    role = Post.Role.HEAD
    since = date(2015, 1, 15)


class PrivateDataFactory(DjangoModelFactory):
    class Meta:
        model = PrivateData

    organisation = factory.SubFactory(OrganisationFactory)
    bank_account = ACCOUNT
    bank_name = "Halyk Bank"
    bic = "HSBKKZKX"
    head_iin = factory.LazyFunction(valid_iin)
    head_phone = "+77077654321"


class LikenessFactory(DjangoModelFactory):
    class Meta:
        model = Likeness

    grounds = "name phone"
    weight = 80

    @classmethod
    def _create(cls, model_class: type[Likeness], *args: Any, **kwargs: Any) -> Likeness:
        pair = [kwargs.pop(side, None) or OrganisationFactory() for side in ("one", "other")]
        one, other = sorted(pair, key=lambda organisation: organisation.pk)
        return super()._create(model_class, *args, one=one, other=other, **kwargs)
