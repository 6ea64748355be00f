"""The whole way in, through the pages, in each language: nothing of it waits for a broker or a mail server."""

import pytest
from allauth.account.models import EmailAddress

from accounts.forms import SignupForm
from accounts.models import User
from notifications import tasks, wording
from notifications.models import Notice
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

LANGUAGES = ["kk", "ru", "en"]
ASEL = {"email": "Asel@Example.kz", "name": "Әсел Қанатқызы", "language": "kk", "password1": PASSWORD}


@pytest.fixture(autouse=True)
def no_way_out(settings) -> None:
    """A broker and a mail server that nobody can reach."""
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


def sign_in(client, language: str, email: str, password: str):
    return client.post(f"/{language}/account/login/", {"login": email, "password": password})


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_signs_up_confirms_and_signs_in(client, language):
    answer = client.post(f"/{language}/account/signup/", ASEL | {"language": language})

    person, notice = User.objects.get(), Notice.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/{language}/account/confirm-email/")
    assert (person.email, person.name, person.language) == ("asel@example.kz", "Әсел Қанатқызы", language)
    assert (notice.kind, notice.to, notice.address, notice.language, notice.is_listed) == (
        *("accounts/email_confirmation_signup", person, "asel@example.kz"),
        *(language, False),
    )
    assert not EmailAddress.objects.get().verified

    sign_in(client, language, "asel@example.kz", PASSWORD)
    assert not signed_in(client)

    link = wording.of(notice, language).path
    assert link.startswith(f"/{language}/account/confirm-email/")
    assert client.get(link).status_code == 200
    assert not EmailAddress.objects.get().verified

    client.post(link)
    assert EmailAddress.objects.get().verified

    answer = sign_in(client, language, "ASEL@example.kz", PASSWORD)
    assert (answer.url, signed_in(client)) == (f"/{language}/desk/", True)


def test_the_form_offers_the_language_of_the_page(client):
    page = client.get("/ru/account/signup/")

    assert page.context["form"].initial.get("language", page.context["form"].fields["language"].initial) == "ru"


def test_a_person_who_has_an_account_is_told_so_by_mail_and_nobody_else_is(client):
    known = UserFactory(email="asel@example.kz", language="ru", confirmed=True)

    of_known = client.post("/en/account/signup/", ASEL)
    of_stranger = client.post("/en/account/signup/", ASEL | {"email": "new@example.kz"})

    assert (of_known.status_code, of_known.url) == (of_stranger.status_code, of_stranger.url)
    assert User.objects.filter(email__iexact="asel@example.kz").count() == 1
    notice = Notice.objects.get(to=known)
    assert (notice.kind, notice.language) == ("accounts/account_already_exists", "ru")
    assert wording.of(notice, "ru").path == "/ru/account/password/reset/"


def test_pressing_the_button_twice_makes_one_account(client, monkeypatch):
    try_save = SignupForm.try_save

    def a_moment_later(form, request):
        UserFactory(email="asel@example.kz", confirmed=True)
        return try_save(form, request)

    monkeypatch.setattr(SignupForm, "try_save", a_moment_later)

    answer = client.post("/en/account/signup/", ASEL)

    assert (answer.status_code, answer.url) == (302, "/en/account/confirm-email/")
    assert User.objects.count() == 1
    assert [notice.kind for notice in Notice.objects.all()] == ["accounts/account_already_exists"]


@pytest.mark.parametrize("password", ["short", "password1234", "asel@example.kz"])
def test_a_weak_password_is_refused_in_words(client, password):
    answer = client.post("/en/account/signup/", ASEL | {"password1": password})

    assert answer.status_code == 200
    assert "password1" in answer.context["form"].errors
    assert User.objects.count() == 0


def test_kazakh_letters_and_spaces_make_a_password(client):
    client.post("/kk/account/signup/", ASEL | {"password1": "қара нар көш тартады"})

    assert User.objects.get().check_password("қара нар көш тартады")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(client, language):
    person = UserFactory(language=language, confirmed=True)

    client.post(f"/{language}/account/password/reset/", {"email": person.email})

    notice = Notice.objects.get()
    assert (notice.kind, notice.to, notice.is_listed, notice.facts["days"]) == (
        *("accounts/password_reset_key", person),
        *(False, 3),
    )
    link = wording.of(notice, language).path
    form = client.get(link).url
    client.post(form, {"password1": "an even longer secret", "password2": "an even longer secret"})
    person.refresh_from_db()
    assert person.check_password("an even longer secret")
    assert Notice.objects.latest("pk").kind == "accounts/password_reset"

    again = client.get(link, follow=True)
    client.post(again.request["PATH_INFO"], {"password1": "some other secret", "password2": "some other secret"})
    person.refresh_from_db()
    assert person.check_password("an even longer secret")


def test_asking_for_a_new_password_tells_nobody_who_has_an_account(client):
    known = UserFactory(confirmed=True)

    answers = [
        client.post("/en/account/password/reset/", {"email": email}) for email in (known.email, "nobody@example.kz")
    ]

    assert {(answer.status_code, answer.url) for answer in answers} == {(302, "/en/account/password/reset/done/")}
    assert list(Notice.objects.order_by("pk").values_list("kind", "address", "to")) == [
        ("accounts/password_reset_key", known.email, known.pk),
        ("accounts/unknown_account", "nobody@example.kz", None),
    ]


def test_a_wrong_password_and_an_unknown_address_hear_the_same(client):
    known = UserFactory(confirmed=True)

    answers = [
        sign_in(client, "en", known.email, "a wrong password"),
        sign_in(client, "en", "nobody@example.kz", "a wrong password"),
    ]

    assert [answer.context["form"].errors for answer in answers] == [answers[0].context["form"].errors] * 2
    assert not signed_in(client)


def test_a_person_who_was_shut_out_does_not_get_in(client):
    person = UserFactory(confirmed=True, is_active=False)

    sign_in(client, "en", person.email, PASSWORD)

    assert not signed_in(client)


@pytest.mark.parametrize(
    ("following", "leads_to"),
    [
        ("/ru/notices/", "/ru/notices/"),
        ("https://evil.kz/", "/en/desk/"),
        ("//evil.kz/", "/en/desk/"),
        ("/\\evil.kz/", "/en/desk/"),
        ("https:evil.kz", "/en/desk/"),
        ("/en/no/such/page/", "/en/desk/"),
        ("javascript:alert(1)", "/en/desk/"),
    ],
)
def test_signing_in_leads_to_pages_of_this_site_only(client, following, leads_to):
    person = UserFactory(confirmed=True)

    answer = client.post(f"/en/account/login/?next={following}", {"login": person.email, "password": PASSWORD})

    assert answer.url == leads_to


def test_signing_in_leads_to_no_other_host_even_one_of_ours(client, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example.kz"]
    person = UserFactory(confirmed=True)

    answer = client.post(
        "/en/account/login/?next=https://other.example.kz/en/notices/", {"login": person.email, "password": PASSWORD}
    )

    assert answer.url == "/en/desk/"


def test_the_link_in_a_mail_never_comes_from_what_a_browser_sent(client, settings):
    settings.ALLOWED_HOSTS = ["evil.kz"]
    person = UserFactory(confirmed=True)

    client.post("/en/account/password/reset/", {"email": person.email}, HTTP_HOST="evil.kz")

    notice = Notice.objects.get()
    assert "evil" not in notice.url
    assert wording.whole(notice.url).startswith(settings.SITE_URL)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_password_is_told_by_mail_and_on_the_site(client, language):
    person = UserFactory(language=language, confirmed=True)
    sign_in(client, language, person.email, PASSWORD)

    client.post(
        f"/{language}/account/password/change/",
        {"oldpassword": PASSWORD, "password1": "an even longer secret", "password2": "an even longer secret"},
    )

    notice = Notice.objects.get()
    assert (notice.kind, notice.to, notice.is_listed) == ("accounts/password_changed", person, True)
    assert wording.of(notice, language).path == f"/{language}/account/password/reset/"


def test_a_session_elsewhere_ends_when_the_password_changes(client):
    person = UserFactory(confirmed=True)
    elsewhere = type(client)()
    sign_in(client, "en", person.email, PASSWORD)
    sign_in(elsewhere, "en", person.email, PASSWORD)
    before = client.session.session_key

    client.post(
        "/en/account/password/change/",
        {"oldpassword": PASSWORD, "password1": "an even longer secret", "password2": "an even longer secret"},
    )

    assert client.get("/en/notices/").status_code == 200
    assert elsewhere.get("/en/notices/").status_code == 302
    assert before != client.session.session_key


def test_the_session_changes_its_key_when_a_person_signs_in(client):
    person = UserFactory(confirmed=True)
    client.get("/en/account/login/")
    client.session.save()
    before = client.session.session_key

    sign_in(client, "en", person.email, PASSWORD)

    assert client.session.session_key != before


def test_the_first_mail_leaves_as_soon_as_there_is_a_mail_server(client, settings, mailoutbox):
    client.post("/ru/account/signup/", ASEL | {"language": "ru"})
    tasks.deliver_notices()
    waiting = Notice.objects.get()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Notice.objects.update(available_at=waiting.created_at, claimed_until=None)

    tasks.deliver_notices()

    sent = Notice.objects.get()
    [letter] = mailoutbox
    assert (waiting.state, sent.state, sent.url, sent.facts) == ("queued", "sent", "", {})
    assert (letter.to, "/ru/account/confirm-email/" in letter.body) == (["asel@example.kz"], True)
