"""A lot is taken out of a draft; the numbers of the others stay."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tenders.calls import actions
from tests.factories.calls import CallFactory

pytestmark = pytest.mark.django_db


def test_a_lot_is_taken_out_and_the_others_keep_their_numbers(officer):
    call = CallFactory(drafted_by=officer, lots=3)

    actions.remove_lot(call, call.lots.get(number=2), by=officer, at=timezone.now())

    assert [lot.number for lot in call.lots.all()] == [1, 3]
    assert [line.verb for line in call.trail()] == ["lot removed"]


def test_an_officer_takes_a_lot_out_through_the_page(client, body, officer):
    call = CallFactory(customer=body, drafted_by=officer, lots=2)
    client.force_login(officer)

    response = client.post(reverse("calls:lot_remove", args=[call.number, 1]), follow=True)

    assert [lot.number for lot in call.lots.all()] == [2]
    assert [str(message) for message in response.context["messages"]] == ["The lot is removed."]


def test_reading_an_address_removes_nothing(client, body, officer):
    call = CallFactory(customer=body, drafted_by=officer, lots=2)
    client.force_login(officer)

    assert client.get(reverse("calls:lot_remove", args=[call.number, 1])).status_code == 405
    assert call.lots.count() == 2


def test_an_approver_removes_nothing(client, body, approver):
    call = CallFactory(customer=body)
    client.force_login(approver)

    assert client.post(reverse("calls:lot_remove", args=[call.number, 1])).status_code == 403
    assert call.lots.count() == 1
