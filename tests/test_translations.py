"""Every text stands in Kazakh and in Russian (U38)."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = ("gettext_lazy", "gettext_noop", "ngettext_lazy:1,2", "pgettext_lazy:1c,2", "npgettext_lazy:1c,2,3")
SOURCES = ("accounts", "config", "lifecycle", "notifications", "registry", "tenders", "ui", "templates")


@pytest.fixture(scope="module")
def texts(tmp_path_factory) -> list[str | tuple[str, ...]]:
    """Every text of code and templates, as `./dev messages` gathers them."""
    file = tmp_path_factory.mktemp("texts") / "django.pot"
    asked = [part for word in KEYWORDS for part in ("-k", word)]
    folders = [str(ROOT / source) for source in SOURCES]
    settings = ["-q", "extract", "-F", str(ROOT / "pyproject.toml"), "-o", str(file), *asked]
    CommandLineInterface().run(["pybabel", *settings, *folders])
    return [message.id for message in _read(file) if message.id]


def _read(file: Path) -> Catalog:
    with file.open("rb") as opened:
        return read_po(opened)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_text_is_missing_or_fuzzy(texts, language):
    catalogue = _read(ROOT / "locale" / language / "LC_MESSAGES" / "django.po")

    def is_whole(text):
        message = catalogue.get(text)
        forms = message.string if message and isinstance(message.string, tuple) else (message and message.string,)
        return bool(message) and not message.fuzzy and all(forms)

    assert len(texts) > 1000
    assert [text for text in texts if not is_whole(text)] == []


# The same word in both languages.
ALIKE = {
    *("Budget", "Budget: %(sum)s", "Call", "Commission", "File", "Lot", "Quorum", "Ranking", "Tapsyrys", "Tender"),
    *("Website", "audit", "budget", "call", "commission", "editor", "lot", "reformer", "telephone", "website"),
    "%(kind)s %(number)s",
}


def test_kazakh_differs_from_russian_where_it_should():
    kazakh, russian = (_read(ROOT / "locale" / code / "LC_MESSAGES" / "django.po") for code in ("kk", "ru"))

    same = {message.id for message in kazakh if message.id and message.string == russian.get(message.id).string}

    assert same - ALIKE == set()
