"""What a confirmed change writes into a published call (R-026, Q19)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lifecycle.models import Refused
from tenders.calls import actions, conditions
from tenders.calls.models import Call
from tests.factories.calls import CallFactory

pytestmark = pytest.mark.django_db
INSTANT = timedelta(microseconds=1)


def test_texts_and_a_later_deadline_stand_under_a_new_hash(approver):
    call, day = CallFactory(published=True), timedelta(days=1)
    lot = call.lots.get()
    lot.title_ru = "Иначе"

    actions.change_published(call, [lot], deadline_at=call.deadline_at + day, by=approver, at=timezone.now())

    fresh = Call.objects.get()
    assert (fresh.deadline_at, fresh.opening_at) == (call.deadline_at + day, call.opening_at + day)
    assert fresh.lots.get().title_ru == "Иначе"
    assert fresh.conditions_hash == conditions.hash_of(fresh)
    assert [line.verb for line in fresh.trail()] == ["amended", "deadline moved"]


def test_an_earlier_deadline_is_refused(approver):
    call = CallFactory(published=True)

    with pytest.raises(Refused, match="never moved to an earlier moment"):
        actions.change_published(call, [], deadline_at=call.deadline_at - INSTANT, by=approver, at=timezone.now())


@pytest.mark.parametrize(("late", "is_changed"), [(timedelta(0), True), (INSTANT, False)])
def test_it_is_changed_until_the_deadline_to_the_microsecond(approver, late, is_changed):
    call = CallFactory(published=True)
    to, at = call.deadline_at + timedelta(days=1), call.deadline_at + late

    if is_changed:
        actions.change_published(call, [], deadline_at=to, by=approver, at=at)
    else:
        with pytest.raises(Refused):
            actions.change_published(call, [], deadline_at=to, by=approver, at=at)

    assert (Call.objects.get().deadline_at == to) == is_changed
