"""A second person agrees to a complete draft (R-025)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from lifecycle.models import Entry, Refused
from notifications.models import Notice
from tenders.calls import actions
from tenders.calls.models import Call
from tests.factories.accounts import AssignmentFactory, UserFactory
from tests.factories.calls import CallFactory

pytestmark = pytest.mark.django_db


def test_an_approver_approves_and_the_drafter_is_told(body, officer, approver):
    call, now = CallFactory(customer=body, drafted_by=officer), timezone.now()

    actions.approve(call, by=approver, at=now)

    call.refresh_from_db()
    assert (call.status, call.approved_by, call.approved_at) == ("approved", approver, now)
    assert [(line.verb, line.by) for line in call.trail()] == [("draft → approved", approver)]
    assert [(notice.kind, notice.to) for notice in Notice.objects.all()] == [("calls/approved", officer)]


def test_the_drafter_cannot_approve_even_with_the_role(body, officer):
    AssignmentFactory(user=officer, role="approver", body=body)
    call = CallFactory(customer=body, drafted_by=officer)

    with pytest.raises(Refused, match="Another person than the drafter must do this."):
        actions.approve(call, by=officer, at=timezone.now())

    assert (Call.objects.get().status, Entry.objects.count(), Notice.objects.count()) == ("draft", 0, 0)


def test_an_approver_of_another_body_cannot_approve(officer):
    call, stranger = CallFactory(drafted_by=officer), CallFactory()
    other = UserFactory(role="approver", body=stranger.customer)

    with pytest.raises(Refused, match="Only an approver of the customer may do this."):
        actions.approve(call, by=other, at=timezone.now())


def test_an_incomplete_draft_is_refused_with_everything_that_is_missing(body, officer, approver):
    call = CallFactory(customer=body, drafted_by=officer, lots=0)
    call.criteria.get(code="need").delete()

    with pytest.raises(Refused) as refusal:
        actions.approve(call, by=approver, at=timezone.now())

    assert str(refusal.value) == "Add at least one lot. The weights add up to 85; they must add up to 100."
    assert (Call.objects.get().status, Entry.objects.count()) == ("draft", 0)


def test_an_approved_call_is_not_approved_again(body, approver):
    call = CallFactory(customer=body, approved=True)

    with pytest.raises(Refused, match="is already approved"):
        actions.approve(call, by=approver, at=timezone.now())


def test_the_page_offers_approval_and_approves(client, body, officer, approver):
    call = CallFactory(customer=body, drafted_by=officer)
    client.force_login(approver)

    page = client.get(reverse("calls:manage", args=[call.number]))
    client.post(reverse("calls:approve", args=[call.number]))

    assert "Approve the call" in page.text
    assert Call.objects.get().status == "approved"


def test_an_officer_may_not_approve(client, body, officer):
    call = CallFactory(customer=body)
    client.force_login(officer)

    assert client.post(reverse("calls:approve", args=[call.number])).status_code == 403
    assert Call.objects.get().status == "draft"
