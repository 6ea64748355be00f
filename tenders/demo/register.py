"""The register of the demonstration: state bodies, and six NGOs in each region of today."""

from collections.abc import Iterator
from datetime import date, datetime

from accounts.models import User
from registry.bodies.models import StateBody
from registry.organisations import actions
from registry.organisations.bin import with_check_digit
from registry.organisations.models import Organisation
from registry.people.models import Link
from registry.reference.models import LegalForm, NgoClass, Region, Sphere
from tenders.demo.names import NGOS, of_region_kk, of_region_ru
from tenders.demo.people import HOST

IN_A_REGION = 6
FORMS = ("public_foundation", "public_association", "private_institution")


def bodies() -> list[StateBody]:
    """Two ministries and two akimats."""
    rows = [
        ("MCI", "Мәдениет және ақпарат министрлігі", "Министерство культуры и информации",
         "Ministry of Culture and Information", "central", None),
        ("MLS", "Еңбек және халықты әлеуметтік қорғау министрлігі", "Министерство труда и социальной защиты населения",
         "Ministry of Labour and Social Protection", "sectoral", None),
        ("ATR", "Атырау облысының әкімдігі", "Акимат Атырауской области", "Akimat of Atyrau Region", "regional", "23"),
        ("AST", "Астана қаласының әкімдігі", "Акимат города Астана", "Akimat of Astana", "regional", "71"),
    ]  # fmt: skip
    regions = {region.code: region for region in Region.objects.all()}
    return [
        StateBody.objects.create(
            code=code, name_kk=kk, name_ru=ru, name_en=en, level=level, region=regions.get(region or "")
        )
        for code, kk, ru, en, level, region in rows
    ]


def organisations(heads: list[User], officer: User, filed: datetime, verified: datetime) -> list[Organisation]:
    """NGOs of every region, verified; the last of them are still to be checked, returned, or suspended."""
    forms = {form.code: form for form in LegalForm.objects.all()}
    spheres = {sphere.number: sphere for sphere in Sphere.objects.all()}
    classes = list(NgoClass.objects.all())
    found = []
    for number, (region, kk, ru, sphere) in enumerate(_names(filed.date())):
        facts = {
            "bin": _bin(number), "name_kk": kk, "name_ru": ru, "legal_form": forms[FORMS[number % 3]],
            "region": region, "registered_on": date(_year(number), 1 + number % 12, 1 + number % 28),
            "address_kk": f"{region.centre or region.name_kk}, Абай көшесі, {number % 90 + 1}",
            "address_ru": f"{region.centre or region.name_ru}, улица Абая, {number % 90 + 1}",
            "is_rural": number % 4 == 0, "head_name": heads[number % len(heads)].name,
            "phone": f"+770{number % 9 + 1}{5_550_000 + number:07}", "email": f"ngo{number}@{HOST}",
            "scale": "local" if number % 4 else "region",
            "spheres": [spheres[sphere]], "classes": [classes[number % len(classes)], *classes[: number % 5 == 0]],
        }  # fmt: skip
        one = actions.register(facts, by=heads[number % len(heads)], at=filed)
        found.append(_judged(one, number, officer, verified))
    return found


def let_write(person: User, ngo: Organisation, by: User, at: datetime) -> None:
    """The head lets somebody write for the NGO."""
    Link.objects.create(organisation=ngo, user=person, role=Link.Role.EDITOR, since=at.date())
    ngo.note("joined", by=by, at=at)


def _judged(one: Organisation, number: int, officer: User, at: datetime) -> Organisation:
    if number % 40 == 37:
        return one
    if number % 40 == 38:
        because = "Жарғының соңғы беті жоқ. / Нет последней страницы устава."
        return actions.return_for_correction(one, because=because, by=officer, at=at)
    one = actions.verify(one, by=officer, at=at)
    if number % 40 == 39:
        because = "Сот шешімі. / Решение суда."
        return actions.suspend(one, because=because, by=officer, at=at)
    return one


def _names(day: date) -> Iterator[tuple[Region, str, str, int]]:
    number = 0
    for region in Region.objects.on(day).order_by("code"):
        for _ in range(IN_A_REGION):
            name = NGOS[number % len(NGOS)]
            kk = f"{of_region_kk(region.name_kk)} «{name.kk}» қоғамдық бірлестігі"
            yield region, kk, f"Общественное объединение «{name.ru}» {of_region_ru(region.name_ru)}", name.sphere
            number += 1


def _year(number: int) -> int:
    """A year of registration: few in the early nineties, more of late, as the sector grew."""
    return 1992 + int(32 * (number * 37 % 120 / 119) ** 0.6)


def _bin(number: int) -> str:
    year, month = _year(number) % 100, 1 + number % 12
    for serial in range(number * 20, number * 20 + 20):
        if whole := with_check_digit(f"{year:02}{month:02}40{serial:05}"):
            return whole
    raise AssertionError("Every twenty numbers hold one that is issued.")
