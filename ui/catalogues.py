"""The catalogues of texts: gathered from code and templates for the translators, built for the site.

`python -m ui.catalogues gather` brings locale/ up to what the code says; `build` makes what gettext reads, without
gettext installed. locale/packages/ holds what packages have no words for in Kazakh or Russian, and is written by hand.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import IO

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("kk", "ru")
FOLDERS = ("accounts", "config", "files", "lifecycle", "notifications", "registry", "tenders", "ui", "templates")
TEMPLATE = "ui.catalogues:extract_template"
METHODS = [("**.py", "python"), ("**.html", TEMPLATE), ("**.txt", TEMPLATE)]
HEADER = {"project": "Tapsyrys", "version": "1", "header_comment": "# The words of Tapsyrys.", "fuzzy": False}
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def file_of(language: str, folder: str = "locale") -> Path:
    """Where the texts of a language are written."""
    return ROOT / folder / language / "LC_MESSAGES" / "django.po"


def read(file: Path) -> Catalog:
    """A catalogue as its file has it."""
    with file.open("rb") as source:
        return read_po(source, locale=file.parts[-3])


def gathered() -> Catalog:
    """Every text that the code and the templates hand to a translator."""
    catalog = Catalog(**HEADER)
    for folder in FOLDERS:
        found = extract_from_dir(ROOT / folder, METHODS, keywords=KEYWORDS)
        # In the same order on every machine; a folder hands its files out as it likes.
        for name, _line, message, _comments, context in sorted(found, key=lambda text: (text[0], text[1])):
            catalog.add(message, locations=[(f"{folder}/{name}", 1)], context=context)
    return catalog


def gather() -> None:
    """Bring the files of translators up to date: new texts empty, old ones gone, none guessed."""
    template = gathered()
    for language in LANGUAGES:
        file = file_of(language)
        catalog = read(file) if file.exists() else Catalog(locale=language, **HEADER)
        catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("wb") as target:
            write_po(target, catalog, width=110, sort_by_file=True, include_lineno=False, ignore_obsolete=True)


def build() -> None:
    """Build what is older than its source."""
    for file in ROOT.glob("locale/**/django*.po"):
        built = file.with_suffix(".mo")
        if not built.exists() or built.stat().st_mtime < file.stat().st_mtime:
            with built.open("wb") as target:
                write_mo(target, read(file))


def extract_template(
    file: IO[bytes], keywords: Mapping, comment_tags: Sequence[str], options: Mapping
) -> Iterator[tuple]:
    """The texts of one template, as Babel wants them: line, function, text, comments."""
    # Django rewrites the template as Python; inside brackets its indentation means nothing.
    source = f"({templatize(file.read().decode())})"
    return extract_python(BytesIO(source.encode()), keywords, comment_tags, options)


if __name__ == "__main__":
    {"gather": gather, "build": build}[sys.argv[1]]()
