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
from lifecycle import boxes, chain
from tenders.applications import actions, content, numbers, seal
from tenders.applications.models import Application, CallKey, Opened, Receipt, Sealed, WorkingCopy
from tenders.calls.models import Call, Lot
from tests.factories.accounts import UserFactory
from tests.factories.calls import LotFactory
from tests.factories.registry import OrganisationFactory

TEXT = "Ауылдағы жалғызбасты қарттарға апта сайын үйде көмек көрсетіледі."
REQUESTED = Decimal("600000.00")
# The key of the objective that an activity serves.
OBJECTIVE = "7K2M9XQD"


class ApplicationFactory(DjangoModelFactory):
    class Meta:
        model = Application

    number = factory.LazyFunction(numbers.of_application)
    lot = factory.SubFactory(LotFactory, call__published=True)
    started_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class: type[Application], *args: Any, **kwargs: Any) -> Application:
        is_complete, is_submitted = kwargs.pop("complete", True), kwargs.pop("submitted", False)
        requested, at = kwargs.pop("requested", REQUESTED), kwargs.pop("at", None)
        head = kwargs.pop("head", None) or UserFactory()
        kwargs.setdefault("started_by", head)
        if "organisation" not in kwargs:
            kwargs["organisation"] = OrganisationFactory(head=head)
        texts = {name: kwargs.pop(name) for name in content.TEXTS if name in kwargs}
        application = super()._create(model_class, *args, **kwargs)
        facts = written(application.lot, Decimal(requested)) if is_complete else content.blank("kk")
        copy_of(application, facts | texts).save(force_insert=True)
        key_of(application.lot.call)
        if is_submitted:
            submitted(application, at)
            application.refresh_from_db()
        return application


def rows(lot: Lot, requested: Decimal = REQUESTED) -> dict[str, list[dict[str, Any]]]:
    """One good row for every part of an application for this lot, as the actions take them."""
    return {
        "objectives": [objective()],
        "risks": [risk()],
        "target_groups": [group()],
        "team": [person()],
        "partners": [partner()],
        "experience": [project()],
        "work_items": [work(lot)],
        "indicators": [indicator(lot)],
        "budget_lines": [line(requested)],
    }


def objective(**facts: Any) -> dict[str, Any]:
    """Care every week, under the key that `work` names."""
    return {"key": OBJECTIVE, "name": "40 қарт апта сайын көмек алады"} | facts


def risk(**facts: Any) -> dict[str, Any]:
    """Roads under snow."""
    return {"name": "Қыста жол жабылады", "likelihood": "medium", "answer": "Ауылдағы көршілер барады"} | facts


def person(**facts: Any) -> dict[str, Any]:
    """A coordinator, who leads."""
    return {
        "name": "Айгүл Серікова",
        "role": "Үйлестіруші",
        "share": 50,
        "contract": "labour",
        "is_lead": True,
    } | facts


def partner(**facts: Any) -> dict[str, Any]:
    """A village akimat with a room."""
    return {"name": "Ауыл әкімдігі", "sector": "state", "contribution": "Бөлме береді"} | facts


def project(**facts: Any) -> dict[str, Any]:
    """A year of help paid by a donor."""
    return {
        "name": "Көршілер көмегі",
        "funder": "Қоғамдық қор",
        "sum_amount": Decimal(2_000_000),
        "year_from": 2023,
        "year_until": 2024,
        "result": "25 отбасы көмек алды",
        "proof": "Қордың хаты",
    } | facts


def group(**facts: Any) -> dict[str, Any]:
    """Forty lonely elders of a village."""
    return {
        "kind": "elders",
        "description": "Жалғыз тұратын 65 жастан асқан қарттар",
        "entry_rule": "Ауыл әкімдігінің тізімі бойынша",
        "how_found": "Әлеуметтік қызметкерлер хабарлайды",
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
        "objective": OBJECTIVE,
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


def written(lot: Lot, requested: Decimal = REQUESTED) -> dict[str, Any]:
    """Every text and one row of every part, as the working copy keeps them."""
    texts = dict.fromkeys(content.TEXTS, TEXT) | {"language": "kk", "title": "Үйдегі көмек"}
    return texts | {part: content.plain(part, one) for part, one in rows(lot, requested).items()}


def copy_of(application: Application, facts: dict[str, Any]) -> WorkingCopy:
    """The working copy of an application with these facts in it, not saved yet."""
    copy = WorkingCopy(application=application)
    copy.shut(facts)
    return copy


def key_of(call: Call) -> CallKey:
    """The key of a call, which its first application brings."""
    return CallKey.objects.get_or_create(call=call, defaults={"made_at": timezone.now()} | seal.pair())[0]


def received(application: Application, at: datetime, by: User) -> tuple[Receipt, Sealed, Opened]:
    """What stands in the database for one that was handed in at this moment, and then opened; not saved yet."""
    call, own = application.lot.call, application.working_copy.secret
    key, text, number = key_of(call), content.document(application, content.DECLARATIONS), numbers.of_receipt()
    receipt = Receipt(
        application=application, number=number, received_at=at, deadline_at=call.deadline_at, submitted_by=by,
        key=uuid4(), sha256=chain.fingerprint(text),
    )  # fmt: skip
    document = seal.seal(key, text, to=seal.Binding(call.number, application.number, number, receipt.sha256))
    box = boxes.shut(own, text, number)
    opened = Opened(receipt=receipt, box=box, requested_amount=content.requested_in(text))
    return receipt, Sealed(receipt=receipt, document=document, own_copy=box), opened


def head_of(application: Application) -> User:
    """The head of the application's organisation."""
    return application.organisation.links.get(role="head").user


def submitted(application: Application, at: datetime | None = None) -> Receipt:
    """Hand an application in as the head of its organisation."""
    declarations, at = content.DECLARATIONS, at or timezone.now()
    return actions.submit(application, key=uuid4(), declarations=declarations, by=head_of(application), at=at)
