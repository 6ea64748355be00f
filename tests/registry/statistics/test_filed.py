"""Reports in time and the sources of money, against counts made another way: by SQL of its own, or row by row."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.filings.models import AnnualReport, IncomeLine
from registry.organisations.models import Organisation
from registry.reference.models import Duty
from registry.statistics import filed
from tests.factories.registry import AnnualReportFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 1)


@pytest.fixture
def register():
    """Twelve organisations of 2015 to 2018 with reports of several years, and some whose reports nobody counts."""
    found = []
    for number in range(12):
        status = ["active", "active", "suspended", "liquidated"][number % 4]
        ngo = OrganisationFactory(reported=False, status=status, registered_on=date(2015 + number % 4, 5, 1))
        for year in range(2018, 2026):
            if (number + year) % 3:
                AnnualReportFactory(organisation=ngo, year=year, **{("late" if number % 5 == 0 else "filed"): True})
        found.append(ngo)
    AnnualReportFactory(organisation=OrganisationFactory(status="filed", reported=False), year=2024, filed=True)
    merged = OrganisationFactory(status="merged", merged_into=found[0], reported=False)
    AnnualReportFactory(organisation=merged, year=2024, filed=True)
    AnnualReportFactory(organisation=found[0], year=2025)
    return found


def income(year, *, ngo=None, **amounts):
    """A filed report of a year with these sums by source."""
    report = AnnualReportFactory(organisation=ngo or OrganisationFactory(reported=False), year=year, filed=True)
    for source, amount in amounts.items():
        IncomeLine.objects.create(report=report, source=source, amount=Decimal(amount))
    return report


def by_sql(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [tuple(row) for row in cursor.fetchall()]


def test_each_year_is_owed_in_time_late_and_missing_as_counted_one_by_one(register):
    section = filed.in_time(DAY)

    expected = []
    for year in range(2015, 2026):
        told = [ngo.annual_reports.filter(year=year, status="filed").first() for ngo in register]
        in_time = sum(report is not None and not report.is_late for report in told)
        late = sum(report is not None and report.is_late for report in told)
        missing = sum(
            report is None and ngo.status != "liquidated" and ngo.registered_on.year <= year
            for ngo, report in zip(register, told, strict=True)
        )
        owed = in_time + late + missing
        expected.append([str(year), owed, in_time, late, missing, round(Decimal(in_time * 100) / owed, 2)])
    assert section.rows == expected
    assert section.summary == f"For 2025 {expected[-1][2]} of {expected[-1][1]} reports were filed in time."


def test_reports_in_time_are_those_that_sql_counts(register):
    counted = by_sql(
        "SELECT r.year, COUNT(*) FROM registry_annualreport r JOIN registry_organisation o ON o.id = r.organisation_id "
        "WHERE r.status = 'filed' AND r.is_late = FALSE AND o.verified_at IS NOT NULL AND o.status <> 'merged' "
        "GROUP BY r.year ORDER BY r.year"
    )

    assert [(int(row[0]), row[2]) for row in filed.in_time(DAY).rows if row[2]] == counted


def test_a_year_is_counted_once_its_last_day_is_over(register):
    last_day = Duty.of_reports(DAY).due_on(2025)

    assert filed.in_time(last_day).rows[-1][0] == "2024"
    assert filed.in_time(date(2026, 4, 1)).rows[-1][0] == "2025"


def test_a_correction_leaves_a_report_in_time_and_counts_once():
    report = AnnualReportFactory(organisation=OrganisationFactory(reported=False), year=2025, filed=True)
    AnnualReport.objects.filter(pk=report.pk).update(status="superseded")
    again = {"organisation": report.organisation, "version": 2, "correction_reason": "A slip."}
    AnnualReportFactory(year=2025, filed=True, **again)

    assert filed.in_time(DAY).rows[-1] == ["2025", 1, 1, 0, 0, Decimal("100.00")]


def test_a_report_older_than_its_organisation_is_now_said_to_be_hides_nobody_who_owes():
    OrganisationFactory(reported=False)
    young = OrganisationFactory(reported=False, registered_on=date(2026, 1, 1))
    AnnualReportFactory(organisation=young, year=2025, filed=True)

    assert filed.in_time(DAY).rows[-1] == ["2025", 2, 1, 0, 1, Decimal("50.00")]


def test_a20_the_state_share_replaces_the_foreign_one_over_the_years():
    income(2019, state_order="100000", foreign="800000", fees="100000")
    income(2022, state_order="300000", state_grant="200000", foreign="400000", own="100000")
    income(2025, state_order="500000", state_grant="300000.40", foreign="100000", private="50000", other="50000")

    section = filed.sources(DAY)

    assert [row[:5] for row in section.rows] == [
        ["2019", 1, 100_000, 800_000, 100_000],
        ["2022", 1, 500_000, 400_000, 100_000],
        ["2025", 1, 800_000, 100_000, 100_000],
    ]
    assert [row[5] for row in section.rows] == [Decimal("10.00"), Decimal("50.00"), Decimal("80.00")]
    assert [row[6] for row in section.rows] == [Decimal("80.00"), Decimal("40.00"), Decimal("10.00")]
    assert section.summary.replace("\u00a0", " ") == (
        "2019: 10 % of the income came from the state, 80 % from abroad. "
        "2025: 80 % of the income came from the state, 10 % from abroad."
    )
    [chart] = section.charts
    assert [bar.label for bar in chart.bars[:2]] == ["2019: state", "2019: foreign"]
    assert [bar.shown.replace("\u00a0", " ") for bar in chart.bars] == ["10 %", "80 %", "50 %", "40 %", "80 %", "10 %"]


def test_the_money_of_many_reports_is_what_sql_sums():
    for number in range(12):
        year = 2020 + number % 3
        income(year, state_order=number * 1000, foreign=number * 500, fees=7, other=number)
    income(2021, ngo=OrganisationFactory(status="filed", reported=False), foreign=1_000_000)
    old = income(2022, foreign=1_000_000)
    AnnualReport.objects.filter(pk=old.pk).update(status="superseded")

    counted = by_sql(
        "SELECT r.year, COUNT(DISTINCT r.id), "
        "SUM(CASE WHEN l.source IN ('state_order', 'state_grant') THEN l.amount ELSE 0 END), "
        "SUM(CASE WHEN l.source = 'foreign' THEN l.amount ELSE 0 END), "
        "SUM(CASE WHEN l.source NOT IN ('state_order', 'state_grant', 'foreign') THEN l.amount ELSE 0 END) "
        "FROM registry_incomeline l JOIN registry_annualreport r ON r.id = l.report_id "
        "JOIN registry_organisation o ON o.id = r.organisation_id "
        "WHERE r.status = 'filed' AND o.verified_at IS NOT NULL AND o.status <> 'merged' "
        "GROUP BY r.year ORDER BY r.year"
    )

    assert [(int(year), *map(int, numbers)) for year, *numbers in counted] == [
        (int(row[0]), *row[1:5]) for row in filed.sources(DAY).rows
    ]


def test_a_year_without_any_money_has_no_shares():
    income(2025, state_order=0)

    [row] = filed.sources(DAY).rows

    assert row == ["2025", 1, 0, 0, 0, None, None, None]


@pytest.mark.parametrize("slug", ["filings", "money"])
def test_both_cost_the_same_with_reports_of_one_and_of_many(client, slug):
    income(2025, state_order=1, foreign=1)
    client.get("/en/statistics/")
    with CaptureQueriesContext(connection) as one:
        client.get(f"/en/statistics/{slug}/")
    for year in (2022, 2023, 2024):
        income(year, state_order=1, foreign=1)

    with CaptureQueriesContext(connection) as many:
        client.get(f"/en/statistics/{slug}/")

    assert Organisation.objects.count() == 4
    assert len(many) == len(one) <= 15


def test_no_donor_is_named():
    report = income(2025)
    IncomeLine.objects.create(report=report, source="foreign", donor="A rich aunt", amount=Decimal(5))

    section = filed.sources(DAY)

    assert "aunt" not in section.as_csv()
    assert section.rows[0][3] == 5
