"""What stops a call, one gap at a time, each with its rule and its page."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from tenders.calls import checks
from tenders.calls.grounds import CostLine
from tenders.calls.models import Call, Criterion
from tenders.procedure.deadlines import ALMATY
from tenders.procedure.models import Holiday
from tests.factories.calls import CallFactory, CriterionFactory, DocumentFactory
from tests.factories.commission import CommissionFactory

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2030, 6, 14, 18, tzinfo=ALMATY)


def gaps_of(call):
    return [(gap.page, gap.rule, gap.sentence) for gap in checks.gaps(Call.objects.get(pk=call.pk))]


def test_a_complete_draft_has_no_gaps():
    assert gaps_of(CallFactory()) == []


def on_call(**changes):
    return lambda call: Call.objects.filter(pk=call.pk).update(**changes)


def at_deadline(moment, opening=None):
    return on_call(deadline_at=moment, opening_at=opening or moment)


def on_lot(**changes):
    return lambda call: call.lots.update(**changes)


def on_criterion(code, **changes):
    return lambda call: call.criteria.filter(code=code).update(**changes)


def on_requirement(**changes):
    return lambda call: call.requirements.filter(code="E-1").update(**changes)


def costs_of(call):
    return CostLine.objects.filter(lot__call=call)


def on_cost(**changes):
    return lambda call: costs_of(call).filter(order=1).update(**changes)


def with_document(**facts):
    return lambda call: DocumentFactory(call=call, **facts)


def with_eleven_criteria(call):
    call.criteria.filter(code="need").update(weight=12)
    for number in range(3):
        CriterionFactory(call=call, order=9 + number, weight=1)


def with_three_criteria(call):
    call.criteria.exclude(code__in=["need", "method", "team"]).delete()
    call.criteria.update(weight=F("weight") + Decimal(55) / 3)
    call.criteria.filter(code="team").update(weight=100 - sum(c.weight for c in call.criteria.exclude(code="team")))


BOUND = "Lot 1: bound the target group; everyone is no group."
ALIKE = "Criterion 1: two marks mean the same."
COPIED = "This part was copied from an earlier call: look at it again and save it."
ANCHORS = "Criterion 1: say what each mark means, in both languages."
PROOF = "Requirement E-1: give its text, proof and reason in both languages."
PURPOSE = "Мүгедектігі бар балалардың күндіз қауіпсіз жерде дамуына жағдай жасау."
SAME = "The Kazakh and the Russian text are the same: translate one."
WHY = "Say in Kazakh and in Russian why a lower level or the market cannot do it."
COSTS = "Lot 1: justify the budget with at least 3 cost lines."
SUM = "Lot 1: the cost lines add up to 10000000 ₸, the budget is 9000000 ₸."
GROUND = "Lot 1, cost line 1: give what is paid and its ground in both languages."
PROFIT = "Lot 1, cost line 1: only costs are paid, no profit and no reserve."
FIGURES = "Lot 1: say in figures how many people are served."
HOURS = "Set the deadline between 09:00 and 18:00, Astana time."
TABLE = [
    (on_call(title_kk=" "), ("topic", "R-025", "Write every text of the call in Kazakh and in Russian.")),
    (on_call(purpose_ru=""), ("topic", "R-025", "Write every text of the call in Kazakh and in Russian.")),
    (on_call(contact_phone=""), ("topic", "6.2", "Name the legal basis, and who answers questions.")),
    (on_call(purpose_ru=PURPOSE), ("topic", "R-093", SAME)),
    (on_call(subsidiarity_kk=""), ("why", "3.2", WHY)),
    (on_call(subsidiarity_kk="Бір мәтін.", subsidiarity_ru="Бір мәтін."), ("why", "R-093", SAME)),
    (at_deadline(FRIDAY + timedelta(days=1)), ("dates", "R-025", "Set the deadline on a working day.")),
    (at_deadline(FRIDAY.replace(minute=1)), ("dates", "R-025", HOURS)),
    (at_deadline(FRIDAY.replace(hour=8, minute=59)), ("dates", "R-025", HOURS)),
    (
        at_deadline(FRIDAY, FRIDAY.replace(hour=19, minute=1)),
        ("dates", "R-043", "Set the opening no later than 60 minutes after the deadline."),
    ),
    (
        lambda call: on_call(publish_on=call.deadline_at.date() - timedelta(days=20))(call),
        ("dates", "R-026", "Leave at least 20 working days between publication and the deadline."),
    ),
    (lambda call: call.lots.all().delete(), ("lots", "R-022", "Add at least one lot.")),
    (on_lot(description_ru=""), ("lots", "R-025", "Lot 1: write every text in Kazakh and in Russian.")),
    (on_lot(target_group_ru="Все нуждающиеся"), ("lots", "A15", BOUND)),
    (on_lot(target_group_kk="Барлық тұрғындар"), ("lots", "A15", BOUND)),
    (
        on_lot(target_group_kk="Ауданның мүгедектігі бар балалары", results_kk="Балалардың дағдысы жақсарады."),
        ("lots", "3.2", FIGURES),
    ),
    (
        on_lot(description_ru="Бір мәтін.", description_kk="Бір мәтін."),
        ("lots", "R-093", f"Lot 1: {SAME[0].lower()}{SAME[1:]}"),
    ),
    (lambda call: costs_of(call).filter(order=3).delete(), ("lots", "R-023", COSTS)),
    (on_lot(budget_amount=9_000_000), ("lots", "R-023", SUM)),
    (on_cost(ground_ru=" "), ("lots", "R-023", GROUND)),
    (on_cost(name_kk=""), ("lots", "R-023", GROUND)),
    (on_cost(name_ru="Прибыль организации, месяц"), ("lots", "R-046", PROFIT)),
    (on_cost(name_kk="Күтпеген шығындар, ай"), ("lots", "R-046", PROFIT)),
    (
        lambda call: on_lot(starts_on=timezone.localtime(call.deadline_at).date())(call),
        ("lots", "R-022", "Lot 1: the work begins after the deadline for applications."),
    ),
    (
        on_lot(starts_on=date(2031, 1, 1), ends_on=date(2034, 1, 1)),
        ("lots", "R-077", "Lot 1: the work may last 3 years at most."),
    ),
    (
        on_criterion("need", weight=Decimal("14.5")),
        ("criteria", "R-024", "The weights add up to 99.5; they must add up to 100."),
    ),
    (on_criterion("method", is_price=True), ("criteria", "R-024", "Price may weigh 20 of 100 at most.")),
    (with_eleven_criteria, ("criteria", "R-024", "Set between 4 and 10 criteria.")),
    (with_three_criteria, ("criteria", "R-024", "Set between 4 and 10 criteria.")),
    (on_criterion("need", anchors_kk=["0", "1", "2", "3", "4"]), ("criteria", "R-024", ANCHORS)),
    (on_criterion("need", anchors_ru=["0", "1", "2", "3", "4", " "]), ("criteria", "R-024", ANCHORS)),
    (
        lambda call: call.requirements.all().delete(),
        ("requirements", "R-056", "Name at least one requirement: only a published one can reject anybody."),
    ),
    (on_criterion("need", anchors_ru=["0", "1", "2", "3", "3", "5"]), ("criteria", "R-024", ALIKE)),
    (on_criterion("need", name_kk=" "), ("criteria", "R-024", "Criterion 1: name it in both languages.")),
    (
        on_criterion("need", min_points=Decimal("5.5")),
        ("criteria", "R-060", "Criterion 1: the least mean is above the highest mark, 5."),
    ),
    (with_document(title_ru=""), ("documents", "R-025", "Document 1: name it in both languages.")),
    (with_document(text_kk=""), ("documents", "R-093", "Document 1: give a text or an address in both languages.")),
    (on_call(unread_parts=["criteria"]), ("criteria", "5.1", COPIED)),
    (on_call(unread_parts=["lot-1"]), ("lots", "5.1", COPIED)),
    (
        on_requirement(text_ru="Опыт не менее трёх лет."),
        ("warnings", "3.2", "Answer each warning with a reason. Without an answer: 1."),
    ),
    (on_requirement(reason_ru=""), ("requirements", "R-016", PROOF)),
    (on_requirement(proof_kk=" "), ("requirements", "R-016", PROOF)),
]


@pytest.mark.parametrize(("spoil", "gap"), TABLE)
def test_each_fault_is_one_gap(spoil, gap):
    call = CallFactory(deadline_at=FRIDAY)

    spoil(call)

    assert gaps_of(call) == [gap]


def test_three_whole_years_of_work_are_lawful():
    call = CallFactory()

    call.lots.update(starts_on=date(2031, 1, 1), ends_on=date(2033, 12, 31))

    assert gaps_of(call) == []


@pytest.mark.parametrize(
    ("starts_on", "last_day"),
    [
        (date(2031, 1, 31), date(2034, 1, 30)),
        (date(2032, 2, 29), date(2035, 2, 28)),
        (date(2031, 12, 30), date(2034, 12, 29)),
    ],
)
def test_years_are_counted_to_the_day_before_the_same_day(starts_on, last_day):
    call = CallFactory()

    call.lots.update(starts_on=starts_on, ends_on=last_day)
    last = gaps_of(call)
    call.lots.update(ends_on=last_day + timedelta(days=1))

    assert (last, [rule for _page, rule, _sentence in gaps_of(call)]) == ([], ["R-077"])


def test_a_price_of_exactly_the_cap_is_lawful():
    call = CallFactory()

    call.criteria.filter(code="budget").update(is_price=False)
    call.criteria.filter(code="method").update(is_price=True)

    assert gaps_of(call) == []


def test_a_profile_without_a_cap_lets_price_weigh_anything():
    call = CallFactory()
    call.profile.price_weight_percent = None
    call.profile.save()

    call.criteria.update(is_price=True)

    assert gaps_of(call) == []


def test_the_window_is_counted_in_working_days_and_holidays_prolong_it():
    # 20 working days after Monday 3 March 2031 end on Monday 31 March; Nauryz takes three days more.
    monday = datetime(2031, 3, 3, 10, tzinfo=ALMATY)
    call = CallFactory(deadline_at=datetime(2031, 3, 31, 18, tzinfo=ALMATY), approved=True)
    CommissionFactory(call=call)
    Holiday.objects.filter(on__year=2031).delete()

    without_holidays = checks.publication_gaps(call, monday)
    Holiday.objects.bulk_create(Holiday(on=date(2031, 3, day)) for day in (21, 24, 25))
    with_holidays = checks.publication_gaps(call, monday)

    assert (without_holidays, [gap.rule for gap in with_holidays]) == ([], ["R-026"])


def test_a_calendar_window_ends_on_a_working_day():
    call = CallFactory(deadline_at=datetime(2031, 6, 16, 18, tzinfo=ALMATY), approved=True)
    CommissionFactory(call=call)
    call.profile.submission_unit, call.profile.submission_days = "cd", 5

    # Five days after Monday end on Saturday, which moves to Monday.
    on_time = checks.publication_gaps(call, datetime(2031, 6, 9, 10, tzinfo=ALMATY))
    late = checks.publication_gaps(call, datetime(2031, 6, 12, 10, tzinfo=ALMATY))

    assert (on_time, [gap.sentence for gap in late]) == (
        [],
        ["Leave at least 5 calendar days between publication and the deadline."],
    )


def test_publication_needs_a_commission_that_approval_does_not():
    call = CallFactory(approved=True)

    assert gaps_of(call) == []
    assert [(gap.page, gap.rule, gap.sentence) for gap in checks.publication_gaps(call, timezone.now())] == [
        ("commission", "R-025", "Appoint the commission by order.")
    ]


def test_gaps_are_found_in_the_same_number_of_queries_for_one_lot_and_many(django_assert_num_queries):
    small, large = CallFactory(lots=1), CallFactory(lots=30)
    Criterion.objects.all().update(weight=1)

    for call in (small, large):
        fresh = Call.objects.select_related("profile").get(pk=call.pk)
        with django_assert_num_queries(7):
            checks.gaps(fresh)


def test_a_document_may_be_an_address_instead_of_a_text():
    call = CallFactory()

    DocumentFactory(
        call=call, text_kk="", text_ru="", link_kk="https://adilet.zan.kz/kaz", link_ru="https://adilet.zan.kz"
    )

    assert gaps_of(call) == []


def test_a_profile_that_asks_for_no_cost_lines_takes_a_lot_without_them():
    call = CallFactory(lots__costs=[])
    call.profile.cost_lines_min = None
    call.profile.save()

    assert gaps_of(call) == []


def test_every_gap_leads_to_a_field_that_its_page_has(client, body, officer):
    call = CallFactory(
        customer=body, drafted_by=officer, contact_phone="", subsidiarity_ru="", publish_on=date(2029, 1, 1)
    )
    at_deadline(FRIDAY.replace(hour=20), FRIDAY.replace(hour=22))(call)
    on_lot(target_group_ru="Все", description_kk="", budget_amount=5, starts_on=date(2020, 1, 1))(call)
    for spoil in (on_cost(ground_kk="", name_ru="Прибыль"), on_requirement(proof_ru=""), with_document(text_ru="")):
        spoil(call)
    on_criterion("need", is_price=True, weight=30, anchors_ru=["", "1"], min_points=9)(call)
    client.force_login(officer)

    missing = client.get(reverse("calls:manage", args=[call.number])).context["missing"]

    links = [gap.url.split("#") for gap in missing]
    assert len(links) > 12
    lost = [(page, field) for page, field in links if f'id="{field}"' not in client.get(page).text]
    assert lost == []
