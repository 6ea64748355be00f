"""What the rules ask, gathered from the register: for one or for many in the same two queries."""

from datetime import UTC, date, datetime, timedelta

import pytest

from registry.eligibility import checks, facts
from registry.organisations.models import Organisation
from registry.reference.models import LegalForm, Sphere
from tests.factories.bodies import RestrictedPartyFactory
from tests.factories.registry import AnnualReportFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 6, 1)
TERMS = checks.Terms(sphere=0, sphere_name="")


def gathered(ngo, on=DAY, **terms):
    return facts.of(ngo, on=on, terms=TERMS._replace(**terms) if terms else None)


def test_what_the_register_knows_is_gathered():
    ngo = OrganisationFactory(reported=False)
    AnnualReportFactory(organisation=ngo, year=2025, filed=True)

    assert gathered(ngo) == checks.Facts(
        status="active",
        has_bin=True,
        is_ngo=True,
        form_refusal="",
        is_foreign_branch=False,
        works_in_sphere=False,
        report_year=2025,
        filing="in_time",
    )


def test_the_sphere_of_the_lot_is_looked_for_among_its_own():
    ngo = OrganisationFactory(spheres=Sphere.objects.filter(number__in=[1, 2]))
    own, other = (Sphere.objects.get(number=number).pk for number in (2, 3))

    assert [gathered(ngo, sphere=sphere).works_in_sphere for sphere in (own, other)] == [True, False]


def test_a_form_that_is_no_ngo_brings_its_reason():
    party = LegalForm.objects.get(code="political_party")

    told = gathered(OrganisationFactory(legal_form=party, bin=None))

    assert (told.is_ngo, told.has_bin, str(told.form_refusal)) == (False, False, party.refusal_en)


@pytest.mark.parametrize("code", ["foreign_branch", "foreign_office"])
def test_a_foreign_branch_is_known_by_its_legal_form(code):
    assert gathered(OrganisationFactory(legal_form=LegalForm.objects.get(code=code))).is_foreign_branch


@pytest.mark.parametrize(("until", "act"), [(None, "No. 5"), (DAY, "No. 5"), (DAY - timedelta(days=1), "")])
def test_r014_the_restricted_list_is_asked_for_the_day(until, act):
    ngo = OrganisationFactory()
    RestrictedPartyFactory(bin=ngo.bin, court_act="No. 5", until=until)
    RestrictedPartyFactory()

    assert gathered(ngo).restriction == act


def test_r011_what_was_filed_after_the_day_was_not_there_on_it():
    ngo = OrganisationFactory(reported=False)
    at = datetime(2026, 6, 1, 19, 30, tzinfo=UTC)  # half past midnight of 2 June in Astana
    AnnualReportFactory(organisation=ngo, year=2025, late=True, filed_at=at)

    assert [gathered(ngo, on=DAY + timedelta(days=days)).filing for days in (0, 1)] == ["missing", "late"]


def test_many_organisations_take_the_two_queries_of_one(django_assert_num_queries):
    for count in (1, 3):
        ngos = [OrganisationFactory() for _ in range(count)]
        RestrictedPartyFactory(bin=ngos[0].bin)
        with django_assert_num_queries(2):
            found = facts.of_all(ngos, on=DAY, terms=TERMS)
        assert set(found) == {ngo.pk for ngo in ngos}


STATUSES = [status for status in Organisation.Status.values]


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("has_bin", [True, False])
def test_it_may_bid_exactly_when_nothing_is_in_the_way(status, has_bin):
    ngo = OrganisationFactory(status=status, **({} if has_bin else {"bin": None}))

    found = checks.obstacles(checks.assess(facts.of(ngo, on=date.fromisoformat("2026-02-02"))))

    expected = (status != "active") + (not has_bin) + (status in ("liquidating", "liquidated"))
    assert [one.rule for one in found if one.rule != "R-011"].__len__() == expected
