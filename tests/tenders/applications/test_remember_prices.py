"""What winners pay for a unit stands beside the budgets of those who come later, without a word of anybody's budget."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tenders.applications import actions, norms, prices
from tenders.applications.models import Application
from tenders.applications.prices import PaidPrice
from tests.factories.applications import ApplicationFactory, head_of, line
from tests.factories.calls import LotFactory
from tests.tenders.applications.posting import url

TODAY = date(2026, 11, 24)


def winner(**facts):
    """An application that won, with this budget line in what was opened."""
    application = ApplicationFactory()
    row = {"budget_lines": [line(**facts)]}
    actions.revise(application, row, by=head_of(application), at=timezone.now())
    application.refresh_from_db()
    actions.submit(application, key=KEY, declarations=DECLARED, by=head_of(application), at=timezone.now())
    call = application.lot.call
    actions.open_sealed(call, at=call.opening_at)
    Application.objects.filter(pk=application.pk).update(status="winner")
    return application


KEY = "3f0c2c5e-8a53-4c55-8b2f-8f4a4f8a9d11"
DECLARED = ("no_conflict", "no_profit", "truth", "no_double_funding", "data_consent")


def paid(*amounts, unit="адам", on=TODAY, category="pay"):
    """Prices that so many winners pay."""
    application = ApplicationFactory(complete=False)
    for amount in amounts:
        application = ApplicationFactory(complete=False)
        PaidPrice.objects.create(
            application=application, category=category, unit_mark=norms.mark(unit), unit_cost=amount, decided_on=on
        )
    return application


@pytest.mark.django_db
def test_the_prices_of_winners_are_kept_with_the_mark_of_their_unit_and_no_word():
    application = winner(unit="Адам ", unit_cost=Decimal(600_000))
    at = timezone.now()

    actions.remember_prices(application.lot.call, at=at)

    [kept] = PaidPrice.objects.all()
    assert (kept.application, kept.category, kept.unit_cost) == (application, "pay", Decimal(600_000))
    assert (kept.unit_mark, kept.decided_on) == (norms.mark("адам"), timezone.localdate(at))


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["not_funded", "reserve", "below_threshold"])
def test_of_whoever_did_not_win_nothing_is_kept(status):
    application = winner()
    Application.objects.filter(pk=application.pk).update(status=status)

    actions.remember_prices(application.lot.call, at=timezone.now())

    assert PaidPrice.objects.count() == 0


@pytest.mark.django_db
def test_a_winner_whose_document_is_not_whole_stops_no_result():
    application = winner()
    application.refresh_from_db()
    application.receipt.opened.box = b"broken"
    broken, whole = application.receipt.opened, application.lot.call
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM tenders_workingcopy WHERE application_id = %s", [application.pk])

    actions.remember_prices(whole, at=timezone.now())

    assert (broken.receipt_id, PaidPrice.objects.count()) == (application.receipt_id, 0)


@pytest.mark.django_db
def test_three_earlier_projects_make_a_norm_and_two_do_not():
    paid(100, 300)
    assert prices.norms_of([("pay", "адам")], TODAY) == {}

    paid(200)

    assert prices.norms_of([("pay", "АДАМ. ")], TODAY)["pay", norms.mark("адам")] == (3, Decimal("200.00"))


@pytest.mark.django_db
def test_another_unit_another_category_and_what_is_long_past_do_not_count():
    paid(100, 200, 300, unit="сағат")
    paid(100, 200, 300, category="rent")
    paid(100, 200, 300, on=date(2023, 11, 24))

    assert prices.norms_of([("pay", "адам")], TODAY) == {}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "kk", "ru"])
def test_the_median_stands_beside_the_line_it_is_about(client, language):
    paid(100, 250, 300, on=timezone.localdate())
    application = ApplicationFactory(lot=LotFactory(call__published=True))
    client.force_login(head_of(application))

    page = client.get(f"/{language}{url(application, 'budget').removeprefix('/en')}")

    [form] = page.context["form"].forms
    assert form.norm == (3, Decimal("250.00"))
    assert "250\xa0₸" in page.text


@pytest.mark.django_db
def test_a_page_of_many_lines_asks_for_their_norms_in_one_question(client):
    paid(100, 200, 300, on=timezone.localdate())
    application = ApplicationFactory(lot=LotFactory(call__published=True))
    client.force_login(head_of(application))
    client.get(url(application, "budget"))  # whoever arrives is told of once
    counts = []
    for number in (1, 3):
        rows = [line(unit=f"unit {place}") for place in range(number)]
        actions.revise(application, {"budget_lines": rows}, by=head_of(application), at=timezone.now())
        with CaptureQueriesContext(connection) as queries:
            client.get(url(application, "budget"))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 15


def test_a_project_counts_once_by_the_middle_of_its_own_prices():
    assert norms.of([(1, Decimal(1)), (1, Decimal(3)), (2, Decimal(10)), (3, Decimal(20))]) == (3, Decimal("10.00"))


def test_half_a_tiyn_of_a_median_goes_up():
    even = [(number, Decimal(price)) for number, price in enumerate(("1.00", "1.00", "1.01", "1.01"))]

    assert norms.of(even) == (4, Decimal("1.01"))


@given(st.lists(st.decimals("0.01", 10**9, places=2), min_size=3))
def test_a_norm_lies_between_the_least_and_the_greatest_price(paid):
    norm = norms.of(enumerate(paid))

    assert norm.projects == len(paid)
    assert min(paid) <= norm.price <= max(paid)


@pytest.mark.parametrize("unit", ["адам", "АДАМ", " адам. ", "Адам"])
def test_a_unit_has_one_mark_however_it_is_typed(unit):
    assert norms.mark(unit) == norms.mark("адам") != norms.mark("сағат")


def test_no_unit_has_no_mark():
    assert norms.mark(" ") == ""
