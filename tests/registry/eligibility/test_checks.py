"""Every rule of eligibility, passed and failed, with its reason, remedy and source (R-010 to R-018, U2)."""

from decimal import Decimal

import pytest
from django.utils import translation

from registry.eligibility import checks
from registry.eligibility.checks import Facts, Load, Terms, Tie

TERMS = Terms(sphere=6, sphere_name="Support of families")
GOOD = Facts(
    status="active",
    has_bin=True,
    is_ngo=True,
    form_refusal="",
    is_foreign_branch=False,
    works_in_sphere=True,
    report_year=2025,
    filing="in_time",
    terms=TERMS,
)
RULES = ["R-010", "R-001", "R-011", "R-012", "R-013", "R-014", "R-015", "R-016", "R-017", "R-018"]


def finding(rule, **changes):
    return {found.rule: found for found in checks.assess(GOOD._replace(**changes))}[rule]


def answer(rule, **changes):
    found = finding(rule, **changes)
    return found.passed, found.is_blocking and not found.passed, str(found.why)


@pytest.mark.parametrize("terms", [None, TERMS])
@pytest.mark.parametrize("status", ["active", "filed", "returned", "suspended", "liquidating", "liquidated", "merged"])
def test_u2_every_rule_is_answered_once_with_its_source(terms, status):
    found = checks.assess(GOOD._replace(terms=terms, status=status))

    assert sorted(one.rule for one in found) == sorted(RULES)
    assert all(str(one.what) and str(one.source) for one in found)
    assert all(str(one.why) and str(one.remedy) for one in found if not one.passed)


def test_u2_a_good_bidder_meets_no_obstacle():
    assert checks.obstacles(checks.assess(GOOD)) == []
    assert all(found.passed for found in checks.assess(GOOD))


@pytest.mark.parametrize("status", checks.STANDING)
def test_r010_only_an_active_organisation_bids(status):
    assert answer("R-010", status=status) == (False, True, str(checks.STANDING[status]))
    assert answer("R-010") == (True, False, "")


def test_without_a_bin_nobody_bids():
    assert answer("R-001", has_bin=False) == (False, True, "There is no BIN in the register.")


@pytest.mark.parametrize(
    ("filing", "expected"),
    [
        ("in_time", (True, False, "Filed for 2025.")),
        ("late", (True, False, "The annual report for 2025 was filed late.")),
        ("not_owed", (True, False, "No report is due from it yet.")),
        ("missing", (False, True, "The annual report for 2025 is not filed.")),
    ],
)
def test_r011_the_last_report_due_is_filed(filing, expected):
    assert answer("R-011", filing=filing) == expected
    assert answer("R-011", filing=filing, terms=None) == expected


def test_r011_is_asked_only_where_the_call_asks_it_and_once_something_is_due():
    lenient = TERMS._replace(requires_report=False)

    assert answer("R-011", filing="missing", terms=lenient) == (True, False, "This call does not ask for it.")
    assert answer("R-011", report_year=None) == (True, False, "No report is due from it yet.")


def test_r012_a_legal_form_that_is_no_ngo_hears_its_own_reason():
    assert answer("R-012", is_ngo=False, form_refusal="A party seeks power.") == (False, True, "A party seeks power.")
    assert answer("R-012", is_ngo=False)[2] == str(checks.NO_NGO)


def test_r013_another_sphere_asks_for_an_explanation_and_stops_nobody():
    assert answer("R-013", works_in_sphere=False) == (False, False, "The sphere of the call: Support of families.")
    assert "Explain in the application" in str(finding("R-013", works_in_sphere=False).remedy)
    assert answer("R-013", works_in_sphere=False, terms=None) == (True, False, "Each call asks this for itself.")


@pytest.mark.parametrize("status", ["liquidating", "liquidated"])
def test_r014_neither_a_restricted_party_nor_one_in_liquidation_bids(status):
    assert answer("R-014", restriction="Court, No. 5") == (
        False,
        True,
        "It is on the list of restricted parties: Court, No. 5.",
    )
    assert answer("R-014", status=status)[:2] == (False, True)


def test_r015_a_foreign_branch_bids_where_the_legal_basis_allows_it_and_is_flagged():
    strict = TERMS._replace(allows_foreign=False)

    assert answer("R-015", is_foreign_branch=True) == (
        True,
        False,
        "It is a branch of a foreign organisation; the call takes such branches.",
    )
    assert answer("R-015", is_foreign_branch=True, terms=strict)[:2] == (False, True)
    assert answer("R-015", terms=strict)[:2] == (True, False)
    assert answer("R-015", is_foreign_branch=True, terms=None)[2] == "Each call asks this for itself."


def test_r016_no_region_is_left_out():
    assert answer("R-016") == (True, False, "No call of this system leaves out an NGO because of its region.")


def test_r017_ties_are_a_flag_and_nobody_learns_of_them_before_the_opening():
    ties = (Tie("head", "A"), Tie("phone", "B"))

    assert answer("R-017") == (True, False, "Nobody looks at this before the opening.")
    assert answer("R-017", ties=()) == (True, False, "No ties with another bidder of the lot were found.")
    assert answer("R-017", ties=ties) == (False, False, "The same head as A. The same telephone as B.")


def test_r018_the_load_is_told_and_stops_nobody():
    load = Load(2, Decimal("15000000.00"))

    assert answer("R-018")[:2] == (True, False)
    assert answer("R-018", load=load) == (True, False, "Won and not over yet: 2, for 15 000 000 ₸ in all.".replace(
        " 000", "\u00a0000"))  # fmt: skip


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_u2_the_words_are_those_of_whoever_reads_them(language):
    failed = finding("R-011", filing="missing")
    english = [str(failed.what), str(failed.why), str(failed.remedy)]

    with translation.override(language):
        told = [str(failed.what), str(failed.why), str(failed.remedy)]

    assert all(said != meant for said, meant in zip(told, english, strict=True))
    assert "2025" in told[1]
