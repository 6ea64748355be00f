"""A deadline becomes later, never earlier: one official proposes, another confirms (Q19)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lifecycle.models import Refused
from notifications.models import Notice
from tenders.calls.models import Call
from tenders.changes import actions
from tenders.changes.models import Change
from tenders.following import actions as following
from tenders.procedure import moving
from tenders.procedure.models import Holiday
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, head_of

pytestmark = pytest.mark.django_db
WHY = {"because_kk": "Көп сұрақ түсті.", "because_ru": "Поступило много вопросов."}
SECOND = timedelta(seconds=1)


def later(call, days=3):
    return moving.later(call.deadline_at, days, Holiday.objects.calendar())


def proposal(call, by, to=None):
    return actions.propose_extension(call, to or later(call), **WHY, by=by, at=timezone.now())


def test_a_confirmed_extension_moves_the_deadline_and_the_opening_and_tells_all(call, officer, approver):
    sent, follower = ApplicationFactory(lot=call.lots.get(), submitted=True), UserFactory()
    following.follow(call, by=follower, at=timezone.now())
    change = proposal(call, officer)

    actions.confirm(change, by=approver, at=timezone.now())

    fresh = Call.objects.get()
    assert (fresh.deadline_at, fresh.opening_at) == (later(call), later(call) + (call.opening_at - call.deadline_at))
    told = set(Notice.objects.filter(kind="changes/confirmed").values_list("to", flat=True))
    assert told == {head_of(sent).pk, follower.pk, officer.pk, approver.pk}
    sent.refresh_from_db()
    assert sent.status == "submitted"
    [line] = fresh.trail()
    assert (line.verb, line.by) == ("deadline moved", approver)


def test_until_it_is_confirmed_the_deadline_stands(call, officer):
    proposal(call, officer)

    assert Call.objects.get().deadline_at == call.deadline_at


def test_nobody_confirms_an_extension_of_their_own(call, approver):
    change = proposal(call, approver)

    with pytest.raises(Refused, match="Another approver"):
        actions.confirm(change, by=approver, at=timezone.now())


@pytest.mark.parametrize("shift", [timedelta(0), -SECOND, -timedelta(days=3)])
def test_an_attempt_to_shorten_is_refused_and_written_down(call, officer, shift):
    with pytest.raises(actions.Shortens, match="never shortened"):
        proposal(call, officer, call.deadline_at + shift)

    assert (Change.objects.count(), Call.objects.get().deadline_at) == (0, call.deadline_at)
    assert [(line.verb, line.by) for line in call.trail()] == [("shortening refused", officer)]


def test_the_page_answers_422_to_a_shortening_and_keeps_what_was_typed(client, call, officer):
    client.force_login(officer)
    typed = {"to": f"{localtime(call.deadline_at) - timedelta(days=1):%Y-%m-%dT%H:%M}", **WHY}

    page = client.post(reverse("changes:extend", args=[call.number]), typed)

    assert page.status_code == 422
    assert page.context["form"]["because_ru"].value() == WHY["because_ru"]
    assert "never shortened" in page.text


def test_the_page_proposes(client, call, officer):
    client.force_login(officer)
    url = reverse("changes:extend", args=[call.number])

    assert client.get(url).status_code == 200
    client.post(url, {"to": f"{localtime(later(call)):%Y-%m-%dT%H:%M}", **WHY})

    assert Change.objects.get().deadline_after_at == later(call)


def test_of_two_extensions_the_earlier_one_is_refused_after_the_later_one(call, officer, approver):
    short, long = proposal(call, officer, later(call, 1)), proposal(call, officer, later(call, 5))
    actions.confirm(long, by=approver, at=timezone.now())

    with pytest.raises(Refused, match="Do not accept it"):
        actions.confirm(short, by=approver, at=timezone.now())

    assert Call.objects.get().deadline_at == later(call, 5)


@pytest.mark.parametrize("shift", [timedelta(days=-1), timedelta(hours=3)])
def test_a_day_off_and_an_hour_after_the_office_are_refused(call, officer, shift):
    saturday = moving.later(call.deadline_at, 5, Holiday.objects.calendar())
    while saturday.weekday() != 5:
        saturday += timedelta(days=1)
    to = saturday if shift < timedelta(0) else later(call) + shift

    with pytest.raises(Refused):
        proposal(call, officer, to)


def test_work_does_not_begin_before_the_new_deadline(call, officer):
    lot = call.lots.get()
    lot.starts_on = later(call, 2).date()
    lot.save()

    with pytest.raises(Refused, match="the work begins after the deadline"):
        proposal(call, officer, later(call, 3))


def test_a_second_after_the_deadline_nothing_is_extended(call, officer, approver):
    change = proposal(call, officer)

    actions_at = call.deadline_at + SECOND
    with pytest.raises(Refused):
        actions.confirm(change, by=approver, at=actions_at)

    assert Call.objects.get().deadline_at == call.deadline_at


def test_at_the_last_moment_it_is_extended(call, officer, approver):
    actions.confirm(proposal(call, officer), by=approver, at=call.deadline_at)

    assert Call.objects.get().deadline_at == later(call)


def test_the_database_refuses_a_change_that_shortens_and_one_that_its_proposer_confirms(call, officer):
    change = proposal(call, officer)

    for facts in (
        {"deadline_after_at": call.deadline_at - SECOND},
        {"status": "confirmed", "decided_by": officer, "decided_at": timezone.now()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            # The words of a column, not of a move: what the database is asked is what is tested.
            Change.objects.filter(pk=change.pk).update(**facts)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["extend", "amend", "late"]), st.integers(-20, 20)), max_size=5))
def test_whatever_officials_try_the_deadline_never_moves_backwards(call, officer, approver, tries):
    now, seen = timezone.now(), [Call.objects.get(pk=call.pk).deadline_at]
    for number, (kind, days) in enumerate(tries):
        fresh = Call.objects.get(pk=call.pk)
        try:
            if kind == "extend":
                to = fresh.deadline_at + timedelta(days=days)
                change = actions.propose_extension(fresh, to, **WHY, by=officer, at=now)
                actions.confirm(change, by=approver, at=now)
            elif kind == "late":
                actions.make_up(fresh, abs(days), at=now)
            else:
                facts = {name: getattr(fresh, name) for name in actions.parts.FIELDS[Call]}
                facts["title_ru"] = f"{fresh.title_ru} {number}"
                change = actions.propose_amendment(fresh, "call", facts, **WHY, by=officer, at=now)
                actions.confirm(change, by=approver, at=now)
        except Refused:
            pass
        seen.append(Call.objects.get(pk=call.pk).deadline_at)

    assert seen == sorted(seen)
