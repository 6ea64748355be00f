"""The rows of a file in portions, for a worker that goes on where it or another one stopped."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from django.conf import settings

from registry.imports import columns, sheets, template
from registry.imports.checking import Checker
from registry.imports.models import Import


class AtHand(NamedTuple):
    """A file that this worker is reading: whose, how many rows it gave, the rows to come, and who judges them."""

    pk: int
    position: int
    file: Any
    rows: Iterator[tuple[sheets.Row, dict[str, str]]]
    checker: Checker


# Reading a workbook begins at its beginning, so it stays open from one portion to the next.
_AT_HAND: list[AtHand] = []


def portion(of: Import, position: int, size: int) -> tuple[list[tuple[sheets.Row, dict[str, str]]], Checker]:
    """The next rows of a file after so many, and who judges them. Raises sheets.Fault where it cannot be read."""
    at_hand = _AT_HAND.pop() if _AT_HAND else None
    if at_hand is None or (at_hand.pk, at_hand.position) != (of.pk, position):
        if at_hand is not None:
            at_hand.file.close()
        at_hand = _opened(of, position)
    try:
        rows = list(islice(at_hand.rows, size))
    except sheets.Fault:
        at_hand.file.close()
        raise
    if len(rows) < size:
        at_hand.file.close()
    else:
        _AT_HAND.append(at_hand._replace(position=position + len(rows)))
    return rows, at_hand.checker


def look_at(file: Any) -> None:
    """Whether the headings of a file can be read. Raises sheets.Fault with what is wrong otherwise."""
    next(_filled(file), None)
    file.seek(0)


def _opened(of: Import, position: int) -> AtHand:
    # A rolled back portion may have been seen by the judge of before: a new one knows what is written.
    seen = dict(of.rows.exclude(key="").values_list("key", "number"))
    file = of.file.storage.open(str(of.file.name))
    rows = _filled(file)
    next(islice(rows, position, position), None)
    return AtHand(of.pk, position, file, rows, Checker(seen=seen))


def _filled(file: Any) -> Iterator[tuple[sheets.Row, dict[str, str]]]:
    """The rows below the headings, each cell under the name of its field; the example of the template is no row."""
    rows = sheets.rows_of(file, most=settings.IMPORT_MOST_ROWS + 1)
    first = next(rows, None)
    if first is None:
        raise sheets.Fault("no_headings")
    fields = columns.matched(first.cells)
    for row in rows:
        cells = columns.cells_of(row.cells, fields)
        if not template.is_example(cells):
            yield row, cells
