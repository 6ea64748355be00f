"""Every session is lost minutes before the deadline: no text is lost, and what is handed in arrives (FI33, Q28)."""

from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from tenders.applications import actions, content
from tenders.applications.models import Application
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.applications import ApplicationFactory
from tests.tenders.applications.posting import keep, url

pytestmark = pytest.mark.django_db
TYPED = {"language": "kk", "goal": "Typed without a session", "step": "later"}


@pytest.fixture
def head():
    return UserFactory(confirmed=True)


@pytest.fixture
def application(client, head):
    """Complete, open in a browser whose sessions have just been wiped; `client` is that browser."""
    application = ApplicationFactory(head=head)
    client.force_login(head)
    client.get(url(application, "summary"))
    Session.objects.all().delete()
    return application


def enters(client, head, page=None):
    """Signs in, and answers where the way leads."""
    page = page or reverse("account_login")
    return client.post(page, {"login": head.email, "password": PASSWORD}).url


def goal(application):
    return Application.objects.get(pk=application.pk).goal


def test_fi33_a_page_that_saves_itself_is_told_and_saves_after_the_new_sign_in(client, application, head):
    assert keep(client, application, "summary", ["goal"], goal="Typed").status_code == 401
    assert goal(application) != "Typed"

    enters(client, head)

    assert keep(client, application, "summary", ["goal"], goal="Typed").status_code == 200
    assert goal(application) == "Typed"


def test_fi33_without_scripts_what_was_typed_comes_back_and_is_saved(client, application, head):
    texts = {name: content.told(application, name) for name in content.TEXTS} | TYPED
    turned_away = client.post(url(application, "summary"), texts)

    kept = client.get(enters(client, head, turned_away.url)).context["kept"]

    assert ("goal", "Typed without a session") in kept.fields
    client.post(kept.path, dict(kept.fields))
    assert goal(application) == "Typed without a session"


def test_fi33_what_is_handed_in_without_a_session_is_handed_in_after_the_new_sign_in(client, application, head):
    check = reverse("applications:check", args=[application.number])
    pressed = {"key": str(uuid4()), **dict.fromkeys(content.DECLARATIONS, "on")}
    turned_away = client.post(check, pressed)
    assert not application.receipts.exists()

    kept = client.get(enters(client, head, turned_away.url)).context["kept"]
    for _press in range(2):
        assert client.post(kept.path, dict(kept.fields)).status_code == 303

    after = Application.objects.get(pk=application.pk)
    assert (after.status, after.receipts.count()) == ("submitted", 1)


def test_to_keep_a_version_of_what_is_kept_already_makes_none(application, head):
    actions.keep(application)

    assert application.versions.count() == 0
