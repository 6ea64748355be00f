"""A table of the demonstration, brought by the registry officer and checked: it waits to be confirmed."""

from datetime import datetime

from django.core.files.base import ContentFile

from accounts.models import User
from registry.imports import actions, columns, sheets
from registry.imports.models import Import
from registry.jobs import actions as jobs
from registry.organisations.bin import with_check_digit
from registry.organisations.models import Organisation
from tenders.demo.people import HOST

NEW = (
    ("«Көмек қолы» қоғамдық қоры", "Общественный фонд «Рука помощи»", "Астана қаласы"),
    ("«Ауыл тынысы» қоғамдық бірлестігі", "Общественное объединение «Дыхание села»", "Түркістан облысы"),
    ("«Таза дала» қоғамдық қоры", "Общественный фонд «Чистая степь»", "Павлодар облысы"),
)


def brought(officer: User, known: Organisation, at: datetime) -> Import:
    """Three new organisations, one whose head has changed, and one with a slip in its BIN and its e-mail."""
    names = [name for name in columns.names() if name != columns.CODE]
    rows = [_row(place, kk, ru, region) for place, (kk, ru, region) in enumerate(NEW)]
    rows += [{"bin": known.bin or "", "head_name": "Сәуле Әбдіғали"}]
    rows += [_row(9, "«Болашақ» қоғамдық қоры", "Общественный фонд «Болашак»", "71") | {"bin": "1501", "email": "жоқ"}]
    table = [names, *([row.get(name, "") for name in names] for row in rows)]
    content = ContentFile(b"".join(sheets.csv_lines(table)), "uiymdar-2026.csv")
    of = actions.upload(content, by=officer, at=at)
    while job := jobs.take(at=at):
        while jobs.go_on(job, at=at):
            pass
    return of


def _row(place: int, kk: str, ru: str, region: str) -> dict[str, str]:
    whole = (with_check_digit(f"24054{place % 3}{serial:05}") for serial in range(place * 40 + 900, place * 40 + 940))
    return {
        "bin": next(number for number in whole if number),
        "name_kk": kk,
        "name_ru": ru,
        "legal_form": "public_foundation",
        "registered_on": "17.05.2024",
        "region": region,
        "address_kk": "Абай көшесі, 12",
        "address_ru": "улица Абая, 12",
        "spheres": "6",
        "head_name": "Бақыт Оспанов",
        "phone": "+7 701 555 00 11",
        "email": f"table{place}@{HOST}",
    }
