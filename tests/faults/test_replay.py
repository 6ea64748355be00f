"""A captured submission sent again when it should not be: refused, nothing changes, what was late is noted (FI17)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from lifecycle import clock
from tenders.applications import actions, content
from tenders.applications.models import Application, LateAttempt, Receipt
from tenders.calls.models import Call
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, head_of
from tests.factories.registry import LinkFactory
from tests.faults.web import TOKEN, broken_promises, draft, of
from tests.permissions.asking import fingerprint

pytestmark = pytest.mark.django_db


class Captured:
    """What left a browser when somebody pressed the button: address, fields, cookies."""

    def __init__(self, application, person):
        self.address, self.browser = of(application, "check"), Client(enforce_csrf_checks=True)
        self.fields = {"key": str(uuid4()), **dict.fromkeys(content.DECLARATIONS, "on"), "csrfmiddlewaretoken": TOKEN}
        self.browser.force_login(person)
        self.browser.cookies["csrf"] = TOKEN
        self.browser.cookies["django_language"] = "en"

    def sent(self):
        """Once more, to the byte."""
        return self.browser.post(self.address, self.fields)


@pytest.fixture
def application():
    return draft()


@pytest.fixture
def captured(application):
    return Captured(application, head_of(application))


def after_the_deadline(application):
    at = clock.now() - timedelta(seconds=1)
    Call.objects.filter(pk=application.lot.call_id).update(deadline_at=at, opening_at=at + timedelta(days=1))


def test_fi17_after_it_was_withdrawn_it_is_refused_in_words(application, captured):
    assert captured.sent()["Location"] == of(application, "receipt")
    actions.withdraw(application, by=head_of(application), at=clock.now())
    stood = fingerprint()

    again = captured.browser.post(captured.address, captured.fields, follow=True)

    assert again.redirect_chain[-1][0] == of(application, "detail")
    assert "This application is withdrawn." in again.text
    assert (fingerprint(), Application.objects.get().status) == (stood, "withdrawn")
    assert broken_promises() == []


def test_fi17_after_it_was_recalled_it_is_refused_in_words(application, captured):
    captured.sent()
    actions.recall(application, by=head_of(application), at=clock.now())
    stood = fingerprint()

    again = captured.browser.post(captured.address, captured.fields, follow=True)

    assert "That submission was recalled." in again.text
    assert (fingerprint(), Application.objects.get().status) == (stood, "draft")
    assert broken_promises() == []


def test_fi17_into_another_application_of_the_organisation_it_hands_in_nothing_twice(application, captured):
    captured.sent()
    other = ApplicationFactory(
        lot=draft().lot, organisation=application.organisation, head=head_of(application), complete=False
    )
    captured.address = of(other, "check")
    stood = fingerprint()

    captured.sent()

    assert (fingerprint(), Receipt.objects.count()) == (stood, 1)


def test_fi17_what_was_held_back_until_the_deadline_is_late_and_noted(application, captured):
    after_the_deadline(application)

    answer = captured.sent()

    assert (answer.status_code, answer["Location"]) == (303, of(application, "detail"))
    assert (Application.objects.get().status, Receipt.objects.count()) == ("draft", 0)
    assert (LateAttempt.objects.get().application, LateAttempt.objects.get().by) == (
        application,
        head_of(application),
    )
    assert broken_promises() == []


def test_fi17_a_receipt_given_in_time_is_shown_again_after_the_deadline_and_nothing_is_written(application, captured):
    captured.sent()
    after_the_deadline(application)
    stood = fingerprint()

    assert captured.sent()["Location"] == of(application, "receipt")
    assert fingerprint() == stood


@pytest.mark.parametrize("who", ["a stranger", "the head of another organisation", "an editor", "who left"])
def test_fi17_in_the_hands_of_another_person_it_is_refused(application, captured, who):
    stranger = UserFactory()
    if who == "the head of another organisation":
        stranger = head_of(draft(lot=application.lot))
    if who in ("an editor", "who left"):
        link = LinkFactory(organisation=application.organisation, user=stranger, role="editor")
        if who == "who left":
            link.until = link.since
            link.save()
    captured.browser.force_login(stranger)
    captured.browser.cookies["csrf"] = TOKEN
    stood = fingerprint()

    answer = captured.sent()

    assert answer.status_code == (403 if who == "an editor" else 404)
    assert (fingerprint(), Receipt.objects.count()) == (stood, 0)


def test_fi17_with_a_session_that_has_ended_it_leads_to_the_sign_in(application, captured):
    captured.browser.session.flush()
    stood = fingerprint()

    answer = captured.sent()

    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))
    assert (fingerprint(), Receipt.objects.count()) == (stood, 0)


@pytest.mark.parametrize("old", ["cookie", "field"])
def test_fi17_with_an_old_token_it_is_refused(application, captured, old):
    if old == "cookie":
        captured.browser.cookies[settings.CSRF_COOKIE_NAME] = "o" * 32
    else:
        captured.fields["csrfmiddlewaretoken"] = "o" * 32
    stood = fingerprint()

    answer = captured.sent()

    assert answer.status_code == 403
    assert "Nothing was saved or sent." in answer.text
    assert (fingerprint(), Receipt.objects.count()) == (stood, 0)
