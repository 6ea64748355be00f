"""Whether an answer tells anything of an application: its words, numbers, hash, sum, or whose it is."""

import re
from collections.abc import Iterator

from django.http import HttpResponse

from tenders.applications.models import Application
from tests.permissions.words import WORDS, canary
from tests.permissions.world import REQUESTED, World

# Where organisations and people stand for reasons of their own: the register, the accounts, what is said of them.
OF_THE_REGISTER = ("/register/", "/organisations/", "/admin/registry/", "/admin/accounts/", "/admin/auditlog/")
BIDS = {
    "bid": ("bidder", "ngo"),
    "rivals": ("rival", "rival"),
    "neighbours": ("neighbour", "neighbour"),
    "draft": ("draft", "drafting"),
    "gone": ("withdrawn", "withdrawn"),
    "halted": ("suspended", "suspended"),
}
OWN = {
    "bid": {
        *("head of the bidder", "signatory of the bidder", "editor of the bidder", "member who acts for the bidder"),
        *("accountant of the bidder", "viewer of the bidder"),
    },
    "rivals": {"head of a rival on the lot"},
    "neighbours": {"head of a bidder on the other lot"},
    "draft": {"head of an NGO with a draft", "officer who acts for an NGO"},
    "gone": {"head of an NGO that withdrew"},
    "halted": {"head of a suspended NGO"},
}


def words_of(name: str) -> list[str]:
    """Every word of its content."""
    return [canary(f"{word}-{BIDS[name][0]}") for word in WORDS]


def marks_of(world: World, name: str) -> list[str]:
    """What names it without its content: number, receipts and their hashes, the name and the BIN of its NGO."""
    bid: Application = getattr(world, name)
    ngo = getattr(world, BIDS[name][1])
    receipts = bid.receipts.values_list("number", "sha256")
    return [bid.number, *(mark for receipt in receipts for mark in receipt), ngo.name_kk, ngo.name_ru, ngo.bin or ""]


def text_of(response: HttpResponse) -> str:
    """The whole of an answer, its head included."""
    head = "\n".join(f"{name}: {value}" for name, value in response.items())
    return f"{head}\n{response.getvalue().decode(errors='replace')}"


def leaks(world: World, who: str, path: str, response: HttpResponse, sought: dict[str, list[str]]) -> Iterator[str]:
    """What of the sought an answer tells; what stands in the address itself is only said back."""
    text = text_of(response)
    for name, marks in sought.items():
        if who in OWN[name]:
            continue
        for mark in marks:
            is_of_the_register = path.startswith(tuple(f"/en{part}" for part in OF_THE_REGISTER))
            if mark in text and mark not in path and not (is_of_the_register and mark in _public(world, name)):
                yield f"{who} | {path} | {world.stage}: {mark}"


def tells_the_sum(who: str, response: HttpResponse) -> bool:
    """Whether the sum that everybody asks for stands there, however it is written."""
    return not any(who in own for own in OWN.values()) and str(int(REQUESTED)) in re.sub(
        r"[\s ,.]", "", text_of(response)
    )


def _public(world: World, name: str) -> list[str]:
    ngo = getattr(world, BIDS[name][1])
    return [ngo.name_kk, ngo.name_ru, ngo.bin or ""]
