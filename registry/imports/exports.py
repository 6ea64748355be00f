"""Tables of organisations that leave the register: the columns that a reader may have, row by row."""

from collections.abc import Callable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from registry.imports import columns, sheets
from registry.organisations.forms import OrganisationForm
from registry.organisations.models import Organisation
from registry.reference.models import LegalForm, NgoClass, Region, Sphere

CHUNK = 1_000
# Names, telephones and addresses of people, and what reaches them.
CONTACTS = ["address_kk", "address_ru", "head_name", "phone", "email"]
PUBLIC = [
    "code", "bin", "name_kk", "name_ru", "name_en", "short_name_kk", "short_name_ru", "short_name_en", "legal_form",
    "registered_on", "registration_number", "registrar", "region", "is_rural", "spheres", "classes", "scale", "website",
    "status", "verified_at",
]  # fmt: skip


def names_for(*, with_contacts: bool) -> list[str]:
    """The columns of a table: those that an import reads again come under the same headings."""
    own = [name for name in OrganisationForm.base_fields if name not in PUBLIC]
    return PUBLIC + ([name for name in CONTACTS if name in own] if with_contacts else [])


def rows(found: QuerySet[Organisation], *, with_contacts: bool) -> Iterator[list[str]]:
    """Headings and rows in the language of the moment in which this is called; many rows are never held at once."""
    names = names_for(with_contacts=with_contacts)
    headings = [columns.heading_of(name) for name in names]
    said = _words()
    return _rows(found.prefetch_related("spheres", "classes"), names, headings, said)


def as_csv(table: Iterator[Sequence[str]]) -> Iterator[bytes]:
    """The table as CSV, line by line."""
    return sheets.csv_lines(table)


def as_workbook(table: Iterator[Sequence[str]], *, title: str) -> Any:
    """The table as XLSX, in a file that is gone when it is closed."""
    file: Any = TemporaryFile()  # noqa: SIM115 - the answer that sends it closes it
    sheets.write_workbook(file, table, title=title)
    file.seek(0)
    return file


Say = Callable[[Organisation], str]


def _rows(
    found: QuerySet[Organisation], names: list[str], headings: list[str], said: dict[str, Say]
) -> Iterator[list[str]]:
    yield headings
    for one in found.iterator(chunk_size=CHUNK):
        yield [said[name](one) if name in said else str(getattr(one, name) or "") for name in names]


def _words() -> dict[str, Say]:
    """How the columns that are no plain text are said; every word is looked up here, once, in the reader's language."""
    entry = {
        model: {one.pk: str(one) for one in model._default_manager.all()}
        for model in (LegalForm, Region, Sphere, NgoClass)
    }
    status, scale = (dict(_spoken(choices)) for choices in (Organisation.Status, Organisation.Scale))
    word = {True: _("yes"), False: _("no")}
    return {
        "legal_form": lambda one: entry[LegalForm][one.legal_form_id],
        "region": lambda one: entry[Region][one.region_id],
        "spheres": lambda one: "; ".join(entry[Sphere][sphere.pk] for sphere in one.spheres.all()),
        "classes": lambda one: "; ".join(entry[NgoClass][group.pk] for group in one.classes.all()),
        "status": lambda one: status[one.status],
        "scale": lambda one: scale[one.scale],
        "is_rural": lambda one: word[one.is_rural],
        "registered_on": lambda one: one.registered_on.isoformat(),
        "verified_at": lambda one: localdate(one.verified_at).isoformat() if one.verified_at else "",
    }


def _spoken(choices: Any) -> Iterator[tuple[str, str]]:
    return ((value, str(label)) for value, label in choices.choices)
