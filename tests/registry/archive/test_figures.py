"""Acceptance cases A1 to A8: the figures of the article of 2006, computed from the file the project ships."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from registry import archive
from registry.archive import figures
from registry.archive.figures import Figures, Totals

ARTICLE = json.loads((Path(archive.__file__).parent / "data" / "tenders.json").read_text(encoding="utf-8"))
SEPTEMBER_2003, MAY_2004, JULY_2005 = figures.rows(ARTICLE)
MILLION = 1_000_000


def computed():
    return figures.figures([SEPTEMBER_2003, MAY_2004, JULY_2005])


def test_a1_the_pilot_of_september_2003():
    assert computed()[0] == Figures(
        code="2003-09",
        applications_per_ngo=Decimal("1.10"),
        success_percent=Decimal("16.67"),
        mean_amount=Decimal("535000.00"),
    )


def test_a2_may_2004_with_less_money_and_more_applications():
    assert computed()[1] == Figures(
        code="2004-05",
        applications_per_ngo=Decimal("1.19"),
        success_percent=Decimal("14.08"),
        mean_amount=Decimal("485000.00"),
        applications_change_percent=Decimal("18.33"),
        amount_change_percent=Decimal("-9.35"),
        times_previous=Decimal("0.91"),
        times_first=Decimal("0.91"),
    )


def test_a3_july_2005_whose_winners_are_ngos():
    third = computed()[2]

    assert (third.applications_per_ngo, third.success_percent) == (Decimal("1.42"), Decimal("30.30"))
    assert third.mean_amount == Decimal("1194000.00")
    assert (third.times_previous, third.times_first) == (Decimal("6.15"), Decimal("5.58"))
    assert JULY_2005.winners_unit == "ngos"
    assert "does not say whether" in ARTICLE["tenders"][2]["note"]


def test_a4_the_budget_of_2006_is_nine_times_the_third_tender():
    budget = figures.budget_of(ARTICLE, 2006)

    assert budget == 550 * MILLION
    assert figures.times(budget, JULY_2005.amount) == Decimal("9.21")


def test_a5_all_three_tenders_together():
    assert figures.totals(figures.rows(ARTICLE)) == Totals(
        tenders=3, applications=496, amount=Decimal("80.1") * MILLION
    )


def test_a6_the_first_two_are_pilots_before_the_law_and_the_third_is_not():
    law = next(date.fromisoformat(told["on"]) for told in ARTICLE["events"] if told["what"].startswith("Law"))
    bases = {told["id"]: told["legal_basis"] for told in ARTICLE["tenders"]}

    assert law == date(2005, 4, 12)
    assert bases == {"2003-09": "pilot", "2004-05": "pilot", "2005-07-19": "law of 12 April 2005"}
    assert [told["held"] < law.isoformat() for told in ARTICLE["tenders"]] == [True, True, False]


def test_a7_the_shares_of_activity_are_a_whole():
    assert sum(share["percent"] for share in ARTICLE["reported"]["activity_shares"]) == 100


def test_a8_reported_figures_keep_their_words_and_at_most_a_fifth_is_effective():
    told = ARTICLE["reported"]
    numbers = {
        name: figures.reported(told[name]) for name in ("organisations", "effective", "employed", "beneficiaries")
    }

    assert numbers == {"organisations": 5_000, "effective": 1_000, "employed": 200_000, "beneficiaries": 2 * MILLION}
    assert figures.percent(numbers["effective"], numbers["organisations"]) == Decimal("20.00")


def test_words_without_a_number_are_not_a_figure():
    with pytest.raises(ValueError, match="No number in “many”"):
        figures.reported("many")


def test_an_empty_archive_has_no_figures():
    assert figures.figures([]) == []
    assert figures.totals([]) == Totals(tenders=0, applications=0, amount=Decimal(0))
