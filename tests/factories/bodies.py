"""Bodies, their members, what they say, and who is shut out of tenders."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from registry.bodies.models import RestrictedParty
from tests.factories.registry import valid_bin


class RestrictedPartyFactory(DjangoModelFactory):
    class Meta:
        model = RestrictedParty

    bin = factory.Sequence(lambda number: valid_bin(number + 500))
    name_kk = factory.Sequence(lambda number: f"«Жалған {number}» қоры")
    name_ru = factory.Sequence(lambda number: f"Фонд «Мираж {number}»")
    ground_kk = "Шарт бұзылды."
    ground_ru = "Договор нарушен."
    court_act = factory.Sequence(lambda number: f"СМЭС города Астаны, № {number}, 01.02.2025")
    since = date(2025, 2, 1)
