"""What stood before the first application: NGOs in the register, the procedure, the call, its commission."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts import actions as accounts
from accounts.models import Assignment, User
from notifications.models import Notice
from registry.bodies.models import StateBody
from registry.organisations import actions as register
from registry.organisations.bin import with_check_digit
from registry.organisations.models import Organisation
from registry.reference.models import LegalForm, Region, Sphere
from tenders.calls import actions as calls
from tenders.calls.models import Call, Lot
from tenders.commission import actions as commission
from tenders.commission.models import Member
from tenders.demo import costs
from tenders.demo.names import NGOS, PEOPLE, of_region_kk, of_region_ru
from tenders.procedure.models import Profile
from tenders.replay import plan, words

PROFILE = Path(__file__).parent / "data" / "profile.json"
LANGUAGES = ("kk", "ru", "kk", "ru", "en")
LONG_AGO, SOME_TIME_AGO = timedelta(days=400), timedelta(days=60)
HOUR = timedelta(hours=1)
# Seven who vote, and the secretary: role, and whose seat it is.
SEATS = {
    "chair": ("chair", "customer"),
    "deputy": ("deputy", "ngo"),
    "member1": ("member", "ngo"),
    "member2": ("member", "public"),
    "member3": ("member", "customer"),
    "member4": ("member", "ngo"),
    "member5": ("member", "public"),
    "secretary": ("secretary", "customer"),
}
OFFICIALS = ("administrator", "registry", "officer", "approver")


@dataclass(frozen=True)
class Ngo:
    """An NGO of the register and its head."""

    organisation: Organisation
    head: User


@dataclass(frozen=True)
class Cast:
    """Everybody of one replay; all their addresses end with the same host."""

    host: str
    people: dict[str, User]
    ngos: list[Ngo]
    body: StateBody


def cast(now: datetime) -> Cast:
    """New people and new NGOs, verified in the register; they are sent no mail about what happened that long ago."""
    host = f"replay-{User.objects.filter(email__startswith='registry@replay-').count() + 1}.example.kz"
    people, body = _officials(host, now)
    bins, regions = _bins(), list(Region.objects.on(now.date()).order_by("code"))
    ngos = []
    for number in range(plan.NGOS):
        # The names are used up before the regions are: each round begins with the next region.
        region = regions[(number + number // len(NGOS)) % len(regions)]
        ngos.append(_registered(number, region, next(bins), host, people["registry"], now))
    return Cast(host, people, ngos, body)


@transaction.atomic
def call(known: Cast, *, deadline: datetime, now: datetime) -> Call:
    """The call of two lots, published two months ago with its commission; it takes applications until the deadline."""
    at, officer, approver = now - SOME_TIME_AGO, known.people["officer"], known.people["approver"]
    opened: dict[str, Any] = {"deadline_at": deadline, "opening_at": deadline, "publish_on": at.date()}
    facts = words.CALL | opened | {
        "customer": known.body, "profile": _profile(), "level": known.body.level, "sphere": _sphere(),
    }  # fmt: skip
    drafted = calls.draft(facts, by=officer, at=at)
    for share in plan.SHARES:
        starts, ends = deadline.date() + timedelta(days=30), deadline.date() + timedelta(days=330)
        lot = Lot(**words.LOTS[share.lot], budget_amount=share.budget, starts_on=starts, ends_on=ends)
        calls.save_lot(drafted, lot, [], costs.of(share.budget), by=officer, at=at)
    calls.approve(drafted, by=approver, at=at + HOUR)
    order = {"order_number": "19-Ө", "ordered_on": at.date()}
    commission.appoint(drafted, order, list(_members(known)), by=approver, at=at + HOUR)
    published = calls.publish(Call.objects.get(pk=drafted.pk), by=approver, at=at + 2 * HOUR)
    _forget(known.host)
    return published


def owed_to(known: Cast) -> Any:
    """The notices of everybody of this replay, but for those of long ago, and of a call that failed at a deadline."""
    owed = Notice.objects.filter(address__endswith=f"@{known.host}").exclude(state=Notice.State.DROPPED)
    return owed.exclude(kind="admission/failed")


def _forget(host: str) -> None:
    waiting = Notice.objects.pending().filter(address__endswith=f"@{host}")
    waiting.update(state=Notice.State.DROPPED, last_error="replay: long ago")


def _profile() -> Profile:
    """The numbers of the profile that is offered first, with the changes the file tells."""
    told = json.loads(PROFILE.read_text(encoding="utf-8"))
    key = {"code": told["code"], "version": told["version"]}
    if found := Profile.objects.filter(**key).first():
        return found
    offered = Profile.objects.get(is_default=True)
    facts = {field.attname: getattr(offered, field.attname) for field in Profile._meta.concrete_fields}
    Profile.objects.create(**facts | key | told["changes"] | {"id": None})
    return Profile.objects.get(**key)


def _sphere() -> Sphere:
    return Sphere.objects.get(number=words.SPHERE)


def _person(name: str, number: int, host: str) -> User:
    user = User(email=f"{name}@{host}", name=PEOPLE[number % len(PEOPLE)], language=LANGUAGES[number % len(LANGUAGES)])
    user.set_unusable_password()
    user.save()
    return user


def _members(known: Cast) -> Iterator[Member]:
    work = {"organisation_kk": "Азаматтық альянс", "organisation_ru": "Гражданский альянс"}
    for name, (role, seat) in SEATS.items():
        yield Member(user=known.people[name], role=role, seat=seat, **work)


@transaction.atomic
def _officials(host: str, now: datetime) -> tuple[dict[str, User], StateBody]:
    people = {name: _person(name, number, host) for number, name in enumerate((*OFFICIALS, *SEATS))}
    body, _is_new = StateBody.objects.get_or_create(code=words.BODY["code"], defaults=words.BODY)
    for name, role, held_for in (
        ("registry", Assignment.Role.REGISTRY_OFFICER, None),
        ("officer", Assignment.Role.CALL_OFFICER, body),
        ("approver", Assignment.Role.APPROVER, body),
    ):
        accounts.assign(people[name], role=role, body=held_for, by=people["administrator"], at=now - LONG_AGO)
    _forget(host)
    return people, body


@transaction.atomic
def _registered(number: int, region: Region, bin: str, host: str, officer: User, now: datetime) -> Ngo:
    name, head = NGOS[number % len(NGOS)], _person(f"head{number}", number, host)
    facts = {
        "bin": bin, "name_kk": f"{of_region_kk(region.name_kk)} «{name.kk}» қоғамдық қоры",
        "name_ru": f"Общественный фонд «{name.ru}» {of_region_ru(region.name_ru)}", "region": region,
        "legal_form": LegalForm.objects.get(code="public_foundation"), "registered_on": date(2004, 3, 1 + number % 28),
        "address_kk": f"{region.centre or region.name_kk}, Бейбітшілік көшесі, {number + 1}",
        "address_ru": f"{region.centre or region.name_ru}, улица Бейбитшилик, {number + 1}",
        "head_name": head.name, "phone": f"+7701{5_550_000 + number}", "email": head.email, "spheres": [_sphere()],
    }  # fmt: skip
    filed = register.register(facts, by=head, at=now - LONG_AGO)
    verified = register.verify(filed, by=officer, at=now - LONG_AGO + HOUR)
    _forget(host)
    return Ngo(verified, head)


def _bins() -> Iterator[str]:
    """Numbers of March 2004 that nobody has."""
    taken = set(Organisation.objects.filter(bin__startswith="0403").values_list("bin", flat=True))
    for serial in range(100_000):
        whole = with_check_digit(f"040340{serial:05}")
        if whole and whole not in taken:
            yield whole
