"""Reminders of a report: so many days before and after its last day, to those who file, once each."""

from datetime import date, timedelta

import pytest

from lifecycle import clock
from notifications.models import Notice
from registry import tasks
from registry.filings import actions
from registry.reference.models import Duty
from tests.factories.accounts import UserFactory
from tests.factories.registry import AnnualReportFactory, LinkFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
DUE = date(2026, 3, 31)


def owed():
    return sorted((n.kind, n.to.name, n.facts["year"]) for n in Notice.objects.select_related("to"))


def remind(days):
    actions.remind(DUE + timedelta(days=days), at=clock.now())


@pytest.fixture
def ngo():
    ngo = OrganisationFactory(head=UserFactory(name="Head"), reported=False)
    LinkFactory(organisation=ngo, role="signatory", user__name="Signatory")
    LinkFactory(organisation=ngo, role="editor", user__name="Editor")
    return ngo


@pytest.mark.parametrize(("days", "kind"), [(-30, "due"), (-7, "due"), (-1, "due"), (1, "overdue"), (30, "overdue")])
def test_whoever_files_for_it_is_reminded_before_and_after_the_last_day(ngo, days, kind):
    remind(days)

    assert owed() == [(f"filings/{kind}", "Head", 2025), (f"filings/{kind}", "Signatory", 2025)]


def test_running_twice_reminds_once_and_a_missed_day_is_caught_up(ngo):
    remind(-30)
    remind(-30)
    remind(-29)
    assert Notice.objects.count() == 2

    remind(-7 + 3)

    assert Notice.objects.count() == 4


@pytest.mark.parametrize("days", [-31, -20, 9, 40, 200])
def test_on_other_days_nobody_is_reminded(ngo, days):
    remind(days)

    assert owed() == []


def test_whoever_has_filed_or_owes_nothing_is_left_alone():
    reported = OrganisationFactory(head=UserFactory(), reported=False)
    AnnualReportFactory(organisation=reported, year=2025, filed=True)
    OrganisationFactory(head=UserFactory(), reported=False, registered_on=date(2026, 1, 5))
    OrganisationFactory(head=UserFactory(), reported=False, status="liquidated")
    OrganisationFactory(head=UserFactory(), reported=False, status="filed")

    remind(-7)

    assert owed() == []


def test_a_draft_is_no_report(ngo):
    AnnualReportFactory(organisation=ngo, year=2025)

    remind(1)

    assert [kind for kind, _name, _year in owed()] == ["filings/overdue"] * 2


def test_without_a_duty_nobody_is_reminded(ngo):
    Duty.objects.update(valid_to=date(2020, 1, 1))

    remind(-7)

    assert owed() == []


def test_the_clock_reminds_by_the_day_of_today(ngo):
    today = clock.now().date()
    Duty.objects.update(due_month=today.month, due_day=today.day, opens_month=1, opens_day=1, remind_after="0")

    tasks.remind_of_reports()

    assert {kind for kind, _name, _year in owed()} == {"filings/due"}


def test_many_are_reminded_by_a_fixed_number_of_queries(ngo, django_assert_num_queries, django_assert_max_num_queries):
    with django_assert_max_num_queries(10) as one:
        remind(-30)
    for _ in range(5):
        OrganisationFactory(head=UserFactory(), reported=False)

    with django_assert_num_queries(len(one)):
        remind(-7)
