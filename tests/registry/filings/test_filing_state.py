"""What became of the last report due: asked of many organisations in one query, and filtered by in the admin."""

from datetime import date

import pytest
from django.utils import timezone

from registry.organisations.models import Organisation
from registry.reference.models import Duty
from tests.factories.accounts import UserFactory
from tests.factories.registry import AnnualReportFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def four():
    year = Duty.report_year(timezone.localdate())
    names = ("in_time", "late", "missing", "not_owed")
    ngos = {name: OrganisationFactory(reported=False, name_ru=name, name_kk=name) for name in names}
    AnnualReportFactory(organisation=ngos["in_time"], year=year, filed=True)
    AnnualReportFactory(organisation=ngos["late"], year=year, late=True)
    AnnualReportFactory(organisation=ngos["missing"], year=year)
    AnnualReportFactory(organisation=ngos["missing"], year=year - 1, filed=True)
    Organisation.objects.filter(pk=ngos["not_owed"].pk).update(registered_on=date(year + 1, 1, 1))
    return year


def states(year):
    return dict(Organisation.objects.with_filing(year).values_list("name_ru", "filing"))


def test_each_organisation_has_its_state_in_one_query(four, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = states(four)

    assert found == {name: name for name in ("in_time", "late", "missing", "not_owed")}


def test_a_correction_changes_nothing_about_being_in_time(four):
    ngo = Organisation.objects.get(name_ru="in_time")
    ngo.annual_reports.update(status="superseded")
    AnnualReportFactory(organisation=ngo, year=four, filed=True, version=2, correction_reason="A slip.")

    assert states(four)["in_time"] == "in_time"
    assert Organisation.objects.with_filing(four).count() == 4


def test_where_nothing_is_owed_nobody_is_missing(four):
    assert set(states(None).values()) == {"not_owed"}


def test_those_that_reported_are_at_work_and_those_that_owe_are_named(four):
    assert sorted(one.name_ru for one in Organisation.objects.at_work(four)) == ["in_time", "late"]
    assert [one.name_ru for one in Organisation.objects.without_report(four)] == ["missing"]


@pytest.mark.parametrize("state", ["in_time", "late", "missing", "not_owed"])
def test_an_officer_filters_the_register_by_it(client, four, state):
    client.force_login(UserFactory(role="registry_officer"))

    page = client.get("/en/admin/registry/organisation/", {"filing": state})

    assert [row.name_ru for row in page.context["cl"].result_list] == [state]


def test_a_state_that_nobody_knows_filters_nothing(client, four):
    client.force_login(UserFactory(role="registry_officer"))

    page = client.get("/en/admin/registry/organisation/", {"filing": "eaten"})

    assert len(page.context["cl"].result_list) == 4


def test_an_officer_reads_what_was_filed_and_no_draft(client, four):
    client.force_login(UserFactory(role="registry_officer"))

    page = client.get("/en/admin/registry/annualreport/", {"is_late__exact": "1"})
    everything = client.get("/en/admin/registry/annualreport/")

    assert [row.organisation.name_ru for row in page.context["cl"].result_list] == ["late"]
    assert {row.status for row in everything.context["cl"].result_list} == {"filed"}
