"""How a person is told: a row in the caller's own transaction, sent later by the worker (Q1)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.template import loader

from lifecycle import chain
from notifications import facts as fact
from notifications import wording
from notifications.models import Notice


class Address(NamedTuple):
    """Where to write to somebody who has no account, and in which language."""

    email: str
    language: str


def post(kind: str, *, to: Iterable[Any], at: datetime, **told: Any) -> None:
    """Owe these people (users, or `Address`es) a message; the other arguments are those of `letters`."""
    owe(letters(kind, to=to, at=at, **told))


def owe(notices: Iterable[Notice]) -> None:
    """Owe many different messages in one go: `owe(letter for one in bids for letter in letters(…))`."""
    Notice.objects.bulk_create(notices, ignore_conflicts=True)


def letters(
    kind: str,
    *,
    to: Iterable[Any],
    at: datetime,
    about: Model | None = None,
    url: str = "",
    send_after: datetime | None = None,
    key: str = "",
    is_listed: bool = True,
    **facts: Any,
) -> list[Notice]:
    """A message to each of these people, of a kind whose words stand in `templates/mail/<kind>/`; not owed yet.

    Each gets it once for one `about` and one `key`, however often it is posted; what may happen to the same record
    again has a key that changes: a version, a moment. `send_after` holds it back, on the site as well (R-067).
    What is not listed is forgotten when it is sent: links that open an account. Facts are named as `facts.py` says.
    """
    if about is None and not key:
        raise ValueError("A notice about no record needs a key, or nobody would ever get it twice.")
    for part in ("subject", "body"):
        loader.get_template(f"mail/{kind}/{part}.txt")
    moment = send_after or at
    shared = {
        "kind": kind,
        "about": about,
        "url": wording.neutral(url),
        "facts": fact.plain(facts),
        "is_listed": is_listed,
        "created_at": at,
        "send_after": moment,
        "available_at": moment,
    }
    return [Notice(**shared, **_recipient(person), dedupe_key=_once(kind, about, key, person)) for person in to]


def _recipient(person: Any) -> dict[str, Any]:
    if isinstance(person, Address):
        return {"to": None, "address": person.email, "language": person.language}
    return {"to": person, "address": person.email, "language": person.language}


def _once(kind: str, about: Model | None, key: str, person: Any) -> str:
    record = [ContentType.objects.get_for_model(about).pk, about.pk] if about else None
    who = person.email.lower() if isinstance(person, Address) else person.pk
    return chain.fingerprint(chain.canonical([kind, record, key, who]))
