"""The one way to sign a frozen document, and to find out whether a signature is true. Pure: no row, no clock.

What is signed is never a live row: it is the hash of a canonical document, and beside it who signs, in what capacity,
and when. The same serves receipts, protocols and contracts.
"""

from datetime import UTC, date, datetime
from types import ModuleType
from typing import NamedTuple

from lifecycle import chain
from tenders.signing.mark import Mark
from tenders.signing.providers import internal, none

PROVIDERS: dict[str, ModuleType] = {"none": none, "internal": internal}


class Paper(NamedTuple):
    """What is signed: the kind of document, the number it is known by, and its SHA-256."""

    kind: str
    number: str
    sha256: str


class Signer(NamedTuple):
    """Who signs: the key of the account, the capacity, and the power of attorney if it is by one."""

    person: int
    capacity: str
    proxy_number: str = ""
    proxy_from: date | None = None
    proxy_until: date | None = None


def sign(paper: Paper, signer: Signer, *, provider: str, at: datetime) -> Mark | None:
    """The mark of a provider under a statement; none where the provider signs nothing."""
    given: Mark | None = PROVIDERS[provider].mark(_statement(paper, signer, at))
    return given


def holds(paper: Paper, signer: Signer, given: Mark, *, provider: str, at: datetime) -> bool:
    """Whether this mark was made for this very document, signer and moment: recomputed each time it is asked."""
    return provider in PROVIDERS and PROVIDERS[provider].holds(_statement(paper, signer, at), given)


def _statement(paper: Paper, signer: Signer, at: datetime) -> str:
    who = signer._asdict() | {name: str(getattr(signer, name) or "") for name in ("proxy_from", "proxy_until")}
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return chain.canonical({**paper._asdict(), **who, "at": moment})
