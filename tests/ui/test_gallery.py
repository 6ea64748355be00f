"""The gallery, and the pages of refusal."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_gallery_shows_every_component(client, language):
    response = client.get(f"/{language}/ui/")

    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.content.decode()
    assert "<title>" in response.content.decode()


def test_a_page_with_errors_says_so_in_its_title(client):
    assert "<title>Error: Components" in client.get(reverse("ui:gallery")).content.decode()


@pytest.mark.parametrize("page", ["400", "403", "403_csrf", "404", "429", "500", "503"])
def test_a_page_of_refusal_needs_neither_request_nor_database(page):
    drawn = render_to_string(f"{page}.html")

    assert "<h1>" in drawn
    assert 'href="/"' in drawn


@pytest.mark.parametrize(
    ("language", "title"),
    [("kk", "Мұндай бет жоқ"), ("ru", "Такой страницы нет"), ("en", "There is no such page")],
)
def test_a_page_that_is_not_there_says_so_in_the_language_of_its_address(client, language, title):
    answer = client.get(f"/{language}/nowhere/")

    assert answer.status_code == 404
    assert f'<html lang="{language}">' in answer.text
    assert f"<h1>{title}</h1>" in answer.text


def test_a_form_from_elsewhere_is_refused_in_plain_words(client):
    client.handler.enforce_csrf_checks = True

    response = client.post(reverse("account_login"), {"login": "a@example.kz"})

    assert response.status_code == 403
    assert "We could not be sure that the form came from you" in response.content.decode()
