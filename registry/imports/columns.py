"""The columns of a table of organisations: what the site's own form asks, under its headings in three languages."""

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.imports.sheets import Fault
from registry.organisations import naming
from registry.organisations.forms import OrganisationForm

LANGUAGES = [code for code, _name in settings.LANGUAGES]
# By these a row is found in the register.
BIN, CODE = "bin", "code"
# What our own tables add; it is shown, and not read.
ROW, REASONS, STATUS, VERIFIED = "row", "reasons", "status", "verified_at"
OWN_LABELS = {
    CODE: gettext_lazy("Code"),
    ROW: gettext_lazy("Row of the file"),
    REASONS: gettext_lazy("Reasons"),
    STATUS: gettext_lazy("Status"),
    VERIFIED: gettext_lazy("Verified on"),
}
UNREAD = {ROW, REASONS, STATUS, VERIFIED}


class Column(NamedTuple):
    """A column: the name of its field, its heading, whether a new organisation needs it, and what stands in it."""

    name: str
    heading: str
    is_needed: bool
    hint: str


def all_columns() -> list[Column]:
    """Every column that is read, under its heading in the language of the moment."""
    own = Column(CODE, str(OWN_LABELS[CODE]), False, _("Of an organisation in the register; leave it empty otherwise."))
    return [own, *(_column(name, field) for name, field in OrganisationForm().fields.items())]


def names() -> list[str]:
    """The fields that are read, in the order of the form."""
    return [CODE, *OrganisationForm.base_fields]


def heading_of(name: str) -> str:
    """The heading of a column in the language of the moment."""
    return str(OWN_LABELS[name]) if name in OWN_LABELS else str(_labels()[name])


def matched(headings: Sequence[str]) -> list[str]:
    """The field that each column of a file is for, empty for one without a heading or that is not read.

    Raises Fault for a heading that is not known or stands there twice, and for a file whose rows have no key.
    """
    known, found = _by_heading(), []
    if not any(_folded(heading) in known for heading in headings):
        raise Fault("no_headings")
    for heading in headings:
        folded = _folded(heading)
        name = known.get(folded, "") if folded else ""
        if folded and not name:
            raise Fault("unknown_heading", heading=heading.strip()[:60])
        if name and name in found:
            raise Fault("heading_twice", heading=heading.strip()[:60])
        found.append(name)
    if not {BIN, CODE} & set(found):
        raise Fault("no_key", bin=heading_of(BIN), code=heading_of(CODE))
    return ["" if name in UNREAD else name for name in found]


def cells_of(row: Sequence[str], fields: Sequence[str]) -> dict[str, str]:
    """The cells of a row by the field that each is for."""
    return {name: cell for name, cell in zip(fields, row, strict=False) if name}


def _column(name: str, field: Any) -> Column:
    hint = str(field.help_text)
    return Column(name, str(field.label), field.required, hint)


@cache
def _labels() -> dict[str, Any]:
    return {name: field.label for name, field in OrganisationForm.base_fields.items()}


@cache
def _by_heading() -> dict[str, str]:
    known = {}
    for language in LANGUAGES:
        with translation.override(language):
            for name in [*OWN_LABELS, *_labels()]:
                known[_folded(heading_of(name))] = name
    return known | {_folded(name): name for name in [*OWN_LABELS, *_labels()]}


def _folded(heading: str) -> str:
    return naming.fold(heading.replace("_", " "))
