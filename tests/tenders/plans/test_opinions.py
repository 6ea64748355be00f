"""What councils advise about a theme is published by a registry officer, by the number of the theme (A19)."""

import pytest

from registry.bodies.models import Opinion
from tests.factories.accounts import UserFactory
from tests.factories.bodies import BodyFactory
from tests.factories.plans import ThemeFactory

pytestmark = pytest.mark.django_db

ADD = "/en/admin/registry/opinion/add/"


def told(theme, **changes):
    facts = {"number": theme.number.lower(), "body": BodyFactory().pk, "kind": "proposal", "stance": "neutral"}
    texts = {"text_kk": "Нәтижелерді жариялау.", "text_ru": "Опубликовать результаты."}
    return facts | texts | {"given_on": "2026-03-02", "because": "Letter 21."} | changes


def test_an_opinion_is_published_about_a_theme_in_discussion_and_stands_on_its_page(client):
    theme = ThemeFactory(discussion=True)
    client.force_login(UserFactory(role="registry_officer"))

    client.post(ADD, told(theme))

    opinion = Opinion.objects.get()
    assert opinion.about == theme
    assert "Опубликовать результаты." in client.get(theme.get_absolute_url()).text
    assert theme.get_absolute_url() in client.get(opinion.body.get_absolute_url()).text


def test_a_draft_is_not_there_for_whoever_writes_about_it(client):
    client.force_login(UserFactory(role="registry_officer"))

    page = client.post(ADD, told(ThemeFactory()))

    assert page.context["adminform"].form.errors == {"number": ["No published call or theme has this number."]}
    assert not Opinion.objects.exists()
