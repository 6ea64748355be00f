"""The pages that explain: help, promises, accessibility."""

import pytest
from django.urls import reverse
from django.utils import translation

pytestmark = pytest.mark.django_db


def address(page, language="en"):
    with translation.override(language):
        return reverse(f"portal:{page}")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("page", ["home", "history", "help", "protection", "accessibility"])
def test_everybody_reads_every_page_in_three_languages(client, page, language):
    response = client.get(address(page, language))

    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.text
    assert len(response.content) < 100_000


@pytest.mark.parametrize("page", ["help", "protection", "accessibility"])
def test_what_explains_asks_the_database_nothing(client, page, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(address(page))


def test_the_promises_are_seven_and_say_what_is_not_promised_yet(client):
    page = client.get(address("protection")).text

    promised, unpromised = page.split("What we do not promise yet")
    assert promised.split("What we promise")[1].split("How you can check")[0].count("<li>") == 7
    assert "They are not yet encrypted in the database" in unpromised
    assert "not yet published outside this site" in unpromised
    assert "not yet signed with a digital signature" in unpromised


def test_help_says_who_can_take_part_and_who_cannot(client):
    page = client.get(address("help")).text

    assert "An NGO that a registry officer has verified" in page
    assert "A party, a trade union, a religious association, a state institution or a company cannot take part." in page
