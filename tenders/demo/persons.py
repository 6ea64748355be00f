"""Who stands behind the NGOs of the demonstration, and what is in its register twice."""

from datetime import date, datetime
from decimal import Decimal

from accounts.models import User
from registry.duplicates import actions as duplicates
from registry.organisations import actions as organisations
from registry.organisations.bin import with_check_digit
from registry.organisations.models import Organisation
from registry.persons import actions
from registry.persons.iban import with_check_digits
from tenders.demo.names import PEOPLE

BECAUSE = "Құрылтай жиналысының хаттамасы. / Протокол учредительного собрания."
# Banks by the three digits of their accounts, with their names and BICs.
BANKS = [("722", "Kaspi Bank", "CASPKZKA"), ("601", "Halyk Bank", "HSBKKZKX"), ("998", "ForteBank", "IRTYKZKA")]


def behind(ngos: list[Organisation], officer: User, at: datetime) -> None:
    """Two founders, a member of the board and private data for each of these NGOs, all invented."""
    for number, ngo in enumerate(ngos):
        begun = ngo.registered_on
        for place, share in enumerate((Decimal(60), Decimal(40))):
            facts = {
                "kind": "person", "name": PEOPLE[(number + place * 5) % len(PEOPLE)], "country": "KZ",
                "share": share, "iin_bin": _iin(number * 2 + place), "since": begun,
            }  # fmt: skip
            actions.add_founder(ngo, facts, because=BECAUSE, by=officer, at=at)
        posts = (("head", ngo.head_name), ("board", PEOPLE[(number + 7) % len(PEOPLE)]))
        for role, name in posts:
            facts = {"name": name, "role": role, "iin": "", "since": begun}
            actions.add_post(ngo, facts, because=BECAUSE, by=officer, at=at)
        bank, bank_name, bic = BANKS[number % len(BANKS)]
        private = {
            "bank_account": with_check_digits(bank, f"{number:013}"), "bank_name": bank_name, "bic": bic,
            "head_iin": _iin(number * 2), "head_phone": f"+7707{5_550_000 + number:07}",
        }  # fmt: skip
        actions.write_private(ngo, private, because=BECAUSE, by=officer, at=at)


def twice(ngos: list[Organisation], people: list[User], officer: User, at: datetime) -> None:
    """Three NGOs filed a second time: one still to be looked at, one merged, one found to be another."""
    again = [_filed_again(ngo, number, people[number], at) for number, ngo in enumerate(ngos[:3])]
    duplicates.merge(
        again[1],
        into=ngos[1],
        because="Бір куәлік екі рет берілген. / Одна и та же справка подана дважды.",
        by=officer,
        at=at,
    )
    organisations.set_apart(
        ngos[2],
        again[2],
        because="Бас ұйым және оның бөлімшесі. / Головная организация и её отделение.",
        by=officer,
        at=at,
    )


def _filed_again(ngo: Organisation, number: int, by: User, at: datetime) -> Organisation:
    kept = ("name_kk", "legal_form", "region", "address_kk", "address_ru", "phone", "head_name", "scale")
    facts = {name: getattr(ngo, name) for name in kept} | {
        "bin": _number(number),
        "name_ru": ngo.name_ru.replace("Общественное объединение", "ОО"),
        "registered_on": date(2023, 1, 16),
        "email": ngo.email,
        "spheres": [*ngo.spheres.all()],
        "classes": [*ngo.classes.all()],
    }
    return organisations.register(facts, by=by, at=at)


def _number(number: int) -> str:
    numbers = (with_check_digit(f"230140{serial:05}") for serial in range(number * 20, number * 20 + 20))
    return next(filter(None, numbers))


def _iin(number: int) -> str:
    birth = f"{60 + number % 35:02}{1 + number % 12:02}{1 + number % 28:02}{3 + number % 2}"
    numbers = (with_check_digit(f"{birth}{serial:04}") for serial in range(20))
    return next(filter(None, numbers))
