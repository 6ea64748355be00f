"""Applications of NGOs.

`ApplicationFactory(lot=lot, head=user)` is a complete working copy of an active NGO whose head is `user`;
`ApplicationFactory(complete=False)` is empty; `submitted(application)` hands it in as its head would.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from tenders.applications import actions, content, numbers
from tenders.applications.models import Application, BudgetLine, Indicator, Receipt, TargetGroup, WorkItem
from tests.factories.accounts import UserFactory
from tests.factories.calls import LotFactory
from tests.factories.registry import OrganisationFactory

TEXT = "Ауылдағы жалғызбасты қарттарға апта сайын үйде көмек көрсетіледі."


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
        complete, requested = kwargs.pop("complete", True), kwargs.pop("requested", Decimal("600000.00"))
        head = kwargs.pop("head", None) or UserFactory()
        kwargs.setdefault("started_by", head)
        if "organisation" not in kwargs:
            kwargs["organisation"] = OrganisationFactory(head=head)
        application = super()._create(model_class, *args, **kwargs)
        if complete:
            fill(application, requested)
        return application


def fill(application: Application, requested: Decimal) -> None:
    """Give an application one row in every section."""
    lot = application.lot
    TargetGroup.objects.create(
        application=application,
        description="Жалғыз тұратын 65 жастан асқан қарттар",
        entry_rule="Ауыл әкімдігінің тізімі бойынша",
        direct_count=40,
        self_reliance_goal="Көршілер тобы көмекті жалғастырады",
    )
    WorkItem.objects.create(
        application=application,
        name="Үйге бару",
        starts_on=lot.starts_on,
        ends_on=lot.ends_on,
        place="Атырау",
        responsible="Үйлестіруші",
        output="40 қарт күтім алады",
    )
    Indicator.objects.create(
        application=application,
        name="Денсаулығы жақсарған қарттар",
        kind="outcome",
        unit="адам",
        baseline=0,
        target=30,
        due_on=lot.ends_on,
        proof="Учаскелік дәрігердің тізімі",
    )
    BudgetLine.objects.create(
        application=application,
        category="pay",
        name="Әлеуметтік қызметкер",
        unit="адам",
        quantity=1,
        unit_cost=requested / 6,
        months=6,
        requested_amount=requested,
        grounds="Еңбек шарты",
    )


def submitted(application: Application, at: datetime | None = None) -> Receipt:
    """Hand an application in as the head of its organisation."""
    head = application.organisation.links.get(role="head").user
    return actions.submit(application, key=uuid4(), declarations=content.DECLARATIONS, by=head, at=at or timezone.now())
