"""A protocol as a page: laid out from its body in one language, set by typst into PDF bytes."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import qrcode
import qrcode.image.svg
import typst
from django.conf import settings
from django.utils.timezone import localtime

TEMPLATES = Path(settings.BASE_DIR) / "templates" / "typst"


@dataclass(frozen=True)
class Section:
    """A part of a document: a heading, paragraphs, and a table if it has rows."""

    heading: str
    paragraphs: Sequence[str] = ()
    columns: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    widths: Sequence[str] = ()
    aligns: Sequence[str] = ()


@dataclass(frozen=True)
class Page:
    """All the words of a document in one language, ready for the page."""

    title: str
    number: str
    place: str
    date: str
    facts: Sequence[tuple[str, str]]
    sections: Sequence[Section]
    language: str
    author: str
    hash_label: str
    hash: str
    verify: str
    address: str
    drawn_up: tuple[int, int, int]
    qr: str = field(default="")


def as_pdf(page: Page) -> bytes:
    """The page as a tagged PDF/A, the same bytes on every machine: no font of the system is used."""
    filled = {**asdict(page), "qr": qr_svg(page.address)}
    pdf: bytes = typst.compile(
        str(TEMPLATES / "protocol.typ"),
        sys_inputs={"document": json.dumps(filled, ensure_ascii=False)},
        ignore_system_fonts=True,
        pdf_standards="a-2b",
        timestamp=0,
    )
    return pdf


def qr_svg(address: str) -> str:
    """An address as a QR code, in SVG."""
    canvas = io.BytesIO()
    qrcode.make(address, image_factory=qrcode.image.svg.SvgPathImage, border=0).save(canvas)
    return canvas.getvalue().decode()


def local_day(moment: datetime) -> date:
    """The day in Astana of a moment."""
    return localtime(moment).date()


def day_of(moment: datetime) -> tuple[int, int, int]:
    """Year, month and day in Astana of a moment, as typst takes them."""
    day = local_day(moment)
    return day.year, day.month, day.day


def bilingual(body: Mapping[str, Any], name: str, language: str) -> str:
    """A text of the body in the language of the document."""
    return body[f"{name}_{language}"]
