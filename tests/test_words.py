"""Kazakh and Russian are complete, agree with the code, and are not copies of each other (R-093)."""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from ui import catalogues

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
# No words at all, or words that both languages borrowed.
ALIKE = re.compile(r"^[\W\d_]*$|^[A-Za-z\d\W_]+$")
SAME_IN_BOTH = {
    "альянс",
    "аудит",
    "бизнес",
    "бюджет",
    "веб-сайт",
    "донор",
    "импорт",
    "кворум",
    "код",
    "комиссия",
    "конкурс",
    "лот",
    "палата",
    "рейтинг",
    "редактор",
    "реформатор",
    "сектор",
    "статистика",
    "тапсырыс",
    "экспорт",
    "телефон",
    "файл",
    "форум",
}

# What packages say to people: where in a package its texts stand. The rest is for developers, or stands on no page.
SAID_BY_PACKAGES = {
    "django.conf": ("core/validators", "core/paginator", "db/models/", "forms/", "template/", "utils/"),
    "django.contrib.admin": ("",),
    "django.contrib.auth": ("",),
    "allauth": ("account/", "mfa/", "templates/account/", "templates/mfa/", "templates/allauth/"),
    "auditlog": ("",),
    "django_celery_beat": ("",),
    "django_filters": ("",),
    "phonenumber_field": ("",),
}

each_language = pytest.mark.parametrize("language", catalogues.LANGUAGES)
each_catalogue = pytest.mark.parametrize(
    "file",
    [
        catalogues.file_of(language, folder)
        for language in catalogues.LANGUAGES
        for folder in ("locale", "locale/packages")
    ]
    + [catalogues.file_of("kk", "locale/packages").with_name("djangojs.po")],
    ids=lambda file: "/".join([*file.parts[-4:-2], file.stem]),
)


def forms(message: Message) -> list[str]:
    """Every form of a translation."""
    return [message.string] if isinstance(message.string, str) else list(message.string)


def words(text: str) -> set[str]:
    """The words of a text, without what is filled in."""
    return set(re.findall(r"[\w-]+", PLACEHOLDER.sub("", text).lower()))


def texts(catalog: Catalog) -> Iterator[Message]:
    """Every text but the heading of the file."""
    return (message for message in catalog if message.id)


def translated(file: Path) -> set[tuple]:
    """The texts that a catalogue has words for, every form of them."""
    known = texts(catalogues.read(file)) if file.exists() else ()
    return {(text.id, text.context) for text in known if all(forms(text)) and not text.fuzzy}


@each_language
def test_every_text_of_code_and_templates_is_translated(language):
    known = translated(catalogues.file_of(language))

    assert [text.id for text in texts(catalogues.gathered()) if (text.id, text.context) not in known] == []


def said(package: str, domain: str) -> Iterator[Message]:
    """What a package says to people, by the first of its catalogues that lists it."""
    folder = Path(find_spec(package).origin).parent / "locale"
    files = [folder / language / "LC_MESSAGES" / f"{domain}.po" for language in ("en", "ru", "ja")]
    listed = next((file for file in files if file.exists()), None)
    for text in texts(catalogues.read(listed)) if listed else ():
        if not text.locations or any(place.startswith(SAID_BY_PACKAGES[package]) for place, _line in text.locations):
            yield text


@each_language
@pytest.mark.parametrize("domain", ["django", "djangojs"])
@pytest.mark.parametrize("package", SAID_BY_PACKAGES)
def test_what_a_package_says_is_translated_by_it_or_here(package, domain, language):
    own = Path(find_spec(package).origin).parent / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    ours = [catalogues.file_of(language, folder).with_name(f"{domain}.po") for folder in ("locale", "locale/packages")]

    known = set().union(*(translated(file) for file in (own, *ours)))

    assert [text.id for text in said(package, domain) if (text.id, text.context) not in known] == []


@each_language
def test_no_translation_is_left_of_a_text_that_is_gone(language):
    catalog, asked = catalogues.read(catalogues.file_of(language)), catalogues.gathered()

    assert [text.id for text in texts(catalog) if not asked.get(text.id, text.context)] == []
    assert list(catalog.obsolete) == []


@each_catalogue
def test_no_translation_is_a_guess_or_empty(file):
    assert [text.id for text in texts(catalogues.read(file)) if text.fuzzy or not all(forms(text))] == []


@each_catalogue
def test_a_translation_keeps_what_is_filled_in(file):
    changed = []
    for text in texts(catalogues.read(file)):
        asked = [text.id] if isinstance(text.id, str) else text.id
        wanted = {place for one in asked for place in PLACEHOLDER.findall(one)}
        # “one NGO” may leave its number out; no form may ask for what is not given, the last has all.
        given = [set(PLACEHOLDER.findall(form)) for form in forms(text)]
        if all(forms(text)) and (given[-1] != wanted or any(one - wanted for one in given)):
            changed.append(text.id)

    assert changed == []


@each_catalogue
def test_a_translation_is_written_in_cyrillic_where_it_is_words(file):
    latin = [
        form
        for text in texts(catalogues.read(file))
        for form in forms(text)
        if re.search(r"[A-Za-z]{4}", PLACEHOLDER.sub("", form)) and not re.search(r"[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]", form)
    ]

    assert set(latin) <= {"Tapsyrys"}


def test_kazakh_is_not_russian_put_in_its_place():
    kazakh, russian = (catalogues.read(catalogues.file_of(language)) for language in catalogues.LANGUAGES)

    same = {
        form
        for text in texts(kazakh)
        for form in forms(text)
        if (other := russian.get(text.id, text.context)) and form in forms(other) and not ALIKE.match(form)
    }

    assert [form for form in sorted(same) if not words(form) <= SAME_IN_BOTH] == []
