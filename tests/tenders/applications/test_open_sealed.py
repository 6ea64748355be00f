"""What the opening and the commission make of applications."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lifecycle import clock
from lifecycle.models import Refused
from tenders.applications import actions
from tenders.applications.models import Application
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, submitted
from tests.factories.calls import LotFactory

pytestmark = pytest.mark.django_db


def opened(lot, count):
    for number in range(count):
        submitted(ApplicationFactory(lot=lot), at=lot.call.deadline_at - timedelta(seconds=count - number))
    return actions.open_sealed(lot.call, at=lot.call.opening_at)


def test_everything_submitted_is_opened_at_one_moment_in_order_of_arrival():
    lot = LotFactory(call__published=True)
    ApplicationFactory(lot=lot)
    ApplicationFactory(submitted=True)

    found = opened(lot, 3)

    assert [one.receipt.received_at for one in found] == sorted(one.receipt.received_at for one in found)
    assert set(Application.objects.opened()) == set(found)
    assert {(one.status, one.opened_at) for one in Application.objects.opened()} == {("opened", lot.call.opening_at)}
    assert [entry.verb for entry in found[0].trail()] == ["draft → submitted", "submitted → opened"]
    assert found[0].trail().last().by is None


def test_opening_takes_as_many_questions_for_three_as_for_one():
    counts = []
    for count in (1, 3):
        lot = LotFactory(call__published=True)
        for _ in range(count):
            ApplicationFactory(lot=lot, submitted=True)
        with CaptureQueriesContext(connection) as queries:
            actions.open_sealed(lot.call, at=lot.call.opening_at)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_opening_twice_opens_nothing_more():
    lot = LotFactory(call__published=True)
    opened(lot, 1)

    assert actions.open_sealed(lot.call, at=lot.call.opening_at) == []


def test_the_commission_admits_and_rejects():
    first, second, third = opened(LotFactory(call__published=True), 3)
    chair, noon = UserFactory(), clock.now()

    actions.admit([first, second], by=chair, at=noon)
    actions.reject(third, by=chair, at=noon)

    assert [one.status for one in Application.objects.order_by("submitted_at")] == ["admitted", "admitted", "rejected"]
    assert first.trail().last().by == chair


def test_a_rejected_application_is_not_admitted():
    [one] = opened(LotFactory(call__published=True), 1)
    actions.reject(one, by=UserFactory(), at=clock.now())
    one.refresh_from_db()

    with pytest.raises(Refused):
        actions.admit([one], by=UserFactory(), at=clock.now())


def test_every_outcome_is_settled_at_once():
    found = opened(LotFactory(call__published=True), 4)
    chair, noon = UserFactory(), clock.now()
    actions.admit(found, by=chair, at=noon)
    actions.mark_scored(found, at=noon)
    outcomes = ("winner", "reserve", "not_funded", "below_threshold")

    actions.settle(dict(zip(found, outcomes, strict=True)), by=chair, at=noon)

    assert tuple(Application.objects.order_by("submitted_at").values_list("status", flat=True)) == outcomes


def test_nothing_is_settled_before_it_is_scored():
    found = opened(LotFactory(call__published=True), 1)

    with pytest.raises(Refused):
        actions.settle({found[0]: "winner"}, by=UserFactory(), at=clock.now())
