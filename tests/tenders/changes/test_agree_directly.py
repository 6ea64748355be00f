"""A tender that fails twice may go to direct agreement: with an approver, a reason and a public notice (R-030)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from lifecycle.models import Refused
from notifications.models import Notice
from tenders.changes import actions
from tenders.changes.models import DirectAgreement
from tests.factories.accounts import AssignmentFactory, UserFactory
from tests.factories.calls import CallFactory

pytestmark = pytest.mark.django_db
WHY = {"because_kk": "Екі рет ешкім келмеді.", "because_ru": "Дважды никто не пришёл."}


@pytest.fixture
def first(body, officer):
    return CallFactory(failed=True, customer=body, drafted_by=officer, at=timezone.now() - timedelta(days=90))


@pytest.fixture
def second(body, officer, first):
    return CallFactory(failed=True, customer=body, drafted_by=officer)


def test_an_approver_says_in_public_why(client, first, second, approver, officer):
    actions.agree_directly(second, first, **WHY, by=approver, at=timezone.now())

    assert (DirectAgreement.objects.get().first_call, second.status) == (first, "failed")
    assert Notice.objects.filter(kind="changes/agreed", to=officer).count() == 1
    page = client.get(f"/ru/calls/{second.number}/").text
    assert WHY["because_ru"] in page
    assert first.number in page
    assert [line.verb for line in second.trail()] == ["direct agreement"]


def test_the_drafter_does_not_decide_it(first, second, officer, body):
    AssignmentFactory(user=officer, role="approver", body=body)

    with pytest.raises(Refused, match="Another person than the drafter"):
        actions.agree_directly(second, first, **WHY, by=officer, at=timezone.now())


@pytest.mark.parametrize("state", ["published", "cancelled", "results_final"])
def test_a_call_that_did_not_fail_is_not_given_away(first, body, officer, approver, state):
    call = CallFactory(customer=body, drafted_by=officer, **{state: True})

    with pytest.raises(Refused, match="two failed calls"):
        actions.agree_directly(call, first, **WHY, by=approver, at=timezone.now())


def test_one_failure_is_not_enough(second, first, approver):
    other_body = CallFactory(failed=True, at=timezone.now() - timedelta(days=90))

    for call, before in ((second, second), (second, other_body), (first, second)):
        with pytest.raises(Refused, match="two failed calls"):
            actions.agree_directly(call, before, **WHY, by=approver, at=timezone.now())

    assert DirectAgreement.objects.count() == 0


def test_it_is_decided_once_and_stays(first, second, approver):
    actions.agree_directly(second, first, **WHY, by=approver, at=timezone.now())

    with pytest.raises(Refused, match="decided already"):
        actions.agree_directly(second, first, **WHY, by=approver, at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        DirectAgreement.objects.update(because_ru="Иначе.")


def test_the_page_offers_only_calls_that_failed_before(client, first, second, approver, body):
    CallFactory(published=True, customer=body)
    client.force_login(approver)
    url = reverse("changes:agree_directly", args=[second.number])

    offered = list(client.get(url).context["form"].fields["first"].queryset)
    half = client.post(url, {"first": first.pk, "because_kk": "Себебі."})
    client.post(url, {"first": first.pk, **WHY})

    assert offered == [first]
    assert list(half.context["form"].errors) == ["because_ru"]
    assert DirectAgreement.objects.get().decided_by == approver


def test_whoever_may_not_is_not_offered_the_page(client, second, officer):
    for who, status in ((officer, 403), (UserFactory(), 403)):
        client.force_login(who)
        assert client.get(reverse("changes:agree_directly", args=[second.number])).status_code == status
