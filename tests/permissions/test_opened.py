"""After the opening content is read by whom domain 7 names and by nobody else; a conflict hides the lot (R-051)."""

import pytest
from django.urls import reverse

from tests.permissions.asking import Visitor, address
from tests.permissions.leaking import BIDS, OWN, leaks, marks_of, words_of
from tests.permissions.table import AUDITOR, FREE, PAGES, SILENT
from tests.permissions.world import World

pytestmark = pytest.mark.django_db

ROOM = ("commission:", "admission:index", "admission:rule", "scoring:", "decisions:", "applications:detail")
# Bidders stand by name on the public list; these pages ask about each of them, or show what one declared oneself.
OF_THE_GATE = ("/conflicts/", "/conflicts/late/")
READERS = {
    "bid": FREE | AUDITOR | OWN["bid"],
    "rivals": FREE | AUDITOR | OWN["rivals"],
    "neighbours": FREE | AUDITOR | OWN["neighbours"] | {"member with a conflict", "member who acts for the bidder"},
    "draft": OWN["draft"],
    "gone": OWN["gone"],
    "halted": OWN["halted"],
}


def pages(world, who, *names):
    rows = [row for row in PAGES if row.name.startswith(names) and row.answer(who, world.stage) == 200]
    found = [address(row, world) for row in rows if not row.is_open]
    queries = {
        "admission:index": ("?lot=1", "?ruling=none"),
        "decisions:ranking": ("?lot=1",),
        "scoring:index": ("?unfinished",),
    }
    found += [address(row, world) + query for row in rows for query in queries.get(row.name, ())]
    found += [reverse("desk:index"), reverse("notifications:index")]
    return found + [reverse("applications:detail", args=[getattr(world, name).number]) for name in BIDS]


@pytest.mark.parametrize("stage", ["opened", "results_final"])
def test_the_words_of_an_application_reach_only_its_readers(stage):
    world, found = World(stage), []
    for who, user in world.people.items():
        visitor = Visitor(user)
        sought = {name: words_of(name) for name in BIDS if who not in READERS[name]}
        for path in pages(world, who, *ROOM, "applications:", "attachments:", "protocols:"):
            found += leaks(world, who, path, visitor.get(path), sought)

    assert found == []


@pytest.mark.parametrize("stage", ["opened", "admission", "scoring", "deliberation", "cancelled after the opening"])
def test_to_a_member_with_a_conflict_the_lot_does_not_exist_in_the_room(stage):
    world, found = World(stage), []
    for who, hidden in {
        "member with a conflict": ("bid", "rivals"),
        "member who acts for the bidder": ("rivals",),
    }.items():
        visitor = Visitor(world.people[who])
        sought = {name: [*words_of(name), *marks_of(world, name)] for name in hidden}
        for path in pages(world, who, *ROOM):
            if not path.endswith(OF_THE_GATE):
                found += leaks(world, who, path, visitor.get(path), sought)

    assert found == []


@pytest.mark.parametrize("stage", ["admission", "deliberation"])
@pytest.mark.parametrize("who", sorted(SILENT))
def test_a_member_who_owes_a_declaration_reads_nothing(who, stage):
    world, found = World(stage), []
    visitor = Visitor(world.people[who])
    sought = {name: [*words_of(name), getattr(world, name).number] for name in BIDS}
    for path in pages(world, "chair", *ROOM):
        if not path.endswith(OF_THE_GATE[:1]):
            found += leaks(world, who, path, visitor.get(path), sought)

    assert found == []
