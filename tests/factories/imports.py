"""Files of organisations, and imports that have come some way.

`table(row(), row(name_ru="…"))` is a file as a browser sends it; `checked(table(…))` an import whose rows are judged;
`imported(table(…))` one that is in the register.
"""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from lifecycle import clock
from registry.imports import actions, sheets
from registry.imports.models import Import
from registry.tasks import run_jobs
from tests.factories.accounts import UserFactory
from tests.factories.registry import valid_bin

FIRST = 30_000


def row(place: int = 1, **changes: str) -> dict[str, str]:
    """A row without a fault, of the organisation number `place`."""
    facts = {
        "bin": valid_bin(FIRST // 4 + place),
        "name_kk": f"«Қамқор {place}» қоғамдық қоры",
        "name_ru": f"Общественный фонд «Камкор {place}»",
        "name_en": "",
        "legal_form": "public_foundation",
        "registered_on": "15.01.2015",
        "region": "23",
        "address_kk": "Атырау қаласы, Азаттық даңғылы, 1",
        "address_ru": "город Атырау, проспект Азаттык, 1",
        "is_rural": "нет",
        "spheres": "6",
        "classes": "youth; gender",
        "scale": "local",
        "head_name": "Айгүл Сейітқали",
        "phone": "8 701 234 56 78",
        "email": f"ngo{place}@example.kz",
        "website": "",
    }
    return facts | changes


def cells(*rows: dict[str, str]) -> list[list[str]]:
    """Headings and rows as a table has them."""
    names = list(dict.fromkeys(name for one in rows for name in one))
    return [names, *([one.get(name, "") for name in names] for one in rows)]


def table(*rows: dict[str, str], kind: str = sheets.CSV, name: str = "") -> SimpleUploadedFile:
    """These rows as a file."""
    return named(cells(*rows), kind, name or f"organisations.{kind}")


def named(rows: list[list[str]], kind: str, name: str) -> SimpleUploadedFile:
    """A table as a file of a kind under a name."""
    if kind == sheets.CSV:
        return SimpleUploadedFile(name, b"".join(sheets.csv_lines(rows)))
    file = BytesIO()
    sheets.write_workbook(file, rows, title="Organisations")
    return SimpleUploadedFile(name, file.getvalue())


def officer(name: str = "Officer", **facts: Any) -> User:
    """A registry officer."""
    return UserFactory(role="registry_officer", name=name, **facts)


def brought(*, by: User | None = None) -> Import:
    """An import that waits to be checked, and the note of an export."""
    by = by or officer()
    actions.note_export(filters="", kind="csv", rows=1, has_contacts=True, by=by, at=clock.now())
    return actions.upload(table(row()), by=by, at=clock.now())


def checked(file: SimpleUploadedFile, *, by: User | None = None) -> Import:
    """An import whose rows are judged."""
    of = actions.upload(file, by=by or officer(), at=clock.now())
    run_jobs()
    of.refresh_from_db()
    return of


def imported(file: SimpleUploadedFile, *, by: User | None = None, confirmed_by: User | None = None) -> Import:
    """An import that is in the register."""
    of = checked(file, by=by)
    actions.confirm(of, by=confirmed_by or of.uploaded_by, at=clock.now())
    run_jobs()
    of.refresh_from_db()
    return of
