"""Sealed means sealed: until the opening no answer to anybody tells of another's application (R-041, S19, S21, S37)."""

import re

import pytest
from django.contrib.admin.sites import site
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from lifecycle.models import Entry
from notifications.models import Notice
from tenders.applications.models import Application, Receipt
from tenders.protocols.models import Protocol
from tests.factories.applications import ApplicationFactory, submitted
from tests.permissions.admin import IN_THE_ADMIN
from tests.permissions.asking import Visitor, address, told
from tests.permissions.leaking import BIDS, OWN, leaks, marks_of, tells_the_sum, words_of
from tests.permissions.plans import OF_PLANS
from tests.permissions.table import AT_ANY_STAGE, EYES, PAGES
from tests.permissions.words import canary
from tests.permissions.world import SEALED, World

pytestmark = pytest.mark.django_db

SEARCHED = ("organisations:index", "calls:index", "calls:office", "applications:index", "notifications:index")


def asked_for(world, who):
    """Every page with something on it for this person, and what can be searched for there."""
    opened = {name for name in world.people if name != "anonymous"}
    rows = [row for row in (*PAGES, *AT_ANY_STAGE, *OF_PLANS) if row.answer(who, world.stage) == 200]
    if who in opened:
        rows = [row for row in rows if not row.is_open or row.name in SEARCHED]
    # The document of a claim is a file, and each reading of it adds a line to the trail.
    no_page = ("health", "security", "ui:", "claims:document")
    found = [address(row, world) for row in rows if not row.name.startswith(no_page)]
    word = canary("title-bidder")
    found += [f"{reverse(name)}?q={word}&words={word}&search={word}&status=draft" for name in SEARCHED]
    found += [reverse("applications:detail", args=[world.bid.number])]
    if who in ("administrator", "registry_officer"):
        lists = [reverse(f"admin:{model}_changelist") for model in IN_THE_ADMIN]
        found += [
            "/en/admin/",
            *lists,
            *(f"{one}?q={word}" for one in lists),
            *(f"{one}?q={world.bid.number}" for one in lists),
        ]
    return found


@pytest.mark.parametrize("stage", SEALED)
def test_while_sealed_no_answer_tells_of_another_s_application(stage):
    world = World(stage)
    sought = {name: [*words_of(name), *marks_of(world, name)] for name in BIDS}
    found = []
    for who in EYES:
        visitor = Visitor(world.people[who])
        for path in asked_for(world, who):
            response = visitor.get(path)
            found += leaks(world, who, path, response, sought)
            found += [f"{who} | {path} | {stage}: the sum"] * tells_the_sum(who, response)
            found += [f"{who} | {path} | {stage}: {response.status_code}"] * (response.status_code >= 500)

    assert found == []


def drawn(world, people):
    pages = {}
    for who in people:
        visitor = Visitor(world.people[who])
        for path in asked_for(world, who):
            text = visitor.get(path).getvalue().decode(errors="replace")
            pages[who, path] = "\n".join(line for line in text.splitlines() if "csrf" not in line and "now" not in line)
    return pages


def test_one_application_more_changes_no_page_of_anybody_else():
    world, people = World("published"), [who for who in EYES if who not in OWN["bid"]]
    head = world.people["head of an NGO that does not take part"]
    people.remove("head of an NGO that does not take part")
    one = drawn(world, people)

    submitted(ApplicationFactory(lot=world.bid.lot, organisation=head.links.get().organisation, head=head))

    two = drawn(world, people)
    assert [key for key in one if one[key] != two[key]] == []


def test_what_is_cancelled_while_sealed_leaves_no_trace_in_its_protocol():
    world = World("cancelled while sealed")

    [protocol] = Protocol.objects.filter(call=world.call)
    assert set(protocol.body) == {"number", "call", "at", "because_kk", "because_ru"}


def test_in_the_admin_no_lookup_spells_out_what_is_hidden():
    world = World("published")
    oracles = {
        "tenders_call": ("lots__applications__title__icontains", "lots__applications__isnull", "draw_seed__startswith"),
        "tenders_protocol": ("call__lots__applications__number", "body__icontains"),
        "tenders_commission": ("call__lots__applications__title__icontains", "members__declarations__answer"),
        "tenders_profile": ("calls__lots__applications__title__icontains",),
        "registry_organisation": ("applications__title__icontains", "applications__isnull", "spheres__calls__title_ru"),
        "registry_statebody": ("calls__lots__applications__title__icontains",),
        "registry_sphere": ("calls__lots__applications__title__icontains",),
        "accounts_user": ("password__startswith", "links__organisation__applications__isnull", "notices__kind"),
        "accounts_assignment": ("user__password__startswith", "body__calls__lots__applications__isnull"),
        "accounts_invitation": ("token_hash__startswith", "organisation__applications__isnull"),
        "lifecycle_entry": ("because__icontains", "by__links__organisation__applications__isnull"),
        "notifications_notice": ("facts__icontains", "url__icontains", "kind__exact", "to__password__startswith"),
        "auditlog_logentry": ("actor__password__startswith", "changes__icontains"),
    }
    visitor = Visitor(world.people["administrator"])

    answers = {
        (model, lookup): visitor.get(reverse(f"admin:{model}_changelist"), {lookup: "1"}).status_code
        for model, lookups in oracles.items()
        for lookup in lookups
    }

    assert {key: status for key, status in answers.items() if status != 400} == {}


def test_the_admin_leads_to_no_record_by_its_number():
    world = World("published")
    kinds = {model: ContentType.objects.get_for_model(model).pk for model in (Application, Receipt)}

    answers = {
        (who, model.__name__): told(Visitor(world.people[who]).get(f"/en/admin/r/{kind}/{model.objects.first().pk}/"))
        for who in ("administrator", "registry_officer", "nobody", "anonymous")
        for model, kind in kinds.items()
    }

    assert set(answers.values()) == {404}


def test_the_admin_opens_no_line_about_an_application():
    world = World("published")
    visitor = Visitor(world.people["administrator"])
    about = ContentType.objects.get_for_model(Application)
    lines = {
        "lifecycle_entry": Entry.objects.filter(about_type=about),
        "notifications_notice": Notice.objects.filter(about_type=about),
    }

    answers = {
        (name, view): {told(visitor.get(reverse(f"admin:{name}_{view}", args=[row.pk]))) for row in rows}
        for name, rows in lines.items()
        for view in ("change", "history")
    }

    assert set(map(frozenset, answers.values())) == {frozenset({"moved"})}
    registered = {model._meta.label for model in site._registry}
    assert not registered & {"tenders.Application", "tenders.Receipt", "tenders.ScoreSheet", "tenders.LateAttempt"}


def test_who_had_begun_is_not_told_to_the_administrator_by_the_notices_of_a_cancelled_call():
    world = World("cancelled while sealed")
    heads = {ngo.links.filter(role="head").get().user_id for ngo in (world.ngo, world.drafting)}
    page = Visitor(world.people["administrator"]).get("/en/admin/notifications/notice/").content.decode()

    told_of_it = Notice.objects.filter(kind="calls/cancelled", to__in=heads)

    assert told_of_it.count() == 2
    assert [notice.address for notice in told_of_it if notice.address in page] == []


def test_a_line_that_could_not_be_sent_does_not_say_what_it_was_about():
    world = World("published")
    Notice.objects.update(state="dead", last_error="550 No such mailbox")
    visitor = Visitor(world.people["administrator"])
    about = ContentType.objects.get_for_model(Application)
    pages = [visitor.get("/en/admin/notifications/notice/?state__exact=dead").content.decode()] + [
        visitor.get(reverse("admin:notifications_notice_change", args=[notice.pk])).content.decode()
        for notice in Notice.objects.filter(about_type=about)
    ]

    assert world.people["head of the bidder"].email in pages[0]
    assert [kind for page in pages for kind in re.findall("applications/[a-z]+(?=<)", page)] == []
