"""Every role at every address in every state of a tender (domain 7, S12 to S21); the table stands in `permissions/`."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.template.base import Template

from lifecycle import clock
from notifications.models import Notice
from tests.permissions import account, admin, asking, table
from tests.permissions.asking import Visitor, address, fingerprint, told
from tests.permissions.plans import OF_PLANS
from tests.permissions.table import ACTS, AT_ANY_STAGE, DEEDS, PAGES, posts
from tests.permissions.world import STAGES, World

STANDING = (*AT_ANY_STAGE, *OF_PLANS, *account.OF_THE_ACCOUNT, *admin.OF_THE_ADMIN, *admin.admin_rows())
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
