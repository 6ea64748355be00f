"""Filters and tags of the pages, in the reader's language."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

NB = "\u00a0"


def shown(text: str, **values: object) -> str:
    return Template("{% load ui %}" + text).render(Context(values))


@pytest.mark.parametrize(
    ("language", "text", "answer"),
    [
        ("kk", "{{ it|say:'name' }}", "Үміт"),
        ("ru", "{{ it|say:'name' }}", "Надежда"),
        ("en", "{{ it|say:'name' }} {{ it|tongue:'name' }}", "Надежда ru"),
        ("kk", "{{ none|say:'name' }}|{{ none|day }}|{{ none|moment }}|{{ none|tenge }}|{{ none|points }}", "||||"),
        ("ru", "{{ at|moment }}", "23:30, четверг, 11 июня 2026 года, время Астаны"),
        ("en", "{{ at|day }}, {{ at|stamp }}", "11 June 2026, 11 June 2026, 23:30"),
        ("kk", "{{ sum|tenge }}", f"1{NB}194{NB}000{NB}₸"),
        ("ru", "{{ '4.2'|points }}", "4,20"),
        ("en", "{{ later|left_after:at }}", "1 hour 30 minutes"),
        ("en", "{% for code in codes %}{{ code|own_name }} {% endfor %}", "Қазақша Русский English "),
        ("en", "{% captured as it %}<b>A & B</b>{% endcaptured %}{{ it }}", "<b>A & B</b>"),
        ("en", "{% captured as it %}  {% endcaptured %}{% if it %}something{% endif %}", ""),
    ],
)
def test_a_filter_speaks_the_language_of_the_page(language, text, answer):
    values = {
        "it": SimpleNamespace(name_kk="Үміт", name_ru="Надежда"),
        "at": datetime(2026, 6, 11, 18, 30, tzinfo=UTC),
        "later": datetime(2026, 6, 11, 20, 0, tzinfo=UTC),
        "sum": 1_194_000,
        "codes": ["kk", "ru", "en"],
        "none": None,
    }

    with translation.override(language):
        said = shown(text, **values)

    assert said == answer


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/en/calls/?q=%D2%AE%D0%BC%D1%96%D1%82", "/ru/calls/?q=%D2%AE%D0%BC%D1%96%D1%82"),
        ("/en/", "/ru/"),
        ("/en/no/such/page/", "/ru/"),
    ],
)
def test_changing_the_language_keeps_the_page(here, there):
    request = RequestFactory().get(here)

    address = shown("{% here_in 'ru' %}", request=request)

    assert address == there.replace("&", "&amp;")


def test_a_button_that_acts_brings_its_token():
    context = Context({"csrf_token": "a-token"})

    drawn = Template('{% load ui %}{% post_button action="/x/" label="Send" kind="danger" %}').render(context)

    assert 'value="a-token"' in drawn
    assert '<form class="inline" method="post" action="/x/">' in drawn
    assert '<button class="button button--danger" type="submit">Send</button>' in drawn
