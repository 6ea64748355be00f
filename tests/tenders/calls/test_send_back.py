"""An approved call goes back to its drafter, with what has to be mended."""

import pytest
from django.urls import reverse
from django.utils import timezone

from lifecycle.models import Refused
from notifications.models import Notice
from tenders.calls import actions
from tenders.calls.models import Call
from tests.factories.calls import CallFactory

pytestmark = pytest.mark.django_db


def test_a_call_goes_back_with_a_reason_and_its_drafter_is_told(body, officer, approver):
    call, now = CallFactory(customer=body, drafted_by=officer, approved=True), timezone.now()

    actions.send_back(call, because="The budget of lot 1 is not justified.", by=approver, at=now)

    call.refresh_from_db()
    assert (call.status, call.approved_by, call.approved_at) == ("draft", None, None)
    trail = [(line.verb, line.by, line.because) for line in call.trail()]
    assert trail == [("approved → draft", approver, "The budget of lot 1 is not justified.")]
    assert [(notice.kind, notice.to) for notice in Notice.objects.all()] == [("calls/sent_back", officer)]


def test_what_is_published_does_not_go_back(body, approver):
    call = CallFactory(customer=body, published=True)

    with pytest.raises(Refused):
        actions.send_back(call, because="Too late.", by=approver, at=timezone.now())

    assert Call.objects.get().status == "published"


def test_the_page_asks_for_the_reason(client, body, approver):
    call = CallFactory(customer=body, approved=True)
    client.force_login(approver)
    url = reverse("calls:send_back", args=[call.number])

    empty = client.post(url, {"because": " "})
    client.post(url, {"because": "The dates are wrong."})

    assert empty.context["form"].errors == {"because": ["This field is required."]}
    assert Call.objects.get().status == "draft"


def test_an_officer_may_not_send_back(client, body, officer):
    call = CallFactory(customer=body, approved=True)
    client.force_login(officer)

    assert client.post(reverse("calls:send_back", args=[call.number]), {"because": "No."}).status_code == 403
