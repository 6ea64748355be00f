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
    return [step.state for step in way(application)]


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

    assert [step.state for step in steps] == [DONE, NOW, LATER, LATER, LATER, LATER]
    assert steps[0].at == application.submitted_at
    assert steps[1].until == application.lot.call.opening_at
    assert all(step.until for step in steps[1:5])


def test_an_opened_application_is_being_checked_until_the_legal_limit():
    application = opened()

    steps = way(application)

    assert [step.state for step in steps] == [DONE, DONE, DONE, NOW, LATER, LATER]
    profile = application.lot.call.profile
    assert steps[3].until == profile.window_end(application.lot.call.opened_at, profile.admission_wd)


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
