"""A published call is cancelled with a public reason; what is sealed stays sealed for ever (R-028)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from lifecycle.models import Entry, Refused
from notifications.models import Notice
from tenders.calls import actions
from tenders.calls.models import Call
from tests.factories.accounts import AssignmentFactory, UserFactory
from tests.factories.applications import ApplicationFactory, submitted
from tests.factories.calls import CallFactory
from tests.factories.registry import LinkFactory

pytestmark = pytest.mark.django_db

WHY = {"because_kk": "Бюджет қысқартылды.", "because_ru": "Бюджет сокращён."}
CANCELLABLE = ["published", "closed", "opened", "admission", "scoring", "deliberation"]


@pytest.mark.parametrize("state", CANCELLABLE)
def test_a_call_ends_with_its_reason_and_a_protocol(body, officer, approver, state):
    call, now = CallFactory(customer=body, drafted_by=officer, **{state: True}), timezone.now()

    actions.cancel(call, **WHY, by=approver, at=now)

    fresh = Call.objects.get()
    assert (fresh.status, fresh.ended_because_kk, fresh.ended_because_ru) == ("cancelled", *WHY.values())
    assert [(line.verb, line.by) for line in call.trail()] == [(f"{state} → cancelled", approver)]
    [protocol] = call.protocols.all()
    assert (protocol.kind, protocol.drawn_up_by, protocol.body["because_kk"]) == (
        "cancellation",
        approver,
        WHY["because_kk"],
    )


@pytest.mark.parametrize(
    "state", [status.value for status in Call.Status if status.value not in [*CANCELLABLE, "draft", "cancelled"]]
)
def test_before_publication_and_after_the_results_nothing_is_cancelled(body, approver, state):
    call = CallFactory(customer=body, **{state: True})

    with pytest.raises(Refused):
        actions.cancel(call, **WHY, by=approver, at=timezone.now())

    assert (Call.objects.get().status, Entry.objects.count(), call.protocols.count()) == (state, 0, 0)


def test_what_was_submitted_stays_sealed_and_its_people_are_told_without_a_word_of_it(body, approver):
    call = CallFactory(customer=body, published=True)
    sent, begun, ended = (ApplicationFactory(lot=call.lots.get()) for _ in range(3))
    submitted(sent)
    submitted(ended)
    ended.refresh_from_db()
    ended.move_to("withdrawn", by=None, at=timezone.now(), receipt=None)
    editor = LinkFactory(organisation=begun.organisation, user=UserFactory(), role="editor").user
    Notice.objects.all().delete()

    actions.cancel(call, **WHY, by=approver, at=timezone.now())

    sent.refresh_from_db()
    assert (sent.status, sent.opened_at) == ("submitted", None)
    heads = {application.organisation.links.get(role="head").user for application in (sent, begun)}
    assert set(Notice.objects.values_list("kind", "to")) == {
        ("calls/cancelled", person.pk) for person in {*heads, editor, approver}
    }
    facts = " ".join(str(notice.facts) for notice in Notice.objects.all())
    for secret in (sent.number, sent.title, sent.organisation.name_ru, sent.organisation.bin):
        assert secret not in facts


def test_the_drafter_cannot_cancel_even_with_the_role(body, officer):
    AssignmentFactory(user=officer, role="approver", body=body)
    call = CallFactory(customer=body, drafted_by=officer, published=True)

    with pytest.raises(Refused, match="Another person than the drafter must do this."):
        actions.cancel(call, **WHY, by=officer, at=timezone.now())


def test_the_page_asks_for_the_reason_in_both_languages(client, body, approver):
    call = CallFactory(customer=body, published=True)
    client.force_login(approver)
    url = reverse("calls:cancel", args=[call.number])

    half = client.post(url, {"because_kk": "Бюджет қысқартылды."})
    whole = client.post(url, WHY, follow=True)

    assert list(half.context["form"].errors) == ["because_ru"]
    assert half.context["form"]["because_kk"].value() == "Бюджет қысқартылды."
    assert [str(message) for message in whole.context["messages"]] == [
        "The call is cancelled. Every applicant is told."
    ]
    assert Call.objects.get().status == "cancelled"


def test_a_refused_cancellation_keeps_the_reason_that_was_typed(client, body, approver):
    call = CallFactory(customer=body, results_final=True)
    client.force_login(approver)

    response = client.post(reverse("calls:cancel", args=[call.number]), WHY)

    assert response.context["form"]["because_ru"].value() == WHY["because_ru"]
    assert Call.objects.get().status == "results_final"


def test_an_officer_may_not_cancel(client, body, officer):
    call = CallFactory(customer=body, published=True)
    client.force_login(officer)

    assert client.post(reverse("calls:cancel", args=[call.number]), WHY).status_code == 403
