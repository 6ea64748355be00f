"""What people see when something breaks on our side, and when the database is away (FI11)."""

import pytest
from django.db import OperationalError, connection
from django.urls import path

from config import urls
from tests.factories.accounts import UserFactory


def _break(request):
    raise ArithmeticError


def _lose_the_database(request):
    raise OperationalError("server closed the connection unexpectedly")


# The addresses below are answered as the site answers its own.
handler500 = urls.handler500
urlpatterns = [
    path("broken/", _break),
    path("lost/", _lose_the_database),
    *urls.urlpatterns,
]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def person(client):
    client.raise_request_exception = False
    client.cookies["django_language"] = "en"
    return client


@pytest.mark.django_db
def test_a_fault_of_ours_is_said(person):
    answer = person.get("/broken/")

    assert (answer.status_code, "Something went wrong on our side" in answer.text) == (500, True)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/lost/", "/en/desk/", "/en/calls/", "/en/nowhere/"])
def test_without_a_database_the_page_says_what_to_do_and_asks_the_database_nothing(person, monkeypatch, address):
    def cursor():
        raise OperationalError("the database system is shutting down")

    person.force_login(UserFactory())
    monkeypatch.setattr(connection, "cursor", cursor)

    answer = person.get(address)

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Reload the page in a few seconds." in answer.text
    assert ("no-store" in answer["Cache-Control"], "camera=()" in answer["Permissions-Policy"]) == (True, True)


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("kk", "Сайт жұмысы сәл үзілді"),
        ("ru", "Работа сайта на минуту прервалась"),
        ("en", "The site is interrupted for a moment"),
    ],
)
def test_it_is_said_in_the_language_of_the_person(person, language, title):
    person.cookies["django_language"] = language

    assert f"<h1>{title}</h1>" in person.get("/lost/").text


def test_what_was_typed_is_sent_once_more_by_a_button(person):
    page = person.post("/lost/", {"goal": "Forty <elders>", "entry": ["one", "two"]})

    assert page.status_code == 503
    for field in ('name="goal" value="Forty &lt;elders&gt;"', 'name="entry" value="one"', 'name="entry" value="two"'):
        assert field in page.text
    assert "Send it once more" in page.text


def test_a_password_stands_on_no_page(person):
    page = person.post("/lost/", {"login": "a@example.kz", "password": "my secret words"})

    assert ("my secret words" in page.text, "press the button again" in page.text) == (False, True)
