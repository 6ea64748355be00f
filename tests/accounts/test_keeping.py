"""What was typed when the session had ended waits until its writer has signed in again, and for nobody else (U10)."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from lifecycle import clock
from tests.factories.accounts import PASSWORD, UserFactory

PROFILE, KEPT = "/en/account/profile/", "/en/account/kept/"
TYPED = {"name": "Asel Nurpeisova", "language": "ru"}


@pytest.fixture
def asel():
    return UserFactory(name="Asel", confirmed=True)


@pytest.fixture
def signed_out(client, asel):
    """A browser in which Asel was signed in until a moment ago."""
    client.force_login(asel)
    client.get(PROFILE)
    Session.objects.all().delete()
    return client


def enter(client, person, page):
    """Through the page of sign-in, to the page it leads on to."""
    return client.post(page, {"login": person.email, "password": PASSWORD})


def led_to(answer):
    return parse_qs(urlsplit(answer.url).query).get("next")


@pytest.mark.django_db
def test_a_form_sent_without_a_session_is_sent_again_after_the_sign_in(signed_out, asel):
    turned_away = signed_out.post(f"{PROFILE}?from=here", TYPED)
    entered = enter(signed_out, asel, turned_away.url)
    page = signed_out.get(entered.url)

    assert (led_to(turned_away), entered.url) == ([KEPT], KEPT)
    kept = page.context["kept"]
    assert (kept.path, dict(kept.fields), kept.texts) == (f"{PROFILE}?from=here", TYPED, ["Asel Nurpeisova"])
    assert signed_out.post(kept.path, dict(kept.fields)).status_code == 302
    asel.refresh_from_db()
    assert (asel.name, asel.language) == ("Asel Nurpeisova", "ru")
    assert signed_out.get(KEPT).url == "/en/desk/"


@pytest.mark.django_db
def test_nobody_else_who_signs_in_there_sees_it(signed_out):
    other = UserFactory(confirmed=True)
    turned_away = signed_out.post(PROFILE, TYPED)
    enter(signed_out, other, turned_away.url)

    answer = signed_out.get(KEPT)

    assert answer.url == "/en/desk/"
    assert "kept" not in signed_out.session


@pytest.mark.django_db
def test_q53_what_is_kept_stands_in_cipher(signed_out):
    signed_out.post(PROFILE, {**TYPED, "name": "Canary of the sealed text"}, headers={"origin": "http://testserver"})

    [kept] = Session.objects.all()
    assert "fields" in kept.get_decoded()["kept"]
    assert "Canary" not in str(kept.get_decoded())


@pytest.mark.django_db
def test_it_is_kept_for_a_day(signed_out, asel, monkeypatch):
    turned_away = signed_out.post(PROFILE, TYPED)
    enter(signed_out, asel, turned_away.url)
    tomorrow = clock.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)

    assert signed_out.get(KEPT).url == "/en/desk/"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "fields", "headers"),
    [
        pytest.param("/en/account/password/change/", {"oldpassword": "a b c"}, {}, id="a password"),
        pytest.param(PROFILE, TYPED, {"X-Auto-Save": "1"}, id="a script that still has the text"),
    ],
)
def test_what_is_not_kept(signed_out, path, fields, headers):
    answer = signed_out.post(path, fields, headers=headers)

    assert led_to(answer) == [path]
    assert "kept" not in signed_out.session


@pytest.mark.django_db
def test_of_a_stranger_nothing_is_kept(client):
    answer = client.post(PROFILE, TYPED)

    assert led_to(answer) == [PROFILE]
    assert not Session.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("headers", "is_kept"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": "http://testserver"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Origin": "https://evil.example"}, False),
        ({}, False),
    ],
)
def test_a_form_with_the_token_of_an_earlier_sign_in_is_kept_if_it_is_ours(asel, headers, is_kept):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(asel)
    browser.get(PROFILE)

    answer = browser.post(PROFILE, TYPED | {"csrfmiddlewaretoken": "x" * 64}, headers=headers)

    asel.refresh_from_db()
    assert (answer.status_code, asel.name) == (403, "Asel")
    assert (KEPT in answer.content.decode()) is is_kept
    assert browser.get(KEPT).status_code == (200 if is_kept else 302)


@pytest.mark.django_db(transaction=True)
def test_without_scripts_on_a_phone_nothing_typed_is_lost(browser, live_server, client, asel):
    client.force_login(asel)
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    plain.add_cookies([{"name": "session", "value": client.cookies["session"].value, "url": live_server.url}])
    page = plain.new_page()
    page.goto(live_server.url + reverse("accounts:profile"))
    Session.objects.all().delete()

    page.get_by_label("Full name").fill("Asel Nurpeisova")
    page.get_by_role("button", name="Save changes").click()
    page.get_by_label("Email").fill(asel.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Nothing you typed is lost")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Send it once more").click()

    expect(page.get_by_text("Your changes are saved.")).to_be_visible()
    asel.refresh_from_db()
    assert asel.name == "Asel Nurpeisova"
    plain.close()


@pytest.mark.django_db(transaction=True)
def test_the_page_of_what_is_kept_is_for_everybody(page, live_server, sign_in, asel, axe):
    sign_in(asel)
    page.goto(live_server.url + PROFILE)
    Session.objects.all().delete()
    page.get_by_label("Full name").fill("Asel Nurpeisova")
    page.get_by_role("button", name="Save changes").click()
    page.get_by_label("Email").fill(asel.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()

    page.get_by_text("What you wrote").click()

    expect(page.locator("details").get_by_text("Asel Nurpeisova")).to_be_visible()
    axe(page)
