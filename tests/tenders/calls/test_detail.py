"""The public page of a call."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tenders.calls.models import Call
from tests.factories.accounts import UserFactory
from tests.factories.calls import SEED, CallFactory
from tests.factories.commission import CommissionFactory

pytestmark = pytest.mark.django_db

PUBLIC = [status.value for status in Call.Status if status not in ("draft", "approved")]
# 13:00 in UTC is 18:00 in Astana.
DEADLINE = datetime(2030, 6, 14, 13, tzinfo=UTC)


def page_of(client, call, language="en"):
    return client.get(f"/{language}/calls/{call.number}/")


@pytest.mark.parametrize("state", PUBLIC)
def test_everybody_reads_a_call_from_its_publication_on(client, state):
    call = CallFactory(lots=2, **{state: True})

    response = page_of(client, call)

    assert response.status_code == 200
    assert len(response.content) < 100_000
    for text in (call.title_ru, call.purpose_ru, call.lots.first().title_ru, "E-5", call.conditions_hash):
        assert text in response.text


@pytest.mark.parametrize("state", ["draft", "approved"])
def test_what_is_not_published_does_not_exist_for_anybody(client, body, officer, state):
    call = CallFactory(customer=body, **({} if state == "draft" else {state: True}))

    assert page_of(client, call).status_code == 404
    client.force_login(officer)
    assert page_of(client, call).status_code == 404
    client.force_login(UserFactory(administrator=True))
    assert page_of(client, call).status_code == 404


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", "2030 жылғы 14 маусым, жұма, сағат 18:00, Астана уақыты"),
        ("ru", "18:00, пятница, 14 июня 2030 года, время Астаны"),
        ("en", "18:00, Friday 14 June 2030, Astana time"),
    ],
)
def test_the_deadline_stands_in_words_with_its_zone(client, language, words):
    call = CallFactory(published=True, deadline_at=DEADLINE)

    text = page_of(client, call, language).text

    assert f'<time datetime="2030-06-14T18:00:00+05:00">{words}</time>' in text
    assert 'data-deadline="2030-06-14T18:00:00+05:00"' in text


def test_the_titles_are_in_the_language_of_the_reader(client):
    call = CallFactory(published=True)

    titles = {language: page_of(client, call, language).text for language in ("kk", "ru")}

    assert f'<span lang="kk">{call.title_kk}</span>' in titles["kk"]
    assert f'<span lang="ru">{call.title_ru}</span>' in titles["ru"]


def test_an_open_call_of_one_lot_leads_to_the_check(client):
    call = CallFactory(published=True)

    text = page_of(client, call).text

    assert f'href="{reverse("applications:start", args=[call.number, 1])}">Check if you can apply</a>' in text


def test_an_open_call_of_two_lots_leads_to_the_choice(client):
    call = CallFactory(published=True, lots=2)

    text = page_of(client, call).text

    assert 'href="#lots">Choose a lot to apply for</a>' in text
    assert reverse("applications:start", args=[call.number, 2]) in text


def test_past_the_deadline_nothing_is_offered_although_no_job_has_run(client):
    call = CallFactory(published=True, deadline_at=timezone.now() - timedelta(seconds=1))

    response = page_of(client, call)

    assert "closed, awaiting opening" in response.text
    assert "Check if you can apply" not in response.text
    assert reverse("applications:start", args=[call.number, 1]) not in response.text


def test_a_cancelled_call_says_why_and_that_nothing_is_opened(client):
    call = CallFactory(cancelled=True)

    text = page_of(client, call, "ru").text

    assert call.ended_because_ru in text
    assert reverse("protocols:index", args=[call.number]) in text


@pytest.mark.parametrize("state", PUBLIC)
def test_links_lead_only_to_what_is_there(client, state):
    call = CallFactory(**{state: True})

    text = page_of(client, call).text

    assert (reverse("admission:opening", args=[call.number]) in text) == (call.opened_at is not None)
    assert (reverse("decisions:results", args=[call.number]) in text) == (call.results_at is not None)


@pytest.mark.parametrize("state", PUBLIC)
def test_the_commission_and_the_seed_are_named_with_the_results(client, state):
    call = CallFactory(**{state: True})
    commission = CommissionFactory(call=call)
    name = commission.members.first().user.name

    text = page_of(client, call).text

    has_results = state in ("results_prelim", "results_final")
    assert (f">{name}<" in text, SEED in text) == (has_results, has_results)
    assert call.draw_commitment in text


def test_the_history_begins_with_the_publication_and_names_nobody(client, approver):
    call = CallFactory(published=True)
    before, after = call.published_at - timedelta(hours=1), call.published_at
    call.note("approved → draft", by=approver, at=before, because="An inner matter.")
    call.note("approved → published", by=approver, at=after)

    text = page_of(client, call).text

    assert "Now: accepting applications" in text
    assert "An inner matter." not in text
    assert approver.name not in text


def test_a_call_costs_the_same_with_one_lot_and_with_many(client, django_assert_max_num_queries):
    counts = []
    for lots in (1, 30):
        call = CallFactory(results_final=True, lots=lots)
        CommissionFactory(call=call)
        with django_assert_max_num_queries(12) as asked:
            page_of(client, call)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_nobody_learns_how_many_applications_there_are(client, django_assert_max_num_queries):
    call = CallFactory(published=True)

    with django_assert_max_num_queries(15) as asked:
        page_of(client, call)
        client.get(reverse("calls:index"))

    assert [query["sql"] for query in asked.captured_queries if "tenders_application" in query["sql"]] == []
