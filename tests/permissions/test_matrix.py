"""Every role at every address in every state of a tender (domain 7, S12 to S21); the table stands in `permissions/`."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.template.base import Template
from django.urls import reverse

from lifecycle import clock
from notifications.models import Notice
from tests.factories.files import pdf
from tests.permissions import account, admin, asking, table
from tests.permissions.asking import Visitor, address, fingerprint, told
from tests.permissions.plans import OF_PLANS
from tests.permissions.table import ACTS, AT_ANY_STAGE, DEEDS, EYES, LOGIN, PAGES, PEOPLE, posts
from tests.permissions.world import STAGES, World

STANDING = (*AT_ANY_STAGE, *OF_PLANS, *account.OF_THE_ACCOUNT, *admin.OF_THE_ADMIN, *admin.admin_rows())
# What our own pages send by themselves, and what others do.
BY_A_SCRIPT = {"X-Requested-With": "XMLHttpRequest", "HX-Request": "true", "X-Auto-Save": "1"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def undrawn(monkeypatch):
    """Pages are asked for and not drawn: the status of an answer is decided before its page is."""
    monkeypatch.setattr(Template, "_render", lambda *_: "")


def visitors(world):
    return {who: Visitor(user) for who, user in world.people.items()}


def looked(stage, people, world, rows):
    wrong = {}
    for who, visitor in people.items():
        for row in rows:
            expected, got = row.answer(who, stage), told(visitor.get(address(row, world)))
            if got != expected:
                wrong[f"{who} | GET {row.name} {row.about} | {stage}"] = (expected, got)
    return wrong


def tried(stage, people, world, *, after_each=False):
    wrong, whole = {}, fingerprint()
    for who, visitor in people.items():
        for row in posts():
            expected = row.answer(who, stage)
            if expected == ACTS:
                continue
            got = told(visitor.post(address(row, world), {"step": "later", "title": "Mine", "rest": "on"}))
            if got != expected:
                wrong[f"{who} | POST {row.name} {row.about} | {stage}"] = (expected, got)
            if after_each and whole != (whole := fingerprint()):
                wrong[f"{who} | POST {row.name} {row.about} | {stage}"] = ("nothing written", "something written")
    return wrong | ({} if whole == fingerprint() else {"written": stage})


@pytest.mark.parametrize("stage", STAGES)
def test_every_role_gets_what_the_table_says_and_whoever_may_not_act_changes_nothing(stage, undrawn):
    world = World(stage)
    people = visitors(world)

    wrong = looked(stage, people, world, PAGES)
    with transaction.atomic():
        posted = tried(stage, people, world)
        transaction.set_rollback(True)
    if "written" in posted:
        posted |= tried(stage, people, world, after_each=True)

    assert wrong | posted == {}


@pytest.mark.parametrize("stage", ["published", "opened"])
def test_what_is_denied_is_denied_to_other_methods_and_to_scripts_too(stage, undrawn):
    world, wrong = World(stage), {}
    people, whole = {who: Visitor(world.people[who]) for who in EYES}, fingerprint()
    for who, visitor in people.items():
        for row in PAGES:
            expected, path = row.answer(who, stage), address(row, world)
            if expected in (403, 404):
                got = {told(visitor.head(path, headers=BY_A_SCRIPT)), told(visitor.put(path, {"title": "Mine"}))}
                if not got <= {expected, 405}:
                    wrong[f"{who} | {row.name} {row.about} | {stage}"] = (expected, got)

    assert (wrong, whole == fingerprint()) == ({}, True)


def test_in_the_address_of_one_nothing_of_another_is_reached(undrawn):
    world = World("scoring")
    theirs, our_file = world.rivals.attachments.get().code, world.named("file")
    elsewhere = world.other_call.number
    swapped = [
        *(("attachments:download", (bid.number, our_file)) for bid in (world.rivals, world.draft, world.gone)),
        *(("attachments:detach", (bid.number, our_file)) for bid in (world.rivals, world.draft, world.gone)),
        ("attachments:download", (world.bid.number, theirs)),
        ("attachments:detach", (world.bid.number, theirs)),
        ("attachments:upload", (world.rivals.number, world.upload)),
        *((page, (elsewhere, world.bid.number)) for page in ("admission:rule", "scoring:sheet", "scoring:lock")),
        ("scoring:compare", (elsewhere, world.bid.number)),
    ]
    people = {who: Visitor(world.people[who]) for who in (*EYES, *PEOPLE)}
    whole, found = fingerprint(), []
    for who, visitor in people.items():
        for name, about in swapped:
            path = reverse(name, args=about)
            got = {told(visitor.get(path)), told(visitor.post(path, {"step": "later"}))}
            found += [(who, path, got)] * (not got <= {403, 404, 405, LOGIN})

    assert (found, whole == fingerprint()) == ([], True)


def test_in_a_hidden_field_nothing_of_another_is_reached(undrawn):
    world = World("published")
    head = Visitor(world.people["head of the bidder"])
    files, whole = reverse("attachments:index", args=[world.bid.number]), fingerprint()
    theirs = {"requirement": "other", "replaces": world.rivals.attachments.get().code}

    begun = head.post(reverse("applications:start", args=[world.call.number, 2]), {"organisation": world.rival.code})
    replaced = head.post(files, theirs | {"file": SimpleUploadedFile("a.pdf", pdf(b"another"))})

    assert (begun.status_code, replaced.status_code) == (404, 200)
    assert whole == fingerprint()


def test_what_no_stage_changes(undrawn):
    world = World("opened")
    # No worker sends them here: the alarm about waiting messages would ring by how long the asking takes.
    Notice.objects.update(available_at=clock.now() + timedelta(days=1))

    assert looked("opened", visitors(world), world, STANDING) == {}


def test_what_only_acts_has_no_page(undrawn):
    world = World("opened")
    looks = [row._replace(answers=(*set(row.answers) & set(table.GATED), *table.to_all(answer=405))) for row in DEEDS]

    assert looked("opened", visitors(world), world, looks) == {}


def test_no_address_is_forgotten():
    spoken_of = asking.names(PAGES, DEEDS, STANDING)

    assert sorted(set(asking.every_name()) - spoken_of) == []
