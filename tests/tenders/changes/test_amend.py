"""A published call changes only in the open: proposed by one, confirmed by another, told to all (R-026, Q26)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime

from lifecycle.models import Refused
from notifications.models import Notice
from tenders.applications import actions as applications
from tenders.calls import conditions
from tenders.calls.models import Call
from tenders.changes import actions, parts
from tenders.changes.models import Change
from tenders.procedure import moving
from tenders.procedure.models import Holiday
from tests.factories.accounts import AssignmentFactory, UserFactory
from tests.factories.applications import ApplicationFactory, head_of, submitted
from tests.factories.calls import CallFactory

pytestmark = pytest.mark.django_db
WHY = {"because_kk": "Мәтінде қате болды.", "because_ru": "В тексте была ошибка."}


def facts_of(call, part, **changes):
    record = parts.of(call)[part]
    return {name: getattr(record, name) for name in parts.FIELDS[type(record)]} | changes


def proposal(call, by, part="lot-1", at=None, **changes):
    changes = changes or {"results_ru": "45 детей посещают центр."}
    at = at or timezone.now()
    return actions.propose_amendment(call, part, facts_of(call, part, **changes), **WHY, by=by, at=at)


def test_a_proposal_changes_nothing_and_awaits_an_approver(call, officer, approver):
    was = conditions.of(call)

    change = proposal(call, officer)

    assert (change.status, change.number, change.asks_again) == ("proposed", 1, True)
    assert [(row["field"], row["after"]) for row in change.differences] == [("results_ru", "45 детей посещают центр.")]
    assert conditions.of(Call.objects.get()) == was
    assert Notice.objects.filter(kind="changes/proposed", to=approver).count() == 1


def test_the_confirmed_words_stand_and_the_call_is_frozen_anew(call, officer, approver):
    before, change = call.lots.get().results_ru, proposal(call, officer)
    call.refresh_from_db()

    actions.confirm(change, by=approver, at=timezone.now())

    fresh = Call.objects.get()
    change.refresh_from_db()
    assert fresh.lots.get().results_ru == "45 детей посещают центр."
    assert change.differences[0]["before"] == before
    assert (change.hash_before, change.hash_after) == (call.conditions_hash, conditions.hash_of(fresh))
    assert fresh.conditions_hash == change.hash_after
    assert (change.decided_by, fresh.deadline_at) == (approver, call.deadline_at)
    assert [line.verb for line in fresh.trail()] == ["amended"]


def test_nobody_confirms_what_they_proposed(call, approver):
    change = proposal(call, approver)

    with pytest.raises(Refused, match="Another approver"):
        actions.confirm(change, by=approver, at=timezone.now())

    assert Change.objects.get().status == "proposed"


def test_an_officer_who_is_no_approver_confirms_nothing(call, approver, officer):
    with pytest.raises(Refused):
        actions.confirm(proposal(call, approver), by=officer, at=timezone.now())


@pytest.mark.parametrize("days_left", [3, 6, 30])
def test_five_working_days_are_left_or_the_deadline_moves(body, officer, approver, days_left):
    call, now = CallFactory(published=True, customer=body, drafted_by=officer, days_left=days_left), timezone.now()
    change = proposal(call, officer)

    actions.confirm(change, by=approver, at=now)

    calendar, fresh = Holiday.objects.calendar(), Call.objects.get()
    assert fresh.deadline_at == moving.after_amendment(call.deadline_at, now, 5, calendar)
    left = calendar.working_days_between(now.date(), fresh.deadline_at.date())
    assert left >= 5
    assert fresh.opening_at - fresh.deadline_at == call.opening_at - call.deadline_at


def test_e10_an_amendment_two_working_days_before_the_deadline_moves_it(body, officer, approver):
    call, calendar = CallFactory(published=True, customer=body, drafted_by=officer), Holiday.objects.calendar()
    week = (call.deadline_at - timedelta(days=days) for days in range(1, 20))
    at = next(day for day in week if calendar.working_days_between(day.date(), call.deadline_at.date()) == 2)
    change = proposal(call, officer, at=at)

    actions.confirm(change, by=approver, at=at)

    fresh = Call.objects.get()
    assert calendar.working_days_between(at.date(), fresh.deadline_at.date()) == 5
    assert localtime(fresh.deadline_at).time() == localtime(call.deadline_at).time()
    [line] = fresh.trail().filter(verb="deadline moved")
    assert (line.by, line.at) == (approver, at)
    assert ApplicationFactory(lot=fresh.lots.get(), submitted=True, at=call.deadline_at + timedelta(seconds=1)).receipt


def test_each_applicant_is_told_and_what_was_submitted_must_be_confirmed(call, officer, approver):
    lot = call.lots.get()
    draft, sent = ApplicationFactory(lot=lot), ApplicationFactory(lot=lot, submitted=True)
    Notice.objects.all().delete()

    actions.confirm(proposal(call, officer), by=approver, at=timezone.now())

    for application in (draft, sent):
        application.refresh_from_db()
    assert (draft.status, sent.status, sent.opened_at) == ("draft", "needs_reconfirm", None)
    assert sent.receipt is not None
    told = set(Notice.objects.values_list("kind", "to"))
    assert {("changes/confirmed", head_of(draft).pk), ("changes/confirmed", head_of(sent).pk)} <= told
    assert {to for kind, to in told if kind == "applications/to_be_confirmed"} == {head_of(sent).pk}


def test_other_contacts_ask_nobody_to_confirm(call, officer, approver):
    sent = ApplicationFactory(lot=call.lots.get(), submitted=True)

    actions.confirm(proposal(call, officer, "call", contact_phone="+7 700 000 00 00"), by=approver, at=timezone.now())

    sent.refresh_from_db()
    assert (sent.status, Call.objects.get().contact_phone) == ("submitted", "+7 700 000 00 00")


def test_what_is_confirmed_takes_part_and_what_is_not_lapses_sealed(call, officer, approver):
    lot = call.lots.get()
    confirmed, silent = (ApplicationFactory(lot=lot, submitted=True) for _ in range(2))
    actions.confirm(proposal(call, officer), by=approver, at=timezone.now())

    applications.reconfirm(confirmed, by=head_of(confirmed), at=timezone.now())
    opened = applications.open_sealed(call, at=call.opening_at)

    silent.refresh_from_db()
    assert [application.pk for application in opened] == [confirmed.pk]
    assert (silent.status, silent.opened_at) == ("lapsed", None)
    assert Notice.objects.filter(kind="applications/lapsed", to=head_of(silent)).count() == 1


def test_whoever_edits_and_submits_again_has_confirmed(call, officer, approver):
    sent = ApplicationFactory(lot=call.lots.get(), submitted=True)
    actions.confirm(proposal(call, officer), by=approver, at=timezone.now())

    submitted(sent)

    sent.refresh_from_db()
    assert (sent.status, sent.receipts.count()) == ("submitted", 2)


@pytest.mark.parametrize(("microseconds", "in_time"), [(0, True), (1, False)])
def test_it_is_confirmed_until_the_deadline_to_the_microsecond(call, officer, approver, microseconds, in_time):
    sent = ApplicationFactory(lot=call.lots.get(), submitted=True)
    actions.confirm(proposal(call, officer), by=approver, at=timezone.now())
    at = Call.objects.get().deadline_at + timedelta(microseconds=microseconds)

    if in_time:
        applications.reconfirm(sent, by=head_of(sent), at=at)
    else:
        with pytest.raises(applications.TooLate):
            applications.reconfirm(sent, by=head_of(sent), at=at)

    sent.refresh_from_db()
    assert sent.status == ("submitted" if in_time else "needs_reconfirm")


def test_two_officials_who_change_the_same_words_do_not_overwrite_each_other(call, officer, approver):
    first = proposal(call, officer, results_ru="45 детей посещают центр.")
    second = proposal(call, officer, results_ru="50 детей посещают центр.")
    actions.confirm(first, by=approver, at=timezone.now())

    with pytest.raises(Refused, match="Propose it anew"):
        actions.confirm(second, by=approver, at=timezone.now())

    second.refresh_from_db()
    assert (second.status, call.lots.get().results_ru) == ("proposed", "45 детей посещают центр.")


def test_two_approvers_who_confirm_at_once_confirm_once(call, officer, approver, body):
    change, other = proposal(call, officer), UserFactory(role="approver", body=body)
    stale = Change.objects.get()
    actions.confirm(change, by=approver, at=timezone.now())

    with pytest.raises(Refused):
        actions.confirm(stale, by=other, at=timezone.now())

    assert Change.objects.get().decided_by == approver


@pytest.mark.parametrize("state", ["draft", "closed", "scoring", "cancelled"])
def test_only_a_call_that_takes_applications_is_changed(body, officer, state):
    call = CallFactory(customer=body, drafted_by=officer, **({} if state == "draft" else {state: True}))

    with pytest.raises(Refused):
        proposal(call, officer)

    assert Change.objects.count() == 0


def test_a_second_after_the_deadline_nothing_is_confirmed(call, officer, approver):
    change = proposal(call, officer)

    with pytest.raises(Refused):
        actions.confirm(change, by=approver, at=call.deadline_at + timedelta(seconds=1))

    assert (Change.objects.get().status, call.trail().count()) == ("proposed", 0)


def test_what_differs_in_nothing_is_not_proposed(call, officer):
    with pytest.raises(Refused, match="Nothing is changed yet"):
        actions.propose_amendment(call, "lot-1", facts_of(call, "lot-1"), **WHY, by=officer, at=timezone.now())


def test_criteria_weights_and_budgets_cannot_be_amended(call):
    names = {name for fields in parts.FIELDS.values() for name in fields}

    assert not {"weight", "budget_amount", "profile", "deadline_at", "max_awards"} & names
    assert not any(type(record).__name__ == "Criterion" for record in parts.of(call).values())


def test_a_dropped_proposal_changes_nothing(call, officer):
    change = proposal(call, officer)

    actions.drop(change, by=officer, at=timezone.now())

    assert Change.objects.get().status == "dropped"
    with pytest.raises(Refused):
        actions.confirm(change, by=UserFactory(), at=timezone.now())


def test_strangers_propose_and_drop_nothing(call, officer):
    stranger = AssignmentFactory(user=UserFactory(), role="approver", body=CallFactory().customer).user

    with pytest.raises(Refused):
        proposal(call, stranger)
    with pytest.raises(Refused):
        actions.drop(proposal(call, officer), by=stranger, at=timezone.now())


def test_everybody_sees_the_old_and_the_new_words_with_the_reason_once_it_is_in_force(client, call, officer, approver):
    before, change = call.lots.get().results_ru, proposal(call, officer)
    url = f"/ru/calls/{call.number}/changes/1/"

    hidden = client.get(url).status_code
    actions.confirm(change, by=approver, at=timezone.now())
    page, whole = client.get(url).text, client.get(f"/ru/calls/{call.number}/").text

    assert hidden == 404
    for text in (before, "45 детей посещают центр.", WHY["because_ru"], change.hash_before):
        assert text in page
    assert WHY["because_ru"] in whole
    assert url in whole


def test_the_office_proposes_and_confirms_on_its_pages(client, call, officer, approver):
    url = reverse("changes:amend_part", args=[call.number, "requirement-E-1"])
    requirement = call.requirements.get(code="E-1")
    typed = {name: getattr(requirement, name) for name in parts.FIELDS[type(requirement)]}
    client.force_login(officer)

    assert "requirement-E-1" in client.get(reverse("changes:amend", args=[call.number])).text
    half = client.post(url, typed | {"text_ru": "Иначе.", "because_kk": WHY["because_kk"]})
    same = client.post(url, typed | WHY)
    client.post(url, typed | WHY | {"text_ru": "Иначе."})
    client.force_login(approver)
    desk = client.get(reverse("desk:index")).text
    client.post(reverse("changes:confirm", args=[call.number, 1]))

    assert half.context["form"]["text_ru"].value() == "Иначе."
    assert "Nothing is changed yet" in same.text
    assert reverse("changes:detail", args=[call.number, 1]) in desk
    requirement.refresh_from_db()
    assert requirement.text_ru == "Иначе."


def test_the_organisation_confirms_on_the_page_of_its_application(client, call, officer, approver):
    sent = ApplicationFactory(lot=call.lots.get(), submitted=True)
    actions.confirm(proposal(call, officer), by=approver, at=timezone.now())
    client.force_login(head_of(sent))

    page = client.get(sent.get_absolute_url()).text
    client.post(reverse("applications:reconfirm", args=[sent.number]))

    assert "Confirm the application" in page
    sent.refresh_from_db()
    assert sent.status == "submitted"
