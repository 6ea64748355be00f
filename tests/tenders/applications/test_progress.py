"""The way of an application, as its organisation may know it."""

from datetime import timedelta

import pytest

from lifecycle import clock
from tenders.applications import actions, progress
from tenders.applications.models import Application
from tenders.applications.progress import State
from tenders.protocols import actions as protocols
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, head_of

pytestmark = pytest.mark.django_db
DONE, NOW, LATER, NEVER = State.DONE, State.NOW, State.LATER, State.NEVER


def way(application):
    whole = Application.objects.with_standing().select_related("lot__call__profile")
    return progress.steps(whole.get(pk=application.pk))


def states(application):
    """The states of the six steps to the decision; what follows it is asked for by name."""
    return [step.state for step in way(application)][:6]


def opened():
    application = ApplicationFactory(submitted=True)
    call = application.lot.call
    call.move_to("closed", by=None, at=call.deadline_at)
    call.move_to("opened", by=None, at=call.opening_at, opened_at=call.opening_at)
    actions.open_sealed(call, at=call.opening_at)
    application.refresh_from_db()
    return application


def ruled(application):
    call = application.lot.call
    protocols.draw_up(call, "admission", {"rulings": []}, by=UserFactory(), at=call.opening_at)


def test_a_submitted_application_is_received_and_sealed_until_the_opening():
    application = ApplicationFactory(submitted=True)

    steps = way(application)

    assert [step.state for step in steps] == [DONE, NOW, LATER, LATER, LATER, LATER, LATER, LATER]
    call = application.lot.call
    assert (steps[0].planned, steps[0].at) == (call.deadline_at, application.submitted_at)
    assert (steps[1].planned, steps[1].at) == (call.opening_at, None)
    assert all(step.planned for step in steps[:5])
    assert [step.at for step in steps[1:]] == [None] * 7


def test_an_opened_application_is_being_checked_until_the_legal_limit():
    application = opened()

    steps = way(application)

    assert [step.state for step in steps] == [DONE, DONE, DONE, NOW, LATER, LATER, LATER, LATER]
    profile = application.lot.call.profile
    assert steps[3].limit == f"At most {profile.admission_wd} working days."
    assert steps[3].planned == profile.window_end(application.lot.call.opened_at, profile.admission_wd)


@pytest.mark.parametrize("ruling", ["admitted", "rejected"])
def test_a_ruling_is_not_told_before_the_admission_protocol(ruling):
    application = opened()
    if ruling == "admitted":
        actions.admit([application], by=UserFactory(), at=clock.now())
    else:
        actions.reject(application, by=UserFactory(), at=clock.now())

    told = Application.objects.with_standing().get()

    assert (told.status, told.told_status) == (ruling, "opened")
    assert states(told) == [DONE, DONE, DONE, NOW, LATER, LATER]


def test_a_rejected_application_goes_no_further(client):
    application = opened()
    actions.reject(application, by=UserFactory(), at=clock.now())
    ruled(application)

    told = Application.objects.with_standing().get()

    assert told.told_status == "rejected"
    assert states(told) == [DONE, DONE, DONE, DONE, NEVER, NEVER]


def test_an_admitted_application_is_scored_next():
    application = opened()
    actions.admit([application], by=UserFactory(), at=clock.now())
    ruled(application)

    assert states(application) == [DONE, DONE, DONE, DONE, NOW, LATER]


def test_a_cancelled_call_goes_no_further():
    application = ApplicationFactory(submitted=True)
    call = application.lot.call
    call.move_to("cancelled", by=None, at=clock.now(), ended_because_kk="Бюджет", ended_because_ru="Бюджет")

    assert states(application) == [DONE, NEVER, NEVER, NEVER, NEVER, NEVER]


def test_the_page_does_not_tell_the_ruling_either(client):
    application = opened()
    actions.reject(application, by=UserFactory(name="Chair"), at=clock.now() + timedelta(days=60))
    client.force_login(head_of(application))

    pages = [client.get(url).content.decode() for url in (application.get_absolute_url(), "/en/applications/")]

    assert not any("rejected" in page or "Chair" in page for page in pages)


def decided(outcome):
    """An application whose result is published, its protocols drawn up on the days of the call."""
    application = opened()
    call = application.lot.call
    actions.admit([application], by=UserFactory(), at=clock.now())
    ruled(application)
    for status in ("admission", "scoring", "deliberation"):
        call.move_to(status, by=None, at=call.opening_at + timedelta(days=1))
    actions.mark_scored([application], at=clock.now())
    application.refresh_from_db()
    actions.settle({application: outcome}, by=UserFactory(), at=clock.now())
    facts = {"results_at": call.opening_at + timedelta(days=2), "appeals_until": call.opening_at + timedelta(days=9)}
    call.move_to("results_prelim", by=None, at=facts["results_at"], **facts)
    return application


@pytest.mark.parametrize(
    ("outcome", "after"),
    [
        ("winner", [NOW, LATER]),
        ("reserve", [LATER, LATER]),
        ("not_funded", [NEVER, NEVER]),
        ("below_threshold", [NEVER, NEVER]),
    ],
)
def test_only_a_winner_goes_on_to_a_contract_and_no_day_of_it_is_invented(outcome, after):
    steps = way(decided(outcome))

    assert [step.state for step in steps] == [DONE] * 6 + after
    assert [(step.planned, step.at) for step in steps[6:]] == [(None, None)] * 2


def test_each_step_that_is_past_says_when_it_happened():
    application = decided("winner")
    call = application.lot.call

    happened = [step.at for step in way(application)][:6]

    opening = call.opening_at
    assert happened[0] == Application.objects.get().submitted_at
    assert happened[1:] == [opening, opening, opening, opening + timedelta(days=1), opening + timedelta(days=2)]


def test_what_could_not_be_opened_goes_no_further():
    application = ApplicationFactory(submitted=True)
    call = application.lot.call
    call.move_to("closed", by=None, at=call.deadline_at)
    call.move_to("opened", by=None, at=call.opening_at, opened_at=call.opening_at)

    assert states(application) == [DONE, NEVER, NEVER, NEVER, NEVER, NEVER]
