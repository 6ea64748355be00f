"""Many hands at one application at once: whatever comes first, nothing typed is lost (FI19, Q30, Q33)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from lifecycle import clock
from lifecycle.models import Refused
from tenders.applications import actions, content
from tenders.applications.models import Application
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, head_of

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite has no row locks: its writers come one after another in any case"
    ),
]
ROUNDS = 5


def at_once(*acts):
    """Do all of it in the same moment, each on a connection of its own; tells what each came to: done, or why not."""
    together = Barrier(len(acts))

    def meet(act):
        together.wait(timeout=10)
        try:
            act()
        except Refused as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as hands:
        return list(hands.map(meet, acts))


def writing(application, seen, by, **facts):
    return lambda: actions.revise(application, facts, seen=seen, by_itself=True, by=by, at=clock.now())


def handing_in(application, by):
    key = uuid4()
    return lambda: actions.submit(application, key=key, declarations=content.DECLARATIONS, by=by, at=clock.now())


def stands(application):
    return Application.objects.select_related("working_copy", "receipt").get(pk=application.pk)


def said_anywhere(application):
    """The goal as it stands, as its versions say it, and as it was submitted."""
    receipts = [content.of_receipt(receipt)["goal"] for receipt in application.receipts.all()]
    return {stands(application).goal, *receipts, *(version.facts["goal"] for version in application.versions.all())}


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_fi19_two_people_at_the_same_text_one_is_written_and_the_other_hears_of_it(_round):
    application = ApplicationFactory()
    seen, first, second = content.fingerprints(application, content.TEXTS), head_of(application), UserFactory()

    came_to = at_once(
        writing(application, seen, first, goal="First"), writing(application, seen, second, goal="Second")
    )

    assert sorted(came_to) == ["Stale", "done"]
    assert stands(application).goal == ("First", "Second")[came_to.index("done")]


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_fi19_two_people_at_different_texts_are_both_written(_round):
    application = ApplicationFactory()
    seen, first, second = content.fingerprints(application, content.TEXTS), head_of(application), UserFactory()

    came_to = at_once(
        writing(application, seen, first, goal="First"), writing(application, seen, second, method="Second")
    )

    assert came_to == ["done", "done"]
    assert (stands(application).goal, stands(application).method) == ("First", "Second")


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_fi19_to_submit_while_a_colleague_writes_submits_one_whole_version_and_loses_no_text(_round):
    application = ApplicationFactory(goal="Before")
    seen, head, colleague = content.fingerprints(application, content.TEXTS), head_of(application), UserFactory()

    came_to = at_once(handing_in(application, head), writing(application, seen, colleague, goal="After"))

    assert came_to == ["done", "done"]
    after = stands(application)
    assert (after.status, after.goal) == ("submitted", "After")
    submitted = content.of_receipt(after.receipt)["goal"]
    assert submitted in ("Before", "After")
    assert content.differs(after) == (submitted == "Before")
    assert {submitted, "After"} <= said_anywhere(application)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_fi19_to_submit_again_and_to_withdraw_come_one_after_the_other(_round):
    application = ApplicationFactory(submitted=True)
    head = head_of(application)

    def withdraw():
        actions.withdraw(application, by=head, at=clock.now())

    came_to = at_once(handing_in(application, head), withdraw)

    after = stands(application)
    assert came_to[1] == "done"
    assert (after.status, after.receipt) == ("withdrawn", None)
    assert application.receipts.count() == (2 if came_to[0] == "done" else 1)


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_fi19_to_write_and_to_withdraw_come_one_after_the_other(_round):
    application = ApplicationFactory(submitted=True)
    head, colleague = head_of(application), UserFactory()

    def withdraw():
        actions.withdraw(application, by=head, at=clock.now())

    came_to = at_once(withdraw, writing(application, None, colleague, goal="After"))

    assert came_to[0] == "done"
    assert (stands(application).status, stands(application).goal == "After") == ("withdrawn", came_to[1] == "done")


@pytest.mark.parametrize("_round", range(ROUNDS))
def test_q32_ten_buttons_at_once_number_their_versions_one_after_another(_round):
    application = ApplicationFactory(complete=False)
    head = head_of(application)

    def press(number):
        return lambda: actions.revise(application, {"goal": f"Text {number}"}, by=head, at=clock.now())

    assert at_once(*map(press, range(10))) == ["done"] * 10
    assert [version.number for version in application.versions.order_by("number")] == list(range(1, 11))
    assert said_anywhere(application) == {f"Text {number}" for number in range(10)}
