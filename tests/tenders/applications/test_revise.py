"""Saving the working copy: what was changed and nothing else, until the deadline."""

from datetime import timedelta
from decimal import Decimal

import pytest

from lifecycle import clock
from lifecycle.models import Refused
from tenders.applications import actions, content
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, group, head_of, line, rows
from tests.factories.calls import LotFactory

pytestmark = pytest.mark.django_db
INSTANT = timedelta(microseconds=1)


def test_a_text_is_saved_with_who_and_when():
    application = ApplicationFactory(complete=False)
    editor, noon = UserFactory(), clock.now()

    actions.revise(application, {"goal": "Ауылда күндізгі орталық ашу."}, by=editor, at=noon)

    application.refresh_from_db()
    assert (application.goal, application.edited_by, application.edited_at) == (
        "Ауылда күндізгі орталық ашу.",
        editor,
        noon,
    )


def test_every_part_is_replaced_by_the_rows_that_are_given():
    application = ApplicationFactory()
    new = [group(description="Бірінші топ"), group(description="Екінші топ")]

    actions.revise(application, {"target_groups": new}, by=head_of(application), at=clock.now())

    application.refresh_from_db()
    described = [row["description"] for row in content.told(application, "target_groups")]
    assert described == ["Бірінші топ", "Екінші топ"]
    assert len(content.told(application, "budget_lines")) == 1


def test_rows_may_be_incomplete():
    application = ApplicationFactory(complete=False)
    unfinished = {part: [{}] for part in content.PARTS}

    actions.revise(application, unfinished, by=head_of(application), at=clock.now())

    application.refresh_from_db()
    assert {part: len(content.told(application, part)) for part in content.PARTS} == dict.fromkeys(content.PARTS, 1)


def test_the_same_words_again_change_nothing():
    application = ApplicationFactory()
    same = {name: content.told(application, name) for name in content.TEXTS}
    same |= rows(application.lot)

    actions.revise(application, same, by=head_of(application), at=clock.now())

    application.refresh_from_db()
    assert application.edited_at is None


def test_two_people_who_change_different_texts_are_both_kept():
    application = ApplicationFactory()
    head, noon = head_of(application), clock.now()
    seen = content.fingerprints(application, content.TEXTS)
    old = {name: content.told(application, name) for name in content.TEXTS}

    actions.revise(application, old | {"goal": "First"}, seen=seen, by=head, at=noon)
    actions.revise(application, old | {"method": "Second"}, seen=seen, by=head, at=noon)

    application.refresh_from_db()
    assert (application.goal, application.method) == ("First", "Second")


def test_the_same_text_changed_twice_is_stale_and_the_first_stands():
    application = ApplicationFactory()
    first, second, noon = head_of(application), UserFactory(), clock.now()
    seen = content.fingerprints(application, ["goal", "title"])
    actions.revise(application, {"goal": "First"}, seen=seen, by=first, at=noon)

    with pytest.raises(actions.Stale, match=str(first)) as stale:
        actions.revise(application, {"goal": "Second", "title": "New"}, seen=seen, by=second, at=noon)

    application.refresh_from_db()
    assert (application.goal, application.title, stale.value.names) == ("First", "Үйдегі көмек", ["goal"])


def test_rows_changed_by_two_people_are_stale():
    application = ApplicationFactory()
    seen = content.fingerprints(application, ["budget_lines"])
    facts = {"by": head_of(application), "at": clock.now(), "seen": seen}
    actions.revise(application, {"budget_lines": [line(Decimal(100))]}, **facts)

    with pytest.raises(actions.Stale):
        actions.revise(application, {"budget_lines": [line(Decimal(200))]}, **facts)

    application.refresh_from_db()
    assert [row["requested_amount"] for row in content.told(application, "budget_lines")] == ["100.00"]


@pytest.mark.parametrize(("after", "saved"), [(0 * INSTANT, True), (INSTANT, False)])
def test_the_working_copy_is_written_to_the_last_microsecond(after, saved):
    application = ApplicationFactory()
    moment = application.lot.call.deadline_at + after

    if saved:
        actions.revise(application, {"goal": "New"}, by=head_of(application), at=moment)
    else:
        with pytest.raises(actions.TooLate):
            actions.revise(application, {"goal": "New"}, by=head_of(application), at=moment)

    application.refresh_from_db()
    assert (application.goal == "New") == saved


def test_what_was_submitted_stands_while_the_copy_is_changed():
    application = ApplicationFactory(submitted=True)
    receipt = application.receipt

    actions.revise(application, {"goal": "New"}, by=head_of(application), at=clock.now())

    application.refresh_from_db()
    assert (application.status, application.receipt) == ("submitted", receipt)
    assert content.of_receipt(application.receipt)["goal"] != "New"
    assert content.differs(application)


def test_an_ended_application_is_not_changed():
    application = ApplicationFactory(status="withdrawn")

    with pytest.raises(Refused, match="This application is withdrawn"):
        actions.revise(application, {"goal": "New"}, by=head_of(application), at=clock.now())


def test_a_cancelled_call_takes_no_changes():
    application = ApplicationFactory(lot=LotFactory(call__cancelled=True))

    with pytest.raises(Refused, match="The call is cancelled"):
        actions.revise(application, {"goal": "New"}, by=head_of(application), at=clock.now())
