"""The list of calls, for everybody."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from registry.reference.models import Region, Sphere
from tenders.calls.models import Call
from tests.factories.calls import CallFactory, LotFactory
from tests.factories.registry import StateBodyFactory

pytestmark = pytest.mark.django_db
URL = "calls:index"


def numbers(response):
    return [call.number for call in response.context["page"]]


def test_open_calls_stand_first_by_deadline_then_the_rest_newest_first(client):
    later = CallFactory(published=True, days_left=60)
    ended = CallFactory(results_final=True)
    sooner = CallFactory(published=True, days_left=30)
    closed = CallFactory(closed=True)
    CallFactory()
    CallFactory(approved=True)

    response = client.get(reverse(URL))

    assert numbers(response) == [call.number for call in (sooner, later, closed, ended)]


def test_a_call_past_its_deadline_is_shown_closed_although_no_job_has_run(client):
    CallFactory(published=True, deadline_at=timezone.now() - timedelta(seconds=1))

    response = client.get(reverse(URL))

    assert "closed, awaiting opening" in response.text.split('<table class="cards">')[1]
    assert "Time left" not in response.text


@pytest.fixture
def three():
    kostanay = Region.objects.get(kato="390000000")
    return {
        "youth": CallFactory(
            published=True,
            number="MKI-2026-777",
            title_kk="Ауыл жастарына көмек",
            sphere=Sphere.objects.get(number=4),
            lots__regions=[kostanay],
        ),
        "everywhere": CallFactory(published=True, title_ru="Ёлка для всех посёлков", lots__regions=[]),
        "regional": CallFactory(
            results_final=True,
            customer=StateBodyFactory(level="regional", region=kostanay),
            title_ru="Помощь бабушкам",
        ),
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"words": "АУЫЛ жастар"}, {"youth"}),
        ({"words": "посёлков ёлка"}, {"everywhere"}),
        ({"words": "mki-2026-777"}, {"youth"}),
        ({"words": "нет такого"}, set()),
        ({"status": "results_final"}, {"regional"}),
        ({"level": "regional"}, {"regional"}),
        ({"level": "central"}, {"youth", "everywhere"}),
    ],
)
def test_calls_are_found_by_what_people_ask_for(client, three, query, found):
    names = {call.number: name for name, call in three.items()}

    response = client.get(reverse(URL), query)

    assert {names[number] for number in numbers(response)} == found


def test_calls_are_found_by_region_and_those_for_the_whole_country_are_among_them(client, three):
    kostanay = Region.objects.get(kato="390000000")

    response = client.get(reverse(URL), {"region": kostanay.pk})

    assert set(numbers(response)) == {three["youth"].number, three["everywhere"].number}


def test_calls_are_found_by_sphere(client, three):
    response = client.get(reverse(URL), {"sphere": Sphere.objects.get(number=4).pk})

    assert numbers(response) == [three["youth"].number]


def test_a_draft_status_cannot_be_asked_for(client):
    CallFactory()

    response = client.get(reverse(URL), {"status": "draft"})

    assert numbers(response) == []


def test_paging_goes_through_every_call_once_and_back(client):
    CallFactory.create_batch(3, published=True, lots=1, criteria=[], requirements=[])
    made = [CallFactory(published=True, criteria=[], requirements=[], customer=Call.objects.first().customer)]
    made += CallFactory.create_batch(60, closed=True, criteria=[], requirements=[], customer=made[0].customer)

    first = client.get(reverse(URL))
    second = client.get(reverse(URL) + first.context["page"].next)
    back = client.get(reverse(URL) + second.context["page"].previous)

    assert (len(numbers(first)), len(numbers(second))) == (50, 14)
    assert len(set(numbers(first) + numbers(second))) == 64
    assert numbers(back) == numbers(first)


def test_the_list_costs_the_same_for_one_call_and_for_many(client, django_assert_max_num_queries):
    customer = StateBodyFactory()
    CallFactory(published=True, customer=customer)
    with django_assert_max_num_queries(4) as for_one:
        client.get(reverse(URL))
    CallFactory.create_batch(300, published=True, customer=customer, lots=1, criteria=[], requirements=[])
    with django_assert_max_num_queries(12) as for_many:
        client.get(reverse(URL))

    # Beyond one page the rows are also counted.
    assert len(for_many) == len(for_one) + 1


def test_the_sum_and_the_lots_of_a_row_are_those_of_the_call(client):
    call = CallFactory(published=True, lots=3)
    LotFactory(call=call, number=4, budget_amount=1)

    [row] = client.get(reverse(URL)).context["page"]

    assert (row.lot_count, row.budget_amount) == (4, 30_000_001)


def test_htmx_gets_the_rows_alone(client):
    CallFactory(published=True)

    whole, part = client.get(reverse(URL)), client.get(reverse(URL), headers={"HX-Request": "true"})

    assert "<html" in whole.text
    assert "<html" not in part.text
    assert part.text.strip().startswith('<div id="rows">')


def test_an_empty_list_says_what_will_appear(client):
    assert "No call is published yet." in client.get(reverse(URL)).text
    assert "No call fits." in client.get(reverse(URL), {"words": "x"}).text
