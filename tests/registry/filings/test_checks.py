"""What a report lacks: pure arithmetic and sentences (R-005)."""

from decimal import Decimal

import pytest

from registry.filings import checks

WHOLE = {
    **dict.fromkeys(checks.COUNTS, 0),
    "income_total_amount": Decimal(0),
    "spending_total_amount": Decimal(0),
    **{part: [] for part in ("income", "spending", "property", "projects")},
}


def sentences(**changes):
    return [gap.sentence for gap in checks.gaps(WHOLE | changes, saved=checks.SECTIONS, carried=[])]


def test_a_year_without_money_people_and_projects_is_a_whole_report():
    assert sentences() == []


@pytest.mark.parametrize("section", checks.SECTIONS)
def test_a_section_that_nobody_saved_or_looked_at_is_a_gap(section):
    others = [name for name in checks.SECTIONS if name != section]

    assert [gap.section for gap in checks.gaps(WHOLE, saved=others, carried=[])] == [section]
    assert [gap.section for gap in checks.gaps(WHOLE, saved=checks.SECTIONS, carried=[section])] == [section]


@pytest.mark.parametrize("part", ["income", "spending"])
def test_r005_the_lines_make_the_total_to_the_tiyn(part):
    lines = [{"source": "own", "amount": Decimal("0.10")}, {"source": "own", "amount": Decimal("0.20")}]
    right = {part: lines, f"{part}_total_amount": Decimal("0.30")}

    assert sentences(**right) == []
    assert sentences(**right | {f"{part}_total_amount": Decimal("0.31")}) == [
        "The lines make 0,30 ₸, the total says 0,31 ₸. Mend the one that is wrong."
    ]


def test_only_foreign_money_needs_its_donor():
    for source, expected in (("private", []), ("foreign", ["Income 1: Name the foreign donor."])):
        line = {"source": source, "donor": "", "amount": Decimal(1)}
        assert sentences(income=[line], income_total_amount=Decimal(1)) == expected


@pytest.mark.parametrize("count", checks.COUNTS)
def test_every_number_of_people_is_asked_for(count):
    assert len(sentences(**{count: None})) == 1
