"""Lots are added to a draft, changed, and taken out."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from registry.reference.models import Region
from tenders.calls import actions
from tenders.calls.models import Lot
from tests.factories.calls import CallFactory, LotFactory

pytestmark = pytest.mark.django_db


def typed(**changes):
    lot = LotFactory.build(call=None, starts_on=date(2027, 3, 1), ends_on=date(2027, 12, 1))
    facts = {name: getattr(lot, name) for name in lot_fields() if name not in ("regions", "max_awards", "allow_skip")}
    return facts | {"regions": [Region.objects.get(kato="100000000").pk]} | changes


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
