"""An approved call is published and frozen (R-024 to R-026)."""

import hashlib
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lifecycle.models import Entry, Refused
from notifications.models import Notice
from tenders.calls import actions, conditions
from tenders.calls.models import Call
from tests.factories.accounts import AssignmentFactory
from tests.factories.calls import CallFactory
from tests.factories.commission import CommissionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(body, officer):
    call = CallFactory(customer=body, drafted_by=officer, approved=True)
    CommissionFactory(call=call)
    return call


def test_a_published_call_is_frozen_committed_and_told(ready, officer, approver):
    now = timezone.now()

    actions.publish(ready, by=approver, at=now)

    call = Call.objects.get()
    assert (call.status, call.published_by, call.published_at) == ("published", approver, now)
    assert call.conditions_hash == conditions.hash_of(call)
    assert call.draw_commitment == hashlib.sha256(call.draw_seed.encode()).hexdigest()
    assert [(line.verb, line.by) for line in call.trail()] == [("approved → published", approver)]
    told = {(notice.kind, notice.to) for notice in Notice.objects.all()}
    assert told == {("calls/published", officer), ("calls/published", approver)}


def test_the_draw_of_each_call_has_a_seed_of_its_own(ready, body, officer, approver):
    other = CallFactory(customer=body, drafted_by=officer, approved=True)
    CommissionFactory(call=other)

    for call in (ready, other):
        actions.publish(call, by=approver, at=timezone.now())

    assert len(set(Call.objects.values_list("draw_seed", flat=True))) == 2


def test_an_own_share_is_a_condition_and_where_none_is_asked_the_document_is_as_before(ready):
    before = conditions.of(ready)

    ready.lots.update(own_share_percent="10.00")

    changed = conditions.of(Call.objects.get())
    assert [lot.pop("own_share_percent") for lot in changed["lots"]] == ["10.00"] * len(changed["lots"])
    assert changed == before


def test_the_hash_of_the_conditions_answers_for_every_part(ready):
    before = conditions.hash_of(ready)
    lot, criterion, requirement = ready.lots.first(), ready.criteria.first(), ready.requirements.first()
    hashes = set()

    for record, name, value in [
        (ready, "title_ru", "Другое"),
        (lot, "budget_amount", 1),
        (criterion, "weight", 1),
        (requirement, "text_kk", "Басқа"),
    ]:
        old = getattr(record, name)
        type(record).objects.filter(pk=record.pk).update(**{name: value})
        hashes.add(conditions.hash_of(Call.objects.get()))
        type(record).objects.filter(pk=record.pk).update(**{name: old})

    assert len(hashes | {before}) == 5
    assert conditions.hash_of(Call.objects.get()) == before


def test_without_a_commission_nothing_is_published(body, officer, approver):
    call = CallFactory(customer=body, drafted_by=officer, approved=True)

    with pytest.raises(Refused, match="Appoint the commission by order."):
        actions.publish(call, by=approver, at=timezone.now())

    assert (Call.objects.get().status, Entry.objects.count(), Notice.objects.count()) == ("approved", 0, 0)


def test_a_window_that_has_become_too_short_is_refused(ready, approver):
    late = ready.deadline_at - timedelta(days=10)

    with pytest.raises(Refused, match="Leave at least 20 working days between publication and the deadline."):
        actions.publish(ready, by=approver, at=late)

    assert Call.objects.get().status == "approved"


def test_the_drafter_cannot_publish_even_with_the_role(ready, body, officer):
    AssignmentFactory(user=officer, role="approver", body=body)

    with pytest.raises(Refused, match="Another person than the drafter must do this."):
        actions.publish(ready, by=officer, at=timezone.now())


def test_a_draft_is_not_published(body, officer, approver):
    call = CallFactory(customer=body, drafted_by=officer)
    CommissionFactory(call=call)

    with pytest.raises(Refused, match="is already draft"):
        actions.publish(call, by=approver, at=timezone.now())


def test_an_approver_publishes_through_the_page(client, ready, approver):
    client.force_login(approver)

    page = client.get(reverse("calls:manage", args=[ready.number]))
    response = client.post(reverse("calls:publish", args=[ready.number]), follow=True)

    assert "Publish the call" in page.text
    assert Call.objects.get().status == "published"
    assert [str(message) for message in response.context["messages"]] == [
        "The call is published. Its conditions are frozen."
    ]


def test_an_officer_may_not_publish(client, ready, officer):
    client.force_login(officer)

    assert client.post(reverse("calls:publish", args=[ready.number])).status_code == 403
