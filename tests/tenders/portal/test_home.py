"""The front door (U1): what is open, until when, for how much, for whom; what was decided last."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from registry.reference.models import Region
from tenders.decisions.models import Result
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory
from tests.factories.calls import CallFactory, LotFactory
from tests.factories.registry import OrganisationFactory, StateBodyFactory

pytestmark = pytest.mark.django_db

HOME = "/en/"


def numbers(page):
    return [call.number for call, _regions in page.context["open_calls"]]


def test_the_front_costs_the_same_for_one_open_call_and_for_three_hundred(client):
    customer = StateBodyFactory()
    CallFactory(published=True, customer=customer)
    with CaptureQueriesContext(connection) as for_one:
        client.get(HOME)
    CallFactory.create_batch(299, published=True, customer=customer, criteria=[], requirements=[])

    with CaptureQueriesContext(connection) as for_many:
        page = client.get(HOME)

    assert len(for_many) == len(for_one) <= 12
    assert len(page.context["open_calls"]) == 10
    assert "See all calls" in page.text
    assert len(page.content) < 100_000


def test_the_front_shows_open_calls_alone_the_nearest_deadline_first(client):
    later = CallFactory(published=True, days_left=60)
    sooner = CallFactory(published=True, days_left=30)
    CallFactory()
    CallFactory(approved=True)
    CallFactory(cancelled=True)
    CallFactory(published=True, deadline_at=timezone.now() - timedelta(seconds=1))

    page = client.get(HOME)

    assert numbers(page) == [sooner.number, later.number]


def test_a_call_says_its_deadline_in_words_with_the_zone_and_its_sum(client):
    call = CallFactory(published=True)

    page = client.get(HOME).text

    assert call.number in page
    assert "18:00, " in page and "Astana time" in page
    assert "days" in page and "Time left:" in page
    assert "midnight" not in page


def test_the_front_names_the_regions_of_all_lots_or_the_whole_country(client):
    kostanay = Region.objects.get(kato="390000000")
    CallFactory(published=True, lots=2, lots__regions=[kostanay], days_left=30)
    mixed = CallFactory(published=True, lots=1, lots__regions=[kostanay], days_left=60)
    LotFactory(call=mixed, number=2, regions=[])

    page = client.get(HOME)

    assert [regions for _call, regions in page.context["open_calls"]] == [[kostanay], []]
    assert "the whole country" in page.text


def test_the_front_names_the_latest_results_and_nothing_before_its_publication(client):
    decided = CallFactory(results_prelim=True)
    CallFactory(deliberation=True)
    CallFactory(results_prelim=True, results_at=timezone.now() + timedelta(minutes=1))

    page = client.get(HOME)

    assert [call.number for call in page.context["decided"]] == [decided.number]
    assert "0 winners, 0\xa0₸" in page.text


def test_latest_results_say_how_many_won_and_how_much(client):
    lot = LotFactory(call__results_prelim=True)
    for place, (outcome, amount) in enumerate([("winner", 600_000), ("winner", 400_000), ("not_funded", 0)], start=1):
        Result.objects.create(
            application=ApplicationFactory(lot=lot, complete=False),
            lot=lot,
            outcome=outcome,
            place=place,
            rank=place,
            total=90 - place,
            means={},
            sheets=5,
            requested_amount=600_000,
            awarded_amount=amount,
            reason_kk="Негіздеме",
            reason_ru="Обоснование",
            decided_at=timezone.now(),
        )

    assert "2 winners, 1\xa0000\xa0000\xa0₸" in client.get(HOME).text


def test_nothing_open_and_nothing_decided_is_said_in_words(client):
    page = client.get(HOME).text

    assert "No call is open now." in page
    assert "Results appear here in the minute they are published." in page


def test_whoever_is_signed_in_goes_on_where_they_were(client):
    assert "Continue my application" not in client.get(HOME).text
    client.force_login(UserFactory())

    assert 'href="/en/applications/">Continue my application' in client.get(HOME).text


def test_the_search_box_leads_to_the_register(client):
    organisation = OrganisationFactory(name_ru="Фонд «Мейирим»")

    page = client.get(HOME).text
    found = client.get("/en/register/", {"words": "мейирим"})

    assert 'action="/en/register/"' in page and 'name="words"' in page
    assert found.context["page"].rows == [organisation]


def test_the_right_call_is_one_click_away(client):
    call = CallFactory(published=True)

    assert f'href="/en/calls/{call.number}/"' in client.get(HOME).text
