"""Handing in: under seal, in time, complete, once; and the receipt that proves it."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from lifecycle import chain, clock
from lifecycle.models import Refused
from notifications.models import Notice
from tenders.applications import actions, content
from tenders.applications.models import Application, LateAttempt, Receipt
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, head_of, submitted
from tests.factories.calls import LotFactory
from tests.factories.registry import LinkFactory

pytestmark = pytest.mark.django_db
INSTANT = timedelta(microseconds=1)


def hand_in(application, *, by=None, key=None, declarations=content.DECLARATIONS, at=None):
    by = by or head_of(application)
    return actions.submit(application, key=key or uuid4(), declarations=declarations, by=by, at=at or clock.now())


def test_submitting_seals_the_working_copy_and_tells_everybody_of_the_organisation():
    application = ApplicationFactory()
    head, editor = head_of(application), UserFactory()
    LinkFactory(organisation=application.organisation, user=editor, role="editor")
    noon = clock.now()

    receipt = hand_in(application, at=noon)

    application.refresh_from_db()
    assert (application.status, application.submitted_at, application.submitted_by) == ("submitted", noon, head)
    assert (application.receipt, application.opened_at) == (receipt, None)
    assert [entry.verb for entry in application.trail()] == ["draft → submitted"]
    notices = {(notice.kind, notice.to, notice.facts["receipt"]) for notice in Notice.objects.all()}
    assert notices == {("applications/submitted", person, receipt.number) for person in (head, editor)}


def test_the_hash_of_the_receipt_is_that_of_its_content_and_the_content_says_it_all():
    application = ApplicationFactory(requested=Decimal("600000.50"))

    receipt = hand_in(application)

    receipt.refresh_from_db()
    text = content.text_of(receipt)
    assert receipt.sha256 == chain.fingerprint(text)
    whole, salt = content.snapshot(Application.objects.get(), content.DECLARATIONS), json.loads(text)["salt"]
    assert (text, len(salt)) == (chain.canonical(whole | {"salt": salt}), 32)
    assert (content.requested_in(text), whole["requested_amount"]) == (Decimal("600000.50"), "600000.50")
    assert whole["declarations"] == sorted(content.DECLARATIONS)


@pytest.mark.parametrize("early", [INSTANT, 0 * INSTANT])
def test_what_comes_by_the_deadline_is_accepted(early):
    application = ApplicationFactory()
    deadline = application.lot.call.deadline_at

    receipt = hand_in(application, at=deadline - early)

    assert (receipt.received_at, receipt.deadline_at) == (deadline - early, deadline)
    assert not LateAttempt.objects.exists()


@pytest.mark.parametrize("late", [INSTANT, timedelta(seconds=1)])
def test_what_comes_after_the_deadline_is_refused_and_written_down(late):
    application = ApplicationFactory()
    head, deadline = head_of(application), application.lot.call.deadline_at

    with pytest.raises(actions.TooLate):
        hand_in(application, at=deadline + late)

    application.refresh_from_db()
    assert (application.status, Receipt.objects.count(), Notice.objects.count()) == ("draft", 0, 0)
    attempt = LateAttempt.objects.get()
    assert (attempt.received_at, attempt.deadline_at, attempt.by) == (deadline + late, deadline, head)


def test_e1_of_bids_before_at_and_after_the_deadline_those_up_to_it_are_accepted():
    lot = LotFactory(call__published=True)
    deadline, second = lot.call.deadline_at, timedelta(seconds=1)
    moments = [deadline - INSTANT, deadline, deadline + INSTANT, deadline + second]
    before, at, just_after, after = (ApplicationFactory(lot=lot) for _ in moments)

    received = [submitted(bid, at=moment).received_at for bid, moment in ((before, moments[0]), (at, moments[1]))]
    for bid, moment in ((just_after, moments[2]), (after, moments[3])):
        with pytest.raises(actions.TooLate):
            submitted(bid, at=moment)

    assert received == moments[:2]
    assert set(Application.objects.filter(status="submitted")) == {before, at}
    late = LateAttempt.objects.order_by("received_at").values_list("application", "received_at")
    assert list(late) == [(just_after.pk, moments[2]), (after.pk, moments[3])]


def test_what_came_in_time_is_accepted_though_the_clock_has_closed_the_call_meanwhile():
    application = ApplicationFactory()
    call = application.lot.call
    call.move_to("closed", by=None, at=call.deadline_at + INSTANT)

    receipt = hand_in(application, at=call.deadline_at)

    assert receipt.received_at == call.deadline_at


def test_the_same_key_gives_the_same_receipt():
    application, key = ApplicationFactory(), uuid4()

    receipts = {hand_in(application, key=key).pk for _ in range(3)}

    assert (len(receipts), Receipt.objects.count(), Notice.objects.count()) == (1, 1, 1)


def test_the_same_key_gives_the_same_receipt_after_the_deadline_too():
    application, key = ApplicationFactory(), uuid4()
    receipt = hand_in(application, key=key)

    again = hand_in(application, key=key, at=application.lot.call.deadline_at + INSTANT)

    assert (again, LateAttempt.objects.count()) == (receipt, 0)


def test_a_key_that_was_recalled_is_refused():
    application, key = ApplicationFactory(), uuid4()
    hand_in(application, key=key)
    actions.recall(application, by=head_of(application), at=clock.now())

    with pytest.raises(Refused, match="That submission was recalled"):
        hand_in(application, key=key)


def test_a_key_that_was_withdrawn_is_refused():
    application, key = ApplicationFactory(), uuid4()
    hand_in(application, key=key)
    actions.withdraw(application, by=head_of(application), at=clock.now())

    with pytest.raises(Refused, match="This application is withdrawn"):
        hand_in(application, key=key)


def test_a_replacement_gets_a_receipt_of_its_own_and_only_the_last_stands():
    application = ApplicationFactory()
    first = hand_in(application)
    actions.revise(application, {"title": "Жаңа атау"}, by=head_of(application), at=clock.now())

    second = hand_in(application)

    application.refresh_from_db()
    assert (application.status, application.receipt, application.submitted_at) == (
        "submitted",
        second,
        second.received_at,
    )
    assert first.sha256 != second.sha256
    assert [entry.verb for entry in application.trail()] == ["draft → submitted", "replaced"]
    assert list(Notice.objects.order_by("pk").values_list("kind", flat=True)) == [
        "applications/submitted",
        "applications/replaced",
    ]


def test_a_replacement_that_fails_leaves_what_stood():
    application = ApplicationFactory()
    first = hand_in(application)
    actions.revise(application, {"goal": ""}, by=head_of(application), at=clock.now())

    with pytest.raises(Refused, match="Still missing"):
        hand_in(application)
    with pytest.raises(actions.TooLate):
        hand_in(application, at=application.lot.call.deadline_at + INSTANT)

    application.refresh_from_db()
    assert (application.status, application.receipt) == ("submitted", first)
    assert content.of_receipt(application.receipt)["goal"]


@pytest.mark.parametrize("role", ["head", "signatory"])
def test_the_head_and_a_signatory_submit(role):
    application = ApplicationFactory()
    link = LinkFactory(organisation=application.organisation, role=role)

    assert hand_in(application, by=link.user).submitted_by == link.user


def test_an_editor_does_not_submit():
    application = ApplicationFactory()
    link = LinkFactory(organisation=application.organisation, role="editor")

    with pytest.raises(Refused, match="Only the head or a signatory"):
        hand_in(application, by=link.user)


def test_a_head_who_left_does_not_submit():
    application = ApplicationFactory()
    link = application.organisation.links.get()
    link.until = link.since
    link.save()

    with pytest.raises(Refused, match="Only the head or a signatory"):
        hand_in(application, by=link.user)


def test_an_incomplete_application_is_refused_with_all_that_is_missing():
    application = ApplicationFactory(complete=False)

    with pytest.raises(Refused) as refusal:
        hand_in(application)

    for sentence in ("“Goal”", "target group", "activity", "outcome", "budget line"):
        assert sentence in str(refusal.value)
    assert not Receipt.objects.exists()


def test_every_one_of_the_five_declarations_is_needed():
    application = ApplicationFactory()

    for missing in content.DECLARATIONS:
        rest = [name for name in content.DECLARATIONS if name != missing]
        with pytest.raises(Refused, match="Confirm all five declarations"):
            hand_in(application, declarations=rest)

    assert not Receipt.objects.exists()


def test_a_budget_above_that_of_the_lot_is_refused():
    application = ApplicationFactory(requested=Decimal("10000000.01"))

    with pytest.raises(Refused, match="You ask for more than the budget of the lot"):
        hand_in(application)


def test_a_budget_of_exactly_the_lot_is_accepted():
    application = ApplicationFactory(requested=Decimal("10000000.00"))

    assert content.of_receipt(hand_in(application))["requested_amount"] == application.lot.budget_amount


@pytest.mark.parametrize("facts", [{"status": "suspended"}, {"bin": None}])
def test_an_organisation_that_may_not_bid_any_more_does_not_submit(facts):
    application = ApplicationFactory()
    type(application.organisation).objects.update(**facts)

    with pytest.raises(Refused, match="The organisation may not take part now"):
        hand_in(application)


def test_an_ended_application_is_not_submitted():
    application = ApplicationFactory(status="withdrawn")

    with pytest.raises(Refused, match="This application is withdrawn"):
        hand_in(application)


def test_a_cancelled_call_takes_nothing():
    application = ApplicationFactory(lot=LotFactory(call__cancelled=True))

    with pytest.raises(Refused, match="The call is cancelled"):
        hand_in(application)

    assert not LateAttempt.objects.exists()


@pytest.mark.parametrize("model", [Receipt, LateAttempt])
def test_receipts_and_late_attempts_are_written_once(model):
    application = ApplicationFactory(submitted=True)
    with pytest.raises(actions.TooLate):
        hand_in(application, at=application.lot.call.deadline_at + INSTANT)

    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        model.objects.update(received_at=clock.now())
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        model.objects.all()._raw_delete(using="default")


def test_submitting_takes_few_questions_whatever_the_size_of_the_application(django_assert_max_num_queries):
    application = ApplicationFactory()
    head = head_of(application)

    with django_assert_max_num_queries(20):
        hand_in(application, by=head)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite has no row locks: its writers come one after another in any case"
)
def test_twenty_presses_at_once_give_one_receipt():
    application, key = ApplicationFactory(), uuid4()
    head, at = head_of(application), clock.now()

    def press(_number):
        try:
            return hand_in(application, by=head, key=key, at=at).number
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as presses:
        numbers = list(presses.map(press, range(20)))

    assert (len(numbers), len(set(numbers)), Receipt.objects.count()) == (20, 1, 1)
    assert Notice.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite has no row locks: its writers come one after another in any case"
)
def test_handing_in_and_taking_back_at_once_leave_one_of_the_two():
    application = ApplicationFactory(submitted=True)
    head, at = head_of(application), clock.now()

    def act(number):
        try:
            if number % 2:
                actions.recall(application, by=head, at=at)
            else:
                hand_in(application, by=head, at=at)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as acts:
        list(acts.map(act, range(8)))

    application.refresh_from_db()
    assert (application.status == "submitted") == (application.receipt is not None)
