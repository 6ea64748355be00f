"""The record of an NGO in tenders: computed, and public facts alone (R-018, R-066, R-067)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tenders.admission.models import Ruling
from tenders.applications import numbers
from tenders.applications.models import Application, Opened, Receipt
from tenders.decisions.models import Result
from tenders.portal import performance
from tenders.portal.performance import Ground, PerformanceCard, Year
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory, LotFactory
from tests.factories.registry import OrganisationFactory
from tests.permissions.world import RESULTS, STAGES, World

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def row(**facts):
    """An application that was admitted and won 500,000 tenge in 2025, for work until the end of 2026."""
    return {
        "ruling__is_admitted": True,
        "ruling__requirement__code": None,
        "ruling__requirement__text_kk": None,
        "ruling__requirement__text_ru": None,
        "result__outcome": "winner",
        "result__awarded_amount": Decimal(500_000),
        "lot__ends_on": date(2026, 12, 31),
        "lot__call__results_at": datetime(2025, 3, 1, tzinfo=UTC),
    } | facts


def lost(**facts):
    return row(result__outcome="not_funded", result__awarded_amount=Decimal(0), **facts)


def rejected(code, kk="Тізілімде жоқ.", ru="Нет в реестре."):
    words = {"ruling__requirement__text_kk": kk, "ruling__requirement__text_ru": ru}
    nothing = {"result__outcome": None, "result__awarded_amount": None}
    return row(ruling__is_admitted=False, ruling__requirement__code=code, **words, **nothing)


# --- the arithmetic ------------------------------------------------------------------------------


def test_of_nothing_the_card_is_empty_and_no_share_is_claimed():
    card = performance.card_of([], today=TODAY)

    assert card == PerformanceCard(0, 0, 0, Decimal(0), [], [], 0, Decimal(0))
    assert (card.won_percent, card.rejected) == (None, 0)


def test_applications_admitted_awards_and_their_share():
    card = performance.card_of([row(), row(), lost(), rejected("E-1")], today=TODAY)

    assert (card.applications, card.admitted, card.awards, card.rejected) == (4, 3, 2, 1)
    assert card.awarded_amount == Decimal(1_000_000)
    assert card.won_percent == Decimal("66.7")


@pytest.mark.parametrize(("won", "of", "percent"), [(1, 8, "12.5"), (1, 3, "33.3"), (1, 16, "6.3"), (0, 2, "0.0")])
def test_the_share_has_one_place_and_halves_go_up(won, of, percent):
    rows = [row()] * won + [lost()] * (of - won)

    assert performance.card_of(rows, today=TODAY).won_percent == Decimal(percent)


def test_years_run_from_the_first_award_to_the_last_without_a_gap():
    rows = [
        row(lot__call__results_at=datetime(2023, 5, 1, tzinfo=UTC)),
        row(lot__call__results_at=datetime(2025, 5, 1, tzinfo=UTC), result__awarded_amount=Decimal(200_000)),
        # Still the year before by Greenwich, not in Astana.
        row(lot__call__results_at=datetime(2024, 12, 31, 20, tzinfo=UTC), result__awarded_amount=Decimal(1)),
    ]

    assert performance.card_of(rows, today=TODAY).years == [
        Year(2023, 1, Decimal(500_000)),
        Year(2024, 0, Decimal(0)),
        Year(2025, 2, Decimal(200_001)),
    ]


def test_rejections_are_grouped_by_requirement_in_the_words_of_the_latest_call():
    rows = [rejected("E-2"), rejected("E-1", "Ескі.", "Старое."), rejected("E-1", "Жаңа.", "Новое.")]

    assert performance.card_of(rows, today=TODAY).grounds == [
        Ground("E-1", "Жаңа.", "Новое.", 2),
        Ground("E-2", "Тізілімде жоқ.", "Нет в реестре.", 1),
    ]


@pytest.mark.parametrize(("ends", "number"), [(TODAY, 1), (TODAY - timedelta(days=1), 0)])
def test_r018_an_award_is_open_until_the_last_day_of_its_work(ends, number):
    card = performance.card_of([row(lot__ends_on=ends), lost(lot__ends_on=ends)], today=TODAY)

    assert (card.open_awards, card.open_amount) == (number, Decimal(500_000) * number)


def test_what_later_stages_record_is_none_and_never_zero():
    card = performance.card_of([row()], today=TODAY)

    assert [card.contracts, card.on_time_percent, card.mean_of_25, card.declined, card.terminated] == [None] * 5


def test_one_year_is_no_chart_and_two_are():
    one = performance.card_of([row()], today=TODAY)
    two = performance.card_of([row(), row(lot__call__results_at=NOW)], today=TODAY)

    assert performance.charts(one) == []
    assert [[(bar.label, bar.value) for bar in chart.bars] for chart in performance.charts(two)] == [
        [("2025", 1), ("2026", 1)]
    ]


# --- from the rows -------------------------------------------------------------------------------


def decided(organisation, *outcomes, amount=400_000):
    """Applications of this NGO, a lot each, in a call whose results are published; one for each outcome."""
    call, person = CallFactory(results_prelim=True, lots=0), UserFactory()
    lots = call.lots.bulk_create(LotFactory.build(call=call, number=number) for number in range(1, len(outcomes) + 1))
    facts = {"organisation": organisation, "started_by": person, "started_at": call.published_at}
    bids = Application.objects.bulk_create(
        Application(lot=lot, number=numbers.of_application(), **facts) for lot in lots
    )
    received = {"received_at": call.published_at, "deadline_at": call.deadline_at, "submitted_by": person}
    for bid, outcome in zip(bids, outcomes, strict=True):
        number = numbers.of_receipt()
        bid.receipt = Receipt(application=bid, number=number, key=uuid4(), **received)
        bid.status, bid.opened_at = outcome, call.opened_at
        bid.submitted_at, bid.submitted_by = call.published_at, person
    Receipt.objects.bulk_create(bid.receipt for bid in bids)
    Opened.objects.bulk_create(Opened(receipt=bid.receipt, box=b"", requested_amount=amount) for bid in bids)
    Application.objects.bulk_update(bids, ["receipt", "status", "opened_at", "submitted_at", "submitted_by"])
    Ruling.objects.bulk_create(ruling(bid, person) for bid in bids)
    Result.objects.bulk_create(result(bid, amount) for bid in bids if bid.status != "rejected")


def ruling(bid, by):
    no = {"requirement": bid.lot.call.requirements.first(), "reason_kk": "Жоқ.", "reason_ru": "Нет."}
    is_admitted = bid.status != "rejected"
    facts = {} if is_admitted else no
    return Ruling(application=bid, is_admitted=is_admitted, ruled_by=by, ruled_at=bid.opened_at, **facts)


def result(bid, amount):
    awarded = amount if bid.status == "winner" else 0
    return Result(
        application=bid, lot=bid.lot, outcome=bid.status, place=1, rank=1, total=Decimal(80), means={}, sheets=3,
        requested_amount=amount, awarded_amount=awarded, reason_kk="Иә.", reason_ru="Да.", decided_at=bid.opened_at,
    )  # fmt: skip


def record(client, organisation, language="en"):
    return client.get(f"/{language}/register/{organisation.code}/record/")


@pytest.mark.django_db
def test_the_page_shows_what_was_decided_about_this_ngo_alone(client):
    ngo, rival = OrganisationFactory.create_batch(2)
    decided(ngo, "winner", "not_funded", "rejected")
    decided(rival, "winner")

    page = record(client, ngo)

    card = page.context["card"]
    assert (card.applications, card.admitted, card.awards, card.rejected) == (3, 2, 1, 1)
    assert (card.awarded_amount, card.won_percent) == (Decimal(400_000), Decimal("50.0"))
    assert [(ground.code, ground.applications) for ground in card.grounds] == [("E-1", 1)]
    assert page.text.count("not recorded yet") == 5


@pytest.mark.django_db
def test_an_ngo_without_a_result_has_an_empty_record_and_no_figure(client):
    page = record(client, OrganisationFactory())

    assert "This organisation has taken part in no call whose results are published." in page.text
    assert "Sum awarded" not in page.text


@pytest.mark.django_db
@pytest.mark.parametrize("stage", STAGES)
def test_r067_nothing_is_counted_before_the_results_are_published(client, stage):
    world = World(stage)

    card = record(client, world.ngo).context["card"]

    assert (card.applications, card.admitted) == ((1, 1) if stage in RESULTS else (0, 0))


@pytest.mark.django_db
def test_the_record_is_found_by_bin_and_is_not_there_before_verification(client):
    ngo, filed = OrganisationFactory(), OrganisationFactory(status="filed")

    assert client.get(f"/en/register/{ngo.bin}/record/").context["organisation"] == ngo
    assert record(client, filed).status_code == 404


@pytest.mark.django_db
def test_the_public_page_leads_to_the_record(client):
    ngo = OrganisationFactory()

    page = client.get(f"/en/register/{ngo.code}/").text

    assert f'<a href="/en/register/{ngo.code}/record/">' in page


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["applications:detail", "admission:rule", "scoring:sheet"])
def test_the_commission_reads_the_record_beside_the_application(client, name):
    world = World("scoring")
    client.force_login(world.people["member"])
    about = [world.bid.number] if name == "applications:detail" else [world.call.number, world.bid.number]

    text = client.get(reverse(name, args=about)).text

    assert f'<a href="/en/register/{world.ngo.code}/record/">' in text


@pytest.mark.django_db
def test_the_record_costs_the_same_for_one_result_and_for_300(client):
    ngo = OrganisationFactory()

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert record(client, ngo).status_code == 200
        return len(asked)

    decided(ngo, "winner")
    one = queries()
    decided(ngo, *["winner", "not_funded", "rejected"] * 100)

    assert queries() == one
    assert record(client, ngo).context["card"].applications == 301
