import json
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from notifications import facts

NOON = datetime(2026, 6, 12, 7, 0, 0, 123456, tzinfo=UTC)
ENDINGS = {"_at": st.datetimes(timezones=st.just(UTC)), "_on": st.dates(), "_amount": st.decimals(allow_nan=False)}


@given(st.sampled_from(sorted(ENDINGS)).flatmap(lambda end: st.tuples(st.just(f"some{end}"), ENDINGS[end])))
def test_what_is_written_down_is_read_as_it_was(fact):
    name, value = fact

    assert facts.vivid(json.loads(json.dumps(facts.plain({name: value}))), "kk") == {name: value}


def test_facts_of_every_kind_are_written_down():
    told = {
        "deadline_at": NOON,
        "since_on": date(2026, 6, 12),
        "awarded_amount": Decimal("1194000.50"),
        "number": 7,
        "is_late": True,
        "nothing": None,
        "id": UUID(int=1),
        "lots": [{"closes_at": NOON}, "two"],
    }

    assert facts.plain(told) == {
        "deadline_at": "2026-06-12T07:00:00.123456+00:00",
        "since_on": "2026-06-12",
        "awarded_amount": "1194000.50",
        "number": 7,
        "is_late": True,
        "nothing": None,
        "id": "00000000-0000-0000-0000-000000000001",
        "lots": [{"closes_at": "2026-06-12T07:00:00.123456+00:00"}, "two"],
    }


def test_lists_and_parts_come_alive_too():
    written = {"lots": [{"closes_on": "2026-06-12", "title_kk": "Бір", "title_ru": "Раз"}], "empty_at": ""}

    assert facts.vivid(written, "ru") == {
        "lots": [{"closes_on": date(2026, 6, 12), "title_kk": "Бір", "title_ru": "Раз", "title": "Раз"}],
        "empty_at": "",
    }


@pytest.mark.parametrize(("language", "title"), [("kk", "Бір"), ("ru", "Раз"), ("en", "Раз")])
def test_a_text_of_several_languages_is_read_in_one(language, title):
    assert facts.vivid({"title_kk": "Бір", "title_ru": "Раз"}, language)["title"] == title


def test_a_text_to_be_translated_is_written_in_each_language():
    assert facts.plain({"answer": gettext_lazy("Yes")}) == {"answer_kk": "Иә", "answer_ru": "Да", "answer_en": "Yes"}


def test_texts_of_a_record_are_taken_in_the_languages_it_has():
    record = SimpleNamespace(name_kk="Қор", name_ru="Фонд", name_en="")

    assert facts.texts("body", record, "name") == {"body_kk": "Қор", "body_ru": "Фонд"}
    assert facts.texts("body", None, "name") == {}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Win! https://evil.kz/x", "Win! https:\u2060//evil.\u2060kz/x"),
        ("www.evil.kz", "www.\u2060evil.\u2060kz"),
        ("two\r\nBcc: x", "two Bcc: x"),
        ("4.25 of 12.5", "4.25 of 12.5"),
        ("Қор. Фонд", "Қор. Фонд"),
    ],
)
def test_what_people_typed_becomes_no_link_and_stays_on_its_line(typed, read):
    assert facts.unlinked(typed) == read
