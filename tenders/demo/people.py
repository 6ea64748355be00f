"""The people of the demonstration: every role, one password."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts import actions
from accounts.models import Assignment, User
from registry.bodies.models import StateBody
from tenders.demo.names import PEOPLE

PASSWORD = "tapsyrys demo 2026"
HOST = "example.kz"

# The part of the address before the @, and what it is for.
ACCOUNTS = {
    "admin": "system administrator",
    "registry": "registry officer: verifies NGOs in the admin",
    "officer": "call officer: drafts calls",
    "approver": "approver: approves and publishes them",
    "auditor": "auditor: reads what is opened",
    "chair": "chair of the commissions",
    "deputy": "deputy chair",
    "member1": "commission member",
    "member2": "commission member",
    "member3": "commission member",
    "secretary": "secretary of the commissions",
    "expert": "expert of the commissions: scores, does not vote",
    "observer": "observer on the commissions",
    "head": "head of an NGO: applies for open calls",
    "editor": "editor of the same NGO: writes, does not submit",
}


def person(name: str, number: int, hashed: str) -> User:
    """One confirmed account; the names repeat after twenty-four."""
    user = User(
        email=f"{name}@{HOST}",
        name=PEOPLE[number % len(PEOPLE)],
        language="ru" if number % 3 == 1 else "kk",
        password=hashed,
        is_superuser=name == "admin",
        is_staff=name == "admin",
    )
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def everybody(bodies: list[StateBody], at: datetime) -> dict[str, User]:
    """Every account of the table above, with its role."""
    hashed = make_password(PASSWORD)
    people = {name: person(name, number, hashed) for number, name in enumerate(ACCOUNTS)}
    admin = people["admin"]
    actions.assign(people["registry"], role=Assignment.Role.REGISTRY_OFFICER, by=admin, at=at)
    actions.assign(people["auditor"], role=Assignment.Role.AUDITOR, by=admin, at=at)
    for body in bodies:
        actions.assign(people["officer"], role=Assignment.Role.CALL_OFFICER, body=body, by=admin, at=at)
        actions.assign(people["approver"], role=Assignment.Role.APPROVER, body=body, by=admin, at=at)
    return people
