"""What a cancelled call had under seal is opened by nobody, ever: its key is destroyed in the open (R-028)."""

import pytest

from lifecycle import clock
from lifecycle.models import Refused
from tenders import tasks
from tenders.applications import actions, content
from tenders.applications.models import CallKey
from tenders.calls import actions as calls
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory
from tests.factories.calls import LotFactory
from tests.factories.commission import CommissionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    """A call with one application under seal, cancelled."""
    lot = LotFactory(call__published=True)
    ApplicationFactory(lot=lot, submitted=True)
    return cancelled(lot)


def cancelled(lot):
    CommissionFactory(call=lot.call)
    approver = UserFactory(role="approver", body=lot.call.customer)
    return calls.cancel(lot.call, because_kk="Қаражат жоқ.", because_ru="Нет средств.", by=approver, at=clock.now())


def test_the_tick_after_the_cancellation_destroys_the_key_and_says_so(call):
    tasks.destroy_keys_of_cancelled_calls()

    key = CallKey.objects.get(pk=call.pk)
    assert (key.private.whole, key.released_at) == ("", None)
    assert key.destroyed_at is not None
    assert [line.verb for line in call.trail()][-1] == "key destroyed"


def test_a_call_that_nobody_applied_for_says_the_same(call):
    another = cancelled(LotFactory(call__published=True))

    tasks.destroy_keys_of_cancelled_calls()
    tasks.destroy_keys_of_cancelled_calls()

    assert [line.verb for line in another.trail()] == [line.verb for line in call.trail()]


def test_a_second_tick_does_nothing(call):
    tasks.destroy_keys_of_cancelled_calls()
    destroyed_at = CallKey.objects.get().destroyed_at
    actions.destroy_key(call, at=clock.now())

    assert CallKey.objects.get().destroyed_at == destroyed_at
    assert [line.verb for line in call.trail()].count("key destroyed") == 1


def test_what_it_sealed_cannot_be_opened_any_more_and_its_own_people_still_read_it(call):
    actions.destroy_key(call, at=clock.now())
    one = call.lots.get().applications.get()

    with pytest.raises(Refused, match="sealed for ever"):
        actions.open_sealed(call, at=call.opening_at)
    assert content.of_receipt(one.receipt)["title"] == one.title


def test_the_key_of_a_call_that_goes_on_is_not_destroyed():
    one = ApplicationFactory(submitted=True)

    tasks.destroy_keys_of_cancelled_calls()
    with pytest.raises(Refused, match="cancelled before its opening"):
        actions.destroy_key(one.lot.call, at=clock.now())

    assert CallKey.objects.get().destroyed_at is None
