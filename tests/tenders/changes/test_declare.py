"""An outage of the portal is published, and moves the deadlines on whose last hours it fell (R-029, Q20)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from lifecycle.models import Refused
from notifications.models import Notice
from tenders.calls.models import Call
from tenders.changes import actions
from tenders.changes.models import Change, Incident
from tenders.procedure import moving
from tenders.procedure.models import Holiday
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
EVIDENCE = {"evidence_kk": "Сервер істен шықты.", "evidence_ru": "Отказал сервер."}


@pytest.fixture
def operator():
    return UserFactory(administrator=True)


@pytest.fixture
def ending(body, officer):
    """A call with ten hours left."""
    call = CallFactory(published=True, customer=body, drafted_by=officer)
    Call.objects.filter(pk=call.pk).update(
        deadline_at=timezone.now() + timedelta(hours=10), opening_at=timezone.now() + timedelta(hours=10)
    )
    return Call.objects.get(pk=call.pk)


def declared(operator, lasted, now=None, ended_ago=MINUTE):
    now = now or timezone.now()
    ended = now - ended_ago
    return actions.declare(began_at=ended - lasted, ended_at=ended, **EVIDENCE, by=operator, at=now)


@pytest.mark.parametrize(("lasted", "counts"), [(60 * MINUTE, False), (60 * MINUTE + SECOND, True)])
def test_an_outage_longer_than_an_hour_in_the_last_day_proposes_a_later_deadline(ending, operator, lasted, counts):
    incident = declared(operator, lasted)

    proposed = [(change.kind, change.incident, change.proposed_by) for change in Change.objects.all()]
    assert proposed == ([("outage", incident, operator)] if counts else [])
    assert Call.objects.get().deadline_at == ending.deadline_at


def test_an_approver_confirms_and_the_deadline_moves_by_a_working_day(ending, operator, approver):
    declared(operator, 2 * 60 * MINUTE)
    [change] = Change.objects.all()

    actions.confirm(change, by=approver, at=timezone.now())

    assert Call.objects.get().deadline_at == moving.later(ending.deadline_at, 1, Holiday.objects.calendar())
    assert (change.because_ru, Notice.objects.filter(kind="changes/confirmed").exists()) == ("Отказал сервер.", True)


def test_a_long_outage_moves_the_deadline_by_at_least_its_length(ending, operator):
    declared(operator, timedelta(days=3))

    [change] = Change.objects.all()
    assert change.deadline_after_at - change.deadline_before_at >= timedelta(days=3)


def test_an_outage_before_the_last_day_moves_nothing(call, operator):
    declared(operator, timedelta(hours=5))

    assert (Incident.objects.count(), Change.objects.count()) == (1, 0)


def test_a_deadline_that_has_passed_is_told_to_the_officers(ending, operator, officer):
    now = ending.deadline_at + timedelta(hours=1)

    declared(operator, timedelta(hours=3), now=now)

    assert Change.objects.count() == 0
    assert Notice.objects.filter(kind="changes/not_extended", to=officer).count() == 1


def test_a_profile_without_the_numbers_moves_nothing(ending, operator):
    type(ending.profile).objects.filter(pk=ending.profile_id).update(outage_minutes=None)

    declared(operator, timedelta(hours=5))

    assert Change.objects.count() == 0


@pytest.mark.parametrize(("began", "ended"), [(0, 0), (-1, -2), (-1, 1)])
def test_an_outage_that_is_not_over_or_ends_before_it_begins_is_refused(operator, began, ended):
    now = timezone.now()

    with pytest.raises(Refused):
        actions.declare(began_at=now + began * MINUTE, ended_at=now + ended * MINUTE, **EVIDENCE, by=operator, at=now)


def test_only_an_operator_declares(officer, approver):
    for who in (officer, approver, UserFactory()):
        with pytest.raises(Refused):
            declared(who, timedelta(hours=2))


def test_an_outage_is_written_once(operator):
    incident = declared(operator, timedelta(hours=2))

    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(evidence_ru="Ничего не было.")


def test_the_page_declares_and_everybody_reads(client, ending, operator, approver):
    client.force_login(operator)
    now = localtime(timezone.now())
    times = {"began_at": f"{now - timedelta(hours=3):%Y-%m-%dT%H:%M}", "ended_at": f"{now - MINUTE:%Y-%m-%dT%H:%M}"}
    url = reverse("changes:declare")

    turned = client.post(url, EVIDENCE | {"began_at": times["ended_at"], "ended_at": times["began_at"]})
    client.post(url, EVIDENCE | times)
    actions.confirm(Change.objects.get(), by=approver, at=timezone.now())
    client.logout()
    page = client.get("/ru/incidents/").text

    assert list(turned.context["form"].errors) == ["ended_at"]
    assert EVIDENCE["evidence_ru"] in page
    assert ending.number in page
