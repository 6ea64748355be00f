import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import override_settings

from notifications.models import Notice
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

ENROL = "/en/account/2fa/totp/activate/"


@pytest.fixture
def demanded(settings) -> None:
    """As in production."""
    settings.SECOND_FACTOR_REQUIRED = True


def code(secret: str) -> str:
    """What the phone shows now."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))


def sign_in(client, person):
    return client.post("/en/account/login/", {"login": person.email, "password": PASSWORD})


def enrol(client) -> str:
    """Set the second factor up through the page, password first; the secret that the phone keeps."""
    client.post(client.get(ENROL).url, {"password": PASSWORD})
    secret = client.get(ENROL).context["form"].secret
    client.post(ENROL, {"code": code(secret)})
    cache.clear()  # or the code, used once, would not be taken again within its half minute
    return secret


@pytest.mark.parametrize("path", ["/en/desk/", "/en/notices/", "/en/account/profile/", "/en/admin/", "/en/"])
def test_an_official_without_a_second_factor_is_led_to_set_it_up(client, demanded, path):
    client.force_login(UserFactory(role="registry_officer"))

    answer = client.get(path, follow=True)

    assert answer.redirect_chain[0] == (ENROL, 302)


def test_nothing_is_done_by_an_official_without_a_second_factor(client, demanded):
    official = UserFactory(role="auditor", name="Asel")
    client.force_login(official)

    client.post("/en/account/profile/", {"name": "Another", "language": "kk"})

    official.refresh_from_db()
    assert official.name == "Asel"


@pytest.mark.parametrize("facts", [{"role": "commission"}, {"is_staff": True}, {"administrator": True}])
def test_everybody_with_a_role_and_all_staff_are_officials(client, demanded, facts):
    client.force_login(UserFactory(**facts))

    assert client.get("/en/notices/").url == ENROL


def test_the_sentence_says_why(client, demanded):
    client.force_login(UserFactory(role="auditor"))

    answer = client.get("/en/notices/", follow=True)

    assert "Your role needs a second factor. Set it up, then go on." in [str(m) for m in answer.context["messages"]]


def test_others_go_their_way(client, demanded):
    client.force_login(UserFactory())
    of_a_person = client.get("/en/notices/").status_code
    client.logout()

    assert (of_a_person, client.get("/en/").status_code) == (200, 200)


def test_nobody_is_held_up_where_it_is_not_demanded(client):
    client.force_login(UserFactory(role="auditor"))

    assert client.get("/en/notices/").status_code == 200


def test_the_way_out_stays_open(client, demanded):
    client.force_login(UserFactory(role="auditor"))

    client.post("/en/account/logout/")

    assert "_auth_user_id" not in client.session


def test_an_official_sets_it_up_and_goes_on(client, demanded, django_capture_on_commit_callbacks):
    official = UserFactory(role="auditor", confirmed=True)
    sign_in(client, official)

    with django_capture_on_commit_callbacks(execute=True):
        enrol(client)

    assert client.get("/en/notices/").status_code == 200
    assert "accounts/totp_activated" in Notice.objects.filter(to=official).values_list("kind", flat=True)


def test_signing_in_then_asks_for_the_code(client, demanded):
    official = UserFactory(role="auditor", confirmed=True)
    sign_in(client, official)
    secret = enrol(client)
    client.logout()

    asked = sign_in(client, official)
    inside_too_early = "_auth_user_id" in client.session
    client.post(asked.url, {"code": code(secret)})

    assert (asked.url, inside_too_early) == ("/en/account/2fa/authenticate/", False)
    assert "_auth_user_id" in client.session


def test_the_admin_has_no_second_door(client, demanded):
    answer = client.get("/en/admin/login/?next=/en/admin/")

    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/en/account/login/")


def test_seeds_are_kept_encrypted_and_old_keys_still_read(client, settings):
    person = UserFactory(confirmed=True)
    sign_in(client, person)
    secret = enrol(client)

    stored = [str(authenticator.data) for authenticator in Authenticator.objects.all()]
    client.logout()
    with override_settings(SECRET_KEY="another " * 10, SECRET_KEY_FALLBACKS=[settings.SECRET_KEY]):
        asked = sign_in(client, person)
        client.post(asked.url, {"code": code(secret)})
        is_inside = "_auth_user_id" in client.session

    assert (is_inside, [secret in data for data in stored]) == (True, [False, False])
