"""An application as a file: all that it says, laid out from its canonical document (X20)."""

import json
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from tenders.applications import checks, content, wording
from tenders.applications.models import Application, Receipt
from ui import words

TEMPLATE = Path(settings.BASE_DIR) / "templates" / "typst" / "application.typ"
LANGUAGES = ("kk", "ru")
# Columns whose value another one says in words.
CHOSEN = {
    column: f"{column}_label" for column in (*content.LABELS, "region", *chain.from_iterable(content.LINKS.values()))
}
CHOSEN["quote"] = "quote_name"
SECTION_OF = {part: section for section, part in checks.PARTS.items()}


def pdf(application: Application, told: Mapping[str, Any], receipt: Receipt | None, language: str) -> bytes:
    """What an application says, as a tagged PDF whose headings are in Kazakh or Russian; a draft says that it is one.

    `told` is of `content.for_page`; `receipt` is that of the version, if it was submitted.
    """
    with override(language):
        made: bytes = typst.compile(
            str(TEMPLATE),
            sys_inputs={"document": json.dumps(_page(application, told, receipt, language), ensure_ascii=False)},
            ignore_system_fonts=True,
            pdf_standards="a-2b",
            timestamp=int((receipt.received_at if receipt else application.started_at).timestamp()),
        )
    return made


def submitted_or_draft(application: Application) -> tuple[dict[str, Any], Receipt | None]:
    """What counts: the version that stands submitted, or else the working copy."""
    if application.receipt:
        return content.of_receipt(application.receipt), application.receipt
    return content.for_page(content.snapshot(application)), None


def _page(application: Application, told: Mapping[str, Any], receipt: Receipt | None, language: str) -> dict[str, Any]:
    moment = localtime(receipt.received_at if receipt else application.started_at)
    return {
        "language": language,
        "written": told["language"] or language,
        "author": _("Tapsyrys"),
        "title": _("Application %(number)s") % {"number": application.number},
        "date": [moment.year, moment.month, moment.day],
        "facts": _facts(application, told, receipt, language),
        "sections": [_texts(told), *(_rows(told, part, language) for part in content.PARTS), _files(told)],
    }


def _facts(
    application: Application, told: Mapping[str, Any], receipt: Receipt | None, language: str
) -> list[tuple[str, str]]:
    lot, ngo = application.lot, application.organisation
    call = lot.call
    facts = [
        (_("Organisation"), f"{words.spoken(ngo, 'name', language)[1]}, {_('BIN')} {ngo.bin}"),
        (_("Call"), f"{call.number}. {words.spoken(call, 'title', language)[1]}"),
        (_("Lot"), f"{lot.number}. {words.spoken(lot, 'title', language)[1]}"),
        (_("Requested"), words.tenge(told["requested_amount"], language)),
    ]
    if receipt is None:
        return [*facts, (_("State"), _("Draft: not submitted"))]
    received = words.exact(localtime(receipt.received_at), language)
    return [
        *facts,
        (_("Received"), f"{received}, {_('Astana time')} (UTC+5)"),
        (_("Receipt"), receipt.number),
        ("SHA-256", _in_two(receipt.sha256)),
    ]


def _texts(told: Mapping[str, Any]) -> dict[str, Any]:
    texts = [(str(label), str(told[name] or "–").split("\n")) for name, label in wording.TEXTS.items()]
    return {"heading": str(wording.SECTIONS["summary"]), "texts": texts, "rows": [], "sums": []}


def _rows(told: Mapping[str, Any], part: str, language: str) -> dict[str, Any]:
    columns = [column for column in content.COLUMNS[part] if column != "key"]
    fields = [content.PARTS[part]._meta.get_field(column) for column in columns]
    rows = [
        (
            wording.ROWS[part] % {"number": number},
            [(_heading(field), _value(row, field.name, language)) for field in fields],
        )
        for number, row in enumerate(told[part], start=1)
    ]
    sums = _sums(told, language) if part == "budget_lines" and rows else []
    return {"heading": str(wording.SECTIONS[SECTION_OF[part]]), "texts": [], "rows": rows, "sums": sums}


def _sums(told: Mapping[str, Any], language: str) -> list[tuple[str, str]]:
    names = {"total": _("Cost in all"), "shared": _("Own and others"), "requested": _("Requested")}
    return [(label, words.tenge(getattr(told["totals"], name), language)) for name, label in names.items()]


def _files(told: Mapping[str, Any]) -> dict[str, Any]:
    rows = [
        (
            file["name"],
            [(_("What it proves"), file["requirement"] or _("Something else")), ("SHA-256", _in_two(file["sha256"]))],
        )
        for file in told["attachments"]
    ]
    texts = [] if rows else [("", [_("No files.")])]
    return {"heading": str(wording.SECTIONS["attachments"]), "texts": texts, "rows": rows, "sums": []}


def _in_two(sha256: str) -> str:
    """A hash that breaks where a line ends."""
    return f"{sha256[:32]} {sha256[32:]}"


def _heading(field: Any) -> str:
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def _value(row: Mapping[str, Any], name: str, language: str) -> str:
    value = row.get(CHOSEN.get(name, name))
    if value in (None, "", False):
        return "–"
    if value is True:
        return _("yes")
    if name.endswith("_amount") or name == "unit_cost":
        return words.tenge(value, language)
    if name.endswith("_on"):
        return words.day(value, language)
    return words.short(value, language) if name in content.NUMBERS else str(value)
