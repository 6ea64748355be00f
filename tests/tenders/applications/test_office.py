"""The list after the opening: facts for the customer, links for whoever may read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks import rows
from tenders.applications import actions
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory
from tests.factories.calls import CallFactory, LotFactory
from tests.factories.commission import CommissionFactory, DeclarationFactory, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    call = CallFactory(published=True, lots=2)
    CommissionFactory(call=call)
    return call


def opened(call, *counts):
    found = []
    for lot, count in zip(call.lots.order_by("number"), counts, strict=False):
        found += [ApplicationFactory(lot=lot, submitted=True, title="Canary") for _ in range(count)]
    call.move_to("closed", by=None, at=call.deadline_at)
    call.move_to("opened", by=None, at=call.opening_at, opened_at=call.opening_at)
    actions.open_sealed(call, at=call.opening_at)
    return found


def read(client, call, user, **query):
    client.force_login(user)
    return client.get(reverse("applications:office", args=[call.number]), query)


def test_an_officer_sees_the_facts_of_the_opening_and_no_link(client, call):
    [one] = opened(call, 1)

    page = read(client, call, UserFactory(role="call_officer", body=call.customer)).content.decode()

    assert all(
        fact in page for fact in (one.number, one.organisation.bin, one.organisation.name_kk, "600\u00a0000\u00a0₸")
    )
    assert f'href="{one.get_absolute_url()}"' not in page
    assert "Canary" not in page


def test_a_member_gets_a_link_only_to_what_may_be_read(client, call):
    first, second = opened(call, 1, 1)
    member = seat(call.commission, "member")
    DeclarationFactory(member=member, application=first)
    DeclarationFactory(member=member, application=second, conflict=True)

    page = read(client, call, member.user).content.decode()

    assert first.get_absolute_url() in page
    assert second.get_absolute_url() not in page


def test_an_auditor_gets_every_link(client, call):
    found = opened(call, 2)

    page = read(client, call, UserFactory(role="auditor")).content.decode()

    assert all(one.get_absolute_url() in page for one in found)


def test_one_lot_may_be_chosen(client, call):
    first, second = opened(call, 1, 1)
    auditor = UserFactory(role="auditor")

    page = read(client, call, auditor, lot="2").content.decode()

    assert (first.number in page, second.number in page) == (False, True)
    assert first.number in read(client, call, auditor, lot="nonsense").content.decode()


def test_drafts_and_other_calls_are_not_on_the_list(client, call):
    draft = ApplicationFactory(lot=call.lots.first())
    elsewhere = ApplicationFactory(lot=LotFactory(call__published=True), submitted=True)
    opened(call, 1)

    page = read(client, call, UserFactory(role="auditor")).content.decode()

    assert not any(one.number in page for one in (draft, elsewhere))


def test_an_officer_of_another_body_finds_nothing(client, call):
    opened(call, 1)
    other = CallFactory(published=True).customer

    assert read(client, call, UserFactory(role="call_officer", body=other)).status_code == 404


def test_the_rows_come_fifty_at_a_time(client, call):
    opened(call, 52)
    auditor = UserFactory(role="auditor")

    first = read(client, call, auditor)
    second = client.get(reverse("applications:office", args=[call.number]) + first.context["page"].next)

    assert (len(first.context["page"]), len(second.context["page"]), first.context["page"].total) == (50, 2, 52)


def test_the_list_takes_as_many_questions_for_three_rows_as_for_one(client):
    counts = []
    for number in (1, 3):
        call = CallFactory(published=True)
        opened(call, number)
        officer = UserFactory(role="call_officer", body=call.customer)
        read(client, call, officer)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("applications:office", args=[call.number]))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12


def test_three_hundred_rows_cost_one_question_more_than_one_the_total(client):
    counts = []
    for many in (1, 300):
        call, officer = rows.opened_call(many)
        read(client, call, officer)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("applications:office", args=[call.number])).context["page"]
        counts.append((page.total, len(queries)))

    (one, for_one), (all_of_them, for_many) = counts
    assert (one, all_of_them) == (1, 300)
    assert for_many == for_one + 1 <= 12
