"""Every role at every address in every state of a tender (domain 7, S12 to S21); the table stands in `permissions/`."""

import logging

import pytest
from django.db import transaction
from django.template.base import Template
from django.test.client import ClientHandler

from tests.permissions import asking, table
from tests.permissions.asking import Visitor, address, fingerprint, told
from tests.permissions.table import ACTS, AT_ANY_STAGE, DEEDS, GATE, LOGIN, PAGES, posts
from tests.permissions.world import STAGES, World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quiet(settings, caplog):
    """Sessions in memory, and no line of the log for what is refused on purpose."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    Visitor.handler = ClientHandler(enforce_csrf_checks=False)
    caplog.set_level(logging.CRITICAL, logger="django.request")


@pytest.fixture
def undrawn(monkeypatch):
    """Pages are asked for and not drawn: the status of an answer is decided before its page is."""
    monkeypatch.setattr(Template, "_render", lambda *_: "")


def visitors(world):
    return {who: Visitor(user) for who, user in world.people.items()}


@pytest.mark.parametrize("stage", STAGES)
def test_every_role_gets_what_the_table_says_at_every_address(stage, undrawn):
    world = World(stage)
    wrong = {}
    for who, visitor in visitors(world).items():
        for row in PAGES:
            expected, got = row.answer(who, stage), told(visitor.get(address(row, world)))
            if got != expected:
                wrong[f"{who} | GET {row.name} {row.about} | {stage}"] = (expected, got)
        for row in DEEDS:
            answer = row.answer(who, stage)
            expected, got = answer if answer in (LOGIN, GATE) else 405, told(visitor.get(address(row, world)))
            if got != expected:
                wrong[f"{who} | GET {row.name} {row.about} | {stage}"] = (expected, got)

    assert wrong == {}


def tried(world, stage, wrong, *, after_each=False):
    whole = fingerprint()
    for who, visitor in visitors(world).items():
        for row in posts():
            expected = row.answer(who, stage)
            if expected == ACTS:
                continue
            got = told(visitor.post(address(row, world), {"step": "later", "title": "Mine", "rest": "on"}))
            if got != expected:
                wrong[f"{who} | POST {row.name} {row.about} | {stage}"] = (expected, got)
            if after_each and whole != (whole := fingerprint()):
                wrong[f"{who} | POST {row.name} {row.about} | {stage}, writes"] = ("nothing", "something")
    return whole == fingerprint()


@pytest.mark.parametrize("stage", STAGES)
def test_whoever_may_not_act_is_refused_and_nothing_is_written(stage, undrawn):
    world, wrong = World(stage), {}
    with transaction.atomic():
        is_unchanged = tried(world, stage, wrong)
        transaction.set_rollback(True)
    if not is_unchanged:
        tried(world, stage, wrong, after_each=True)

    assert (wrong, is_unchanged) == ({}, True)


def test_what_no_stage_changes(undrawn):
    world, wrong = World("opened"), {}
    for who, visitor in visitors(world).items():
        for row in AT_ANY_STAGE:
            expected, got = row.answer(who, "opened"), told(visitor.get(address(row, world)))
            if got != expected:
                wrong[f"{who} | GET {row.name} {row.about}"] = (expected, got)

    assert wrong == {}


def test_no_address_is_forgotten():
    spoken_of = asking.names(PAGES, DEEDS, AT_ANY_STAGE)

    assert sorted(set(asking.every_name()) - spoken_of) == []
