"""Lots are added to a draft, changed, and taken out."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from registry.reference.models import Region
from tenders.calls import actions
from tenders.calls.models import Lot
from tests.factories.calls import CallFactory, CostLineFactory, LotFactory

pytestmark = pytest.mark.django_db


def typed(**changes):
    lot = LotFactory.build(call=None, starts_on=date(2027, 3, 1), ends_on=date(2027, 12, 1))
    facts = {name: getattr(lot, name) for name in lot_fields() if name not in ("regions", "max_awards", "allow_skip")}
    return facts | {"regions": [Region.objects.get(kato="100000000").pk]} | costs() | changes


def costs(*lines, there=0):
    """Cost lines as the page posts them; nothing typed in any of three by default."""
    whole = {"costs-TOTAL_FORMS": max(3, len(lines)), "costs-INITIAL_FORMS": there}
    for number, line in enumerate(lines):
        whole |= {f"costs-{number}-{name}": value for name, value in line.items()}
    return whole


def cost(**changes):
    line = CostLineFactory.build(lot=None)
    names = ("name_kk", "name_ru", "quantity", "unit_cost", "ground_kk", "ground_ru")
    return {name: getattr(line, name) for name in names} | changes


def lot_fields():
    texts = [f"{name}_{code}" for name in ("title", "description", "target_group", "results") for code in ("kk", "ru")]
    return [*texts, "regions", "budget_amount", "starts_on", "ends_on", "max_awards", "reserve_size", "allow_skip"]


def test_lots_are_numbered_in_their_order(officer):
    call, now = CallFactory(drafted_by=officer, lots=1), timezone.now()
    region = Region.objects.get(kato="100000000")

    lot = actions.save_lot(call, LotFactory.build(call=None, starts_on=date(2027, 3, 1)), [region], by=officer, at=now)

    assert (lot.call, lot.number, list(lot.regions.all())) == (call, 2, [region])
    assert [(line.verb, line.by) for line in call.trail()] == [("lot saved", officer)]


def test_an_officer_adds_a_lot_through_the_page(client, body, officer):
    call = CallFactory(customer=body, drafted_by=officer, lots=0)
    client.force_login(officer)

    response = client.post(reverse("calls:lot_create", args=[call.number]), typed(budget_amount="1 194 000,50"))

    lot = call.lots.get()
    assert (lot.number, lot.budget_amount, lot.ends_on) == (1, Decimal("1194000.50"), date(2027, 12, 1))
    assert response.url == reverse("calls:manage", args=[call.number])


@pytest.mark.parametrize(("share", "kept"), [("", None), ("12,5", Decimal("12.50")), ("0", Decimal(0))])
def test_a_lot_may_ask_for_a_share_of_the_applicants_own(client, body, officer, share, kept):
    call = CallFactory(customer=body, drafted_by=officer, lots=0)
    client.force_login(officer)

    client.post(reverse("calls:lot_create", args=[call.number]), typed(own_share_percent=share))

    assert call.lots.get().own_share_percent == kept


def test_no_lot_asks_for_more_than_everything(officer):
    lot = LotFactory()

    with pytest.raises(IntegrityError, match="lot_own_share_of_100"), transaction.atomic():
        Lot.objects.filter(pk=lot.pk).update(own_share_percent=Decimal("100.01"))


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (date(2027, 3, 1), date(2027, 12, 31), 1),
        (date(2027, 3, 1), date(2028, 2, 29), 1),
        (date(2027, 3, 1), date(2028, 3, 1), 2),
        (date(2027, 12, 15), date(2028, 1, 10), 1),
        (date(2028, 2, 29), date(2029, 2, 28), 1),
        (date(2027, 1, 1), date(2029, 12, 31), 3),
    ],
)
def test_a_lot_lasts_as_many_years_as_are_begun_from_its_first_day(first, last, years):
    assert Lot(starts_on=first, ends_on=last).years == years


def test_an_officer_changes_a_lot_through_the_page(client, body, officer):
    call = CallFactory(customer=body, drafted_by=officer)
    client.force_login(officer)

    client.post(reverse("calls:lot_edit", args=[call.number, 1]), typed(budget_amount="5000000", regions=[]))

    lot = Lot.objects.get()
    assert (lot.call, lot.number, lot.budget_amount, list(lot.regions.all())) == (call, 1, Decimal(5000000), [])


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("target_group_ru", "Все нуждающиеся", "The order serves a bounded group, not everyone"),
        ("target_group_kk", "Барлық тұрғындар", "The order serves a bounded group, not everyone"),
        ("ends_on", "2027-03-01", "The work ends after it begins."),
        ("budget_amount", "0", "greater than or equal to 1"),
        ("budget_amount", "много", "Enter a sum in tenge"),
        ("own_share_percent", "100,01", "less than or equal to 100"),
        ("own_share_percent", "половина", "Enter a number of percent"),
        ("title_kk", "", "This field is required."),
    ],
)
def test_a_lot_that_cannot_be_is_explained_beside_its_field(client, body, officer, field, value, error):
    call = CallFactory(customer=body, drafted_by=officer, lots=0)
    client.force_login(officer)

    response = client.post(reverse("calls:lot_create", args=[call.number]), typed(**{field: value}))

    assert list(response.context["form"].errors) == [field]
    assert error in response.context["form"].errors[field][0]
    assert Lot.objects.count() == 0


def test_a_region_of_the_past_is_not_offered(client, body, officer):
    call = CallFactory(customer=body, drafted_by=officer, lots=0)
    client.force_login(officer)

    page = client.get(reverse("calls:lot_create", args=[call.number]))

    offered = page.context["form"].fields["regions"].queryset
    assert Region.objects.filter(kato="510000000").exists()
    assert not offered.filter(kato="510000000").exists()


def test_a_lot_of_another_call_cannot_be_reached(client, body, officer):
    call, other = CallFactory(customer=body, drafted_by=officer, lots=0), CallFactory(lots=3)
    client.force_login(officer)

    assert other.lots.filter(number=3).exists()
    assert client.get(reverse("calls:lot_edit", args=[call.number, 3])).status_code == 404


def test_the_budget_of_a_lot_is_the_sum_of_its_cost_lines_when_it_is_left_empty(client, body, officer):
    call = CallFactory(customer=body, drafted_by=officer, lots=0)
    client.force_login(officer)
    lines = [cost(quantity="12", unit_cost="250 000"), cost(quantity="2,5", unit_cost="100000"), cost()]

    client.post(reverse("calls:lot_create", args=[call.number]), typed(**costs(*lines), budget_amount=""))

    lot = call.lots.get()
    assert [(line.order, line.amount) for line in lot.cost_lines.all()] == [
        (1, Decimal(3_000_000)),
        (2, Decimal(250_000)),
        (3, Decimal(4_000_000)),
    ]
    assert lot.budget_amount == Decimal(7_250_000)


def test_a_cost_line_is_changed_and_another_taken_out(client, body, officer):
    call = CallFactory(customer=body, drafted_by=officer)
    client.force_login(officer)
    first, second, third = call.lots.get().cost_lines.all()
    lines = [cost(id=first.pk, unit_cost="5"), cost(id=second.pk, DELETE="on"), cost(id=third.pk)]

    client.post(reverse("calls:lot_edit", args=[call.number, 1]), typed(**costs(*lines, there=3)))

    assert [(line.order, line.unit_cost) for line in call.lots.get().cost_lines.all()] == [
        (1, Decimal(5)),
        (2, Decimal(400_000)),
    ]


WORDS = {
    "quantity": {
        "en": "Ensure this value is greater than or equal to 0.01.",
        "ru": "Убедитесь, что это значение больше либо равно 0.01.",
        "kk": "0.01",
    },
    "unit_cost": {
        "en": "Enter a sum in tenge, for example 1 194 000.",
        "ru": "Введите сумму в тенге, например 1 194 000.",
        "kk": "1 194 000",
    },
}


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize(("field", "value"), [("quantity", "0"), ("quantity", "-3"), ("unit_cost", "дорого")])
def test_a_cost_that_cannot_be_is_explained_beside_its_cell_and_stays_typed(
    client, body, officer, field, value, language
):
    call = CallFactory(customer=body, drafted_by=officer, lots=0)
    client.force_login(officer)

    lines = [cost(**{field: value, "name_ru": "Моя строка"})]
    response = client.post(f"/{language}/office/calls/{call.number}/lots/new/", typed(**costs(*lines)))

    [error] = response.context["formset"].forms[0].errors[field]
    assert WORDS[field][language] in error
    assert error in response.text
    assert "Моя строка" in response.text
    assert call.lots.count() == 0


def test_a_budget_needs_a_sum_or_lines_that_make_it(client, body, officer):
    call = CallFactory(customer=body, drafted_by=officer, lots=0)
    client.force_login(officer)

    response = client.post(reverse("calls:lot_create", args=[call.number]), typed(budget_amount=""))

    assert response.context["form"].errors == {"budget_amount": ["Enter the budget, or the cost lines that make it."]}
