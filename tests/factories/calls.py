"""Calls with their lots, criteria and requirements, in every state, on the default profile that a new database has.

`CallFactory()` is a draft that lacks only its commission; `CallFactory(published=True)` takes applications today;
`CallFactory(closed=True)` and so on stand where the map leads. `CallFactory(lots=3)` has three lots, and
`LotFactory(call__published=True)` is the only lot of a call of its own.
"""

import hashlib
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from registry.reference.models import Region, Sphere
from tenders.calls import standard
from tenders.calls.grounds import CostLine, Document
from tenders.calls.models import Call, Criterion, Lot, Requirement
from tenders.procedure.deadlines import ALMATY
from tenders.procedure.models import Holiday, Profile
from tests.factories.accounts import UserFactory
from tests.factories.registry import StateBodyFactory

SEED = "5eed" * 16
HOUR = timedelta(hours=1)


def default_profile() -> Profile:
    """The profile a new call is offered: BP."""
    return Profile.objects.get(is_default=True)


def evening_of_a_working_day(day: date) -> datetime:
    """18:00 in Astana on this day, or on the first working day after it."""
    return datetime.combine(Holiday.objects.calendar().next_working(day), time(18), tzinfo=ALMATY)


class CallFactory(DjangoModelFactory):
    class Meta:
        model = Call
        skip_postgeneration_save = True

    class Params:
        at = factory.LazyFunction(timezone.now)
        days_left = 45
        approved = factory.Trait(
            status="approved",
            approved_by=factory.SubFactory(UserFactory),
            approved_at=factory.LazyAttribute(lambda call: call.drafted_at + HOUR),
        )
        published = factory.Trait(
            approved=True,
            status="published",
            published_by=factory.SelfAttribute("approved_by"),
            published_at=factory.LazyAttribute(lambda call: call.approved_at + HOUR),
            conditions_hash="c0de" * 16,
            draw_seed=SEED,
            draw_commitment=hashlib.sha256(SEED.encode()).hexdigest(),
        )
        closed = factory.Trait(
            published=True,
            status="closed",
            deadline_at=factory.LazyAttribute(lambda call: call.at - HOUR),
        )
        opened = factory.Trait(
            closed=True,
            status="opened",
            opened_at=factory.SelfAttribute("opening_at"),
        )
        admission = factory.Trait(opened=True, status="admission")
        scoring = factory.Trait(
            opened=True,
            status="scoring",
            scoring_until=factory.LazyAttribute(lambda call: call.at + timedelta(days=14)),
        )
        deliberation = factory.Trait(scoring=True, status="deliberation")
        results_prelim = factory.Trait(
            scoring=True,
            status="results_prelim",
            results_at=factory.LazyAttribute(lambda call: call.at - HOUR / 2),
            appeals_until=factory.LazyAttribute(lambda call: call.at + timedelta(days=7)),
        )
        results_final = factory.Trait(
            results_prelim=True,
            status="results_final",
            results_at=factory.LazyAttribute(lambda call: call.at - timedelta(days=10)),
            appeals_until=factory.LazyAttribute(lambda call: call.at - timedelta(days=1)),
            deadline_at=factory.LazyAttribute(lambda call: call.at - timedelta(days=30)),
        )
        failed = factory.Trait(
            opened=True,
            status="failed",
            ended_because_kk="Бірде-бір өтінім берілмеді.",
            ended_because_ru="Не подано ни одной заявки.",
        )
        cancelled = factory.Trait(
            published=True,
            status="cancelled",
            ended_because_kk="Бюджет қысқартылды.",
            ended_because_ru="Бюджет сокращён.",
        )

    number = factory.LazyAttributeSequence(lambda call, n: f"{call.customer.code}-2026-{n + 1:03}".upper())
    profile = factory.LazyFunction(default_profile)
    customer = factory.SubFactory(StateBodyFactory)
    level = factory.SelfAttribute("customer.level")
    sphere = factory.LazyFunction(lambda: Sphere.objects.get(number=6))
    title_kk = factory.Sequence(lambda n: f"Мүгедектігі бар балаларға күндізгі қолдау, {n}")
    title_ru = factory.Sequence(lambda n: f"Дневная поддержка детей с инвалидностью, {n}")
    purpose_kk = "Мүгедектігі бар балалардың күндіз қауіпсіз жерде дамуына жағдай жасау."
    purpose_ru = "Дать детям с инвалидностью безопасное место для развития днём."
    subsidiarity_kk = "Аудандарда мұндай қызмет жоқ, ал нарық оны ұсынбайды."
    subsidiarity_ru = "В районах такой услуги нет, и рынок её не предлагает."
    legal_basis = "2005 жылғы 12 сәуірдегі № 36-III Заң / Закон от 12 апреля 2005 года № 36-III"
    budget_code = "155"
    contact_name = "Айгүл Сәрсенова"
    contact_phone = "+7 717 274 00 00"
    contact_email = "calls@customer.test"
    publish_on = factory.LazyAttribute(lambda call: (call.drafted_at + timedelta(days=1)).date())
    deadline_at = factory.LazyAttribute(
        lambda call: evening_of_a_working_day((call.at + timedelta(days=call.days_left)).date())
    )
    opening_at = factory.SelfAttribute("deadline_at")
    drafted_by = factory.SubFactory(UserFactory)
    drafted_at = factory.LazyAttribute(lambda call: min(call.at, call.deadline_at - timedelta(days=40)))

    @factory.post_generation
    def lots(call, create, count, **facts):
        for number in range(1, (1 if count is None else count) + 1):
            LotFactory(call=call, number=number, **facts)

    @factory.post_generation
    def criteria(call, create, rows, **_):
        least = call.profile.criterion_min_points
        rows = standard.CRITERIA if rows is None else rows
        Criterion.objects.bulk_create(
            Criterion(call=call, order=order, **{"min_points": least} | row) for order, row in enumerate(rows, start=1)
        )

    @factory.post_generation
    def requirements(call, create, rows, **_):
        rows = standard.REQUIREMENTS if rows is None else rows
        Requirement.objects.bulk_create(Requirement(call=call, **row) for row in rows)


class LotFactory(DjangoModelFactory):
    class Meta:
        model = Lot
        skip_postgeneration_save = True

    call = factory.SubFactory(CallFactory, lots=0)
    number = 1
    title_kk = factory.Sequence(lambda n: f"Аягөз ауданындағы күндізгі орталық, {n}")
    title_ru = factory.Sequence(lambda n: f"Дневной центр в Аягозском районе, {n}")
    description_kk = "Жұмыс күндері сағат 9-дан 18-ге дейін ашық орталық."
    description_ru = "Центр, открытый по рабочим дням с 9 до 18 часов."
    target_group_kk = "Аягөз ауданында тұратын, мүгедектігі бар 3–12 жастағы 40 бала"
    target_group_ru = "40 детей с инвалидностью 3–12 лет, живущих в Аягозском районе"
    results_kk = "40 бала орталыққа барады, кемінде 25-інің дағдысы жақсарады."
    results_ru = "40 детей посещают центр, не менее чем у 25 навыки улучшились."
    budget_amount = Decimal("10000000.00")
    starts_on = factory.LazyAttribute(lambda lot: (lot.call.deadline_at + timedelta(days=60)).date())
    ends_on = factory.LazyAttribute(lambda lot: lot.starts_on + timedelta(days=300))

    @factory.post_generation
    def regions(lot, create, chosen, **_):
        if create:
            lot.regions.set([Region.objects.get(kato="100000000")] if chosen is None else chosen)

    @factory.post_generation
    def costs(lot, create, shares, **_):
        if create:
            for order, share in enumerate((60, 30, 10) if shares is None else shares, start=1):
                CostLineFactory(lot=lot, order=order, unit_cost=lot.budget_amount * share / 1000)


class CostLineFactory(DjangoModelFactory):
    class Meta:
        model = CostLine

    lot = factory.SubFactory(LotFactory, costs=[])
    order = 1
    name_kk = factory.Sequence(lambda n: f"Әлеуметтік қызметкердің еңбекақысы, ай, {n}")
    name_ru = factory.Sequence(lambda n: f"Оплата труда социального работника, месяц, {n}")
    quantity = Decimal(10)
    unit_cost = Decimal("400000.00")
    ground_kk = "Облыстағы орташа жалақы, 2026 жылғы 1-тоқсан"
    ground_ru = "Средняя зарплата в области, 1 квартал 2026 года"


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = Document

    call = factory.SubFactory(CallFactory)
    order = 1
    title_kk = "Қызмет стандарты"
    title_ru = "Стандарт услуги"
    text_kk = "Орталық жұмыс күндері ашық."
    text_ru = "Центр открыт по рабочим дням."


class CriterionFactory(DjangoModelFactory):
    class Meta:
        model = Criterion

    call = factory.SubFactory(CallFactory, criteria=[])
    code = factory.Sequence(lambda n: f"criterion-{n}")
    order = factory.Sequence(lambda n: n + 1)
    name_kk = "Қажеттілік"
    name_ru = "Потребность"
    anchors_kk = factory.LazyFunction(lambda: list(standard.CRITERIA[0]["anchors_kk"]))
    anchors_ru = factory.LazyFunction(lambda: list(standard.CRITERIA[0]["anchors_ru"]))
    weight = Decimal(100)
    min_points = Decimal("2.5")


class RequirementFactory(DjangoModelFactory):
    class Meta:
        model = Requirement

    call = factory.SubFactory(CallFactory, requirements=[])
    code = factory.Sequence(lambda n: f"E-{n + 1}")
    text_kk = "Ұйым тізілімде бар."
    text_ru = "Организация есть в реестре."
    proof_kk = "Тізілімдегі жазба."
    proof_ru = "Запись в реестре."
    reason_kk = "Заң солай талап етеді."
    reason_ru = "Так требует закон."
