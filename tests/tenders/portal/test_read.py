"""The pages everybody reads: home, history, help."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from registry.archive import loading
from registry.archive.models import ArchiveTender
from registry.reference.models import Region
from tests.factories.calls import CallFactory, LotFactory
from tests.factories.registry import StateBodyFactory

pytestmark = pytest.mark.django_db


def address(page, language="en"):
    with translation.override(language):
        return reverse(f"portal:{page}")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("page", ["home", "history", "help", "protection", "accessibility"])
def test_everybody_reads_every_page_in_three_languages(client, page, language):
    loading.load()

    response = client.get(address(page, language))

    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.text


def test_the_front_costs_the_same_for_one_open_call_and_for_thirty(client):
    customer = StateBodyFactory()
    CallFactory(published=True, customer=customer)
    with CaptureQueriesContext(connection) as for_one:
        client.get(address("home"))
    CallFactory.create_batch(29, published=True, customer=customer, criteria=[], requirements=[])

    with CaptureQueriesContext(connection) as for_thirty:
        response = client.get(address("home"))

    assert len(for_thirty) == len(for_one)
    assert len(response.context["open_calls"]) == 10
    assert "See all calls" in response.text


def test_the_front_shows_open_calls_alone_the_nearest_deadline_first(client):
    later = CallFactory(published=True, days_left=60)
    sooner = CallFactory(published=True, days_left=30)
    CallFactory()
    CallFactory(approved=True)
    CallFactory(published=True, deadline_at=timezone.now() - timedelta(seconds=1))

    response = client.get(address("home"))

    assert [call.number for call, _regions in response.context["open_calls"]] == [sooner.number, later.number]


def test_the_front_names_the_regions_of_all_lots_or_the_whole_country(client):
    kostanay, everywhere = Region.objects.get(kato="390000000"), []
    CallFactory(published=True, lots=2, lots__regions=[kostanay], days_left=30)
    mixed = CallFactory(published=True, lots=1, lots__regions=[kostanay], days_left=60)
    LotFactory(call=mixed, number=2, regions=everywhere)

    response = client.get(address("home"))

    assert [regions for _call, regions in response.context["open_calls"]] == [[kostanay], everywhere]
    assert "the whole country" in response.text


def test_the_front_names_the_latest_results(client):
    decided = CallFactory(results_prelim=True)
    CallFactory(deliberation=True)

    response = client.get(address("home"))

    assert [call.number for call in response.context["decided"]] == [decided.number]


def test_the_history_stands_on_the_rows_of_the_archive(client):
    loading.load()

    response = client.get(address("history"))

    rows = [row.code for _label, row, _figures in response.context["rows"]]
    assert rows == list(ArchiveTender.objects.values_list("code", flat=True)) == ["2003-09", "2004-05", "2005-07-19"]
    assert response.context["totals"].applications == 496


def test_what_the_article_only_reports_stands_with_a_tilde_and_the_source(client):
    loading.load()

    response = client.get(address("history"))

    assert [figure for _label, figure in response.context["reported"]] == [5_000, 1_000, 200_000, 2_000_000]
    assert response.text.count("<dd>~") == 4
    assert "<dd>~2,000,000</dd>" in response.text
    assert "Diachenko" in response.text


def test_the_page_of_promises_says_that_nothing_is_encrypted_yet(client):
    response = client.get(address("protection"))

    assert "They are not yet encrypted in the database" in response.text
