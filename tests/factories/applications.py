"""Applications of NGOs, made by the actions that people use.

`ApplicationFactory()` is a complete working copy of an active NGO; `ApplicationFactory(complete=False)` is empty;
`ApplicationFactory(submitted=True)` stands under seal; `ApplicationFactory(lot=lot, head=user, requested=sum)` names
what matters. `submitted(application, at=…)` hands one in as its head would; `head_of(application)` is that person.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import User
from tenders.applications import actions, content, numbers
from tenders.applications.models import Application, Receipt
from tenders.calls.models import Lot
from tests.factories.accounts import UserFactory
from tests.factories.calls import LotFactory
from tests.factories.registry import OrganisationFactory

TEXT = "Ауылдағы жалғызбасты қарттарға апта сайын үйде көмек көрсетіледі."
REQUESTED = Decimal("600000.00")


class ApplicationFactory(DjangoModelFactory):
    class Meta:
        model = Application

    number = factory.LazyFunction(numbers.of_application)
    lot = factory.SubFactory(LotFactory, call__published=True)
    language = "kk"
    title = "Үйдегі көмек"
    summary = problem = goal = method = sustainability = TEXT
    started_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class: type[Application], *args: Any, **kwargs: Any) -> Application:
        is_complete, is_submitted = kwargs.pop("complete", True), kwargs.pop("submitted", False)
        requested, at = kwargs.pop("requested", REQUESTED), kwargs.pop("at", None)
        head = kwargs.pop("head", None) or UserFactory()
        kwargs.setdefault("started_by", head)
        if "organisation" not in kwargs:
            kwargs["organisation"] = OrganisationFactory(head=head)
        if not is_complete:
            kwargs |= dict.fromkeys(("title", "summary", "problem", "goal", "method", "sustainability"), "")
        application = super()._create(model_class, *args, **kwargs)
        if is_complete:
            fill(application, Decimal(requested))
        if is_submitted:
            submitted(application, at)
            application.refresh_from_db()
        return application


def rows(lot: Lot, requested: Decimal = REQUESTED) -> dict[str, list[dict[str, Any]]]:
    """One good row for every part of an application for this lot, as the actions take them."""
    return {
        "target_groups": [group()],
        "work_items": [work(lot)],
        "indicators": [indicator(lot)],
        "budget_lines": [line(requested)],
    }


def group(**facts: Any) -> dict[str, Any]:
    """Forty lonely elders of a village."""
    return {
        "description": "Жалғыз тұратын 65 жастан асқан қарттар",
        "entry_rule": "Ауыл әкімдігінің тізімі бойынша",
        "direct_count": 40,
        "indirect_count": None,
        "self_reliance_goal": "Көршілер тобы көмекті жалғастырады",
    } | facts


def work(lot: Lot, **facts: Any) -> dict[str, Any]:
    """Visits through the whole time of the lot."""
    return {
        "name": "Үйге бару",
        "starts_on": lot.starts_on,
        "ends_on": lot.ends_on,
        "place": "Атырау",
        "responsible": "Үйлестіруші",
        "output": "40 қарт күтім алады",
    } | facts


def indicator(lot: Lot, **facts: Any) -> dict[str, Any]:
    """Thirty elders whose health is better."""
    return {
        "name": "Денсаулығы жақсарған қарттар",
        "kind": "outcome",
        "unit": "адам",
        "baseline": Decimal(0),
        "target": Decimal(30),
        "due_on": lot.ends_on,
        "proof": "Учаскелік дәрігердің тізімі",
    } | facts


def line(requested: Decimal = REQUESTED, **facts: Any) -> dict[str, Any]:
    """A social worker for six months."""
    return {
        "category": "pay",
        "name": "Әлеуметтік қызметкер",
        "unit": "адам",
        "quantity": Decimal(1),
        "unit_cost": Decimal(requested),
        "months": Decimal(1),
        "own_amount": None,
        "other_amount": None,
        "requested_amount": Decimal(requested),
        "grounds": "Еңбек шарты",
    } | facts


def fill(application: Application, requested: Decimal) -> None:
    """Give an application one row in every section."""
    for part, [row] in rows(application.lot, requested).items():
        content.PARTS[part].objects.create(application=application, **row)


def head_of(application: Application) -> User:
    """The head of the application's organisation."""
    return application.organisation.links.get(role="head").user


def submitted(application: Application, at: datetime | None = None) -> Receipt:
    """Hand an application in as the head of its organisation."""
    declarations, at = content.DECLARATIONS, at or timezone.now()
    return actions.submit(application, key=uuid4(), declarations=declarations, by=head_of(application), at=at)
