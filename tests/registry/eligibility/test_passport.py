"""The page of an organisation's own people: what is verified, what expires, what blocks a bid and the way out."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.reference.models import Duty
from tests.factories.accounts import UserFactory
from tests.factories.bodies import RestrictedPartyFactory
from tests.factories.registry import LinkFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(client):
    head = UserFactory(name="Head")
    client.force_login(head)
    return head


def passport(client, ngo):
    return client.get(f"/en/organisations/{ngo.code}/")


def test_a_good_organisation_may_apply_and_sees_every_rule(client, head):
    ngo = OrganisationFactory(head=head)

    text = passport(client, ngo).text

    assert "The organisation is verified and may apply for open calls." in text
    assert "Find an open call" in text
    assert text.count("R-01") == 9
    assert "Checked by a registry officer on" in text
    assert ngo.get_absolute_url() == f"/en/organisations/{ngo.code}/"


def test_a_missing_report_blocks_and_the_way_out_is_a_link(client, head):
    ngo = OrganisationFactory(head=head, reported=False)
    year = Duty.report_year(date.today())  # noqa: DTZ011 – the page asks for the day of today too

    text = passport(client, ngo).text

    assert f"The annual report for {year} is not filed." in text
    assert f'<a href="/en/organisations/{ngo.code}/reports/">Open the annual reports</a>' in text
    assert f"Begin the report for {year}" in text
    assert "Find an open call" not in text


@pytest.mark.parametrize("status", ["filed", "returned"])
def test_data_that_may_be_changed_are_a_link_away(client, head, status):
    ngo = OrganisationFactory(head=head, status=status, bin=None)

    text = passport(client, ngo).text

    assert text.count(f'<a href="/en/organisations/{ngo.code}/edit/">Change the data</a>') == 2
    assert "Not verified yet." in text


def test_a_restricted_party_is_led_to_the_list(client, head):
    ngo = OrganisationFactory(head=head)
    RestrictedPartyFactory(bin=ngo.bin)

    assert "See the list of restricted parties" in passport(client, ngo).text


def test_what_expires_is_told_with_its_day(client, head):
    ngo = OrganisationFactory(head=head)
    LinkFactory(organisation=ngo, role="editor", user__name="Editor", until=date(2099, 5, 4))

    text = passport(client, ngo).text

    assert "Editor, editor" in text
    assert "Until 4 May 2099." in text


@pytest.mark.parametrize("person", [{}, {"role": "registry_officer"}, {"administrator": True}])
def test_for_others_the_page_is_not_there(client, person):
    ngo = OrganisationFactory()
    client.force_login(UserFactory(**person))

    assert passport(client, ngo).status_code == 404


def test_whoever_left_sees_it_no_more(client, head):
    ngo = OrganisationFactory()
    LinkFactory(organisation=ngo, user=head, until=date.fromisoformat("2020-01-02"))

    assert passport(client, ngo).status_code == 404


def test_the_page_asks_as_often_for_one_person_as_for_many(client, head):
    ngo, counts = OrganisationFactory(head=head), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            passport(client, ngo)
        counts.append(len(seen))
        for number in range(10):
            LinkFactory(organisation=ngo, role="editor", since=date(2020, 1, 1) + timedelta(days=number))

    assert counts[0] == counts[1] <= 20
