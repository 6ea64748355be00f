"""The life of a yearly report: begun, saved section by section, filed in time or late, corrected (R-004, R-005)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from lifecycle.models import Refused
from notifications.models import Notice
from registry.filings import actions, content
from registry.filings.models import AnnualReport
from registry.organisations.models import Organisation
from tests.factories.accounts import UserFactory
from tests.factories.registry import AnnualReportFactory, LinkFactory, OrganisationFactory
from tests.registry.filings.telling import complete, filed, sections

pytestmark = pytest.mark.django_db
# The report of 2025 is in time from 1 January to 31 March 2026, Astana time: five hours before UTC.
FIRST, LAST = datetime(2025, 12, 31, 19, tzinfo=UTC), datetime(2026, 3, 31, 18, 59, 59, tzinfo=UTC)
BEFORE, AFTER = datetime(2025, 12, 31, 18, 59, 59, tzinfo=UTC), datetime(2026, 3, 31, 19, tzinfo=UTC)
Status = AnnualReport.Status


@pytest.fixture
def head():
    return UserFactory(name="Head")


@pytest.fixture
def ngo(head):
    return OrganisationFactory(head=head, reported=False)


@pytest.mark.parametrize("was", Status.values)
@pytest.mark.parametrize("to", Status.values)
def test_a_report_moves_along_its_map_and_nowhere_else(was, to):
    allowed = {("draft", "filed"), ("filed", "superseded")}

    assert AnnualReport(status=was).may_move_to(to) == ((was, to) in allowed)


def test_a_first_report_begins_empty(ngo, head):
    report = actions.start(ngo, 2025, by=head, at=FIRST)

    assert (report.status, report.version, report.carried, report.saved) == ("draft", 1, [], [])
    assert (report.started_by, report.started_at) == (head, FIRST)
    assert [entry.verb for entry in report.trail()] == ["begun"]


@pytest.mark.parametrize(("at", "is_late"), [(FIRST, False), (LAST, False), (AFTER, True)])
def test_r004_a_report_is_in_time_to_the_last_second_of_its_last_day(ngo, head, at, is_late):
    report = filed(ngo, 2025, by=head, at=at)

    assert (report.status, report.is_late, report.filed_at, report.filed_by) == ("filed", is_late, at, head)


def test_r004_a_year_that_is_not_over_cannot_be_reported(ngo, head):
    with pytest.raises(Refused, match="when the year is over"):
        actions.start(ngo, 2025, by=head, at=BEFORE)

    assert not AnnualReport.objects.exists()


@pytest.mark.parametrize(("year", "why"), [(2014, "No report of this year is owed"), (1990, "No report")])
def test_r004_nothing_is_owed_for_years_before_the_duty(ngo, head, year, why):
    with pytest.raises(Refused, match=why):
        actions.start(ngo, year, by=head, at=AFTER)


def test_r004_nothing_is_owed_for_years_before_the_organisation(head):
    young = OrganisationFactory(head=head, registered_on=date(2026, 1, 5))

    with pytest.raises(Refused, match="was not registered yet"):
        actions.start(young, 2025, by=head, at=AFTER)


def test_a_year_has_one_report(ngo, head):
    actions.start(ngo, 2025, by=head, at=FIRST)

    with pytest.raises(Refused, match="There is a report of this year already"):
        actions.start(ngo, 2025, by=head, at=FIRST)

    assert AnnualReport.objects.count() == 1


def test_a_liquidated_organisation_reports_no_more(ngo, head):
    Organisation.objects.filter(pk=ngo.pk).update(status="liquidated")

    with pytest.raises(Refused, match="changed no more"):
        actions.start(ngo, 2025, by=head, at=FIRST)


def test_saving_a_section_keeps_it_and_leaves_the_others(ngo, head):
    report = actions.start(ngo, 2025, by=head, at=FIRST)

    actions.revise(report, "income", sections()["income"], by=head, at=FIRST)

    report.refresh_from_db()
    assert (report.saved, report.income_total_amount, report.staff_count) == (["income"], Decimal("1000000.50"), None)
    assert content.rows(report, "income") == sections()["income"]["income"]
    assert [entry.verb for entry in report.trail()] == ["begun", "revised"]


def test_the_next_report_begins_with_the_last_one_and_each_section_must_be_looked_at(ngo, head):
    filed(ngo, 2024, by=head, at=FIRST)

    report = actions.start(ngo, 2025, by=head, at=FIRST)

    assert sorted(report.carried) == ["income", "people", "projects", "property", "spending"]
    assert content.told(report) == content.told(AnnualReport.objects.get(year=2024))
    with pytest.raises(Refused, match="“Property” still shows last year's figures"):
        actions.file(report, by=head, at=FIRST)
    assert actions.file(complete(report, by=head, at=FIRST), by=head, at=FIRST).status == "filed"


def test_filing_tells_everybody_of_the_organisation(ngo, head):
    editor = LinkFactory(organisation=ngo, role="editor").user

    filed(ngo, 2025, by=head, at=FIRST)

    told = {(notice.kind, notice.to, notice.facts["year"]) for notice in Notice.objects.all()}
    assert told == {("filings/filed", person, 2025) for person in (head, editor)}


def test_an_incomplete_report_is_refused_with_every_gap_and_nothing_changes(ngo, head):
    report = actions.start(ngo, 2025, by=head, at=FIRST)

    with pytest.raises(Refused) as refusal:
        actions.file(report, by=head, at=FIRST)

    for name in ("People", "Income by source", "Spending by purpose", "Property", "Projects"):
        assert f"“{name}” is not filled in yet." in str(refusal.value)
    report.refresh_from_db()
    assert (report.status, report.filed_at, Notice.objects.count()) == ("draft", None, 0)


def test_r005_a_total_that_its_lines_do_not_make_is_refused(ngo, head):
    report = complete(actions.start(ngo, 2025, by=head, at=FIRST), by=head, at=FIRST)
    actions.revise(report, "spending", {"spending_total_amount": Decimal(900001)}, by=head, at=FIRST)

    with pytest.raises(Refused, match="The lines make 900.000 ₸, the total says 900.001 ₸"):
        actions.file(report, by=head, at=FIRST)


def test_r005_the_database_takes_no_negative_sum(ngo, head):
    report = actions.start(ngo, 2025, by=head, at=FIRST)

    for write in (
        lambda: AnnualReport.objects.filter(pk=report.pk).update(income_total_amount=-1),
        lambda: report.income.create(source="own", amount=-1),
        lambda: report.spending.create(purpose="pay", amount=-1),
        lambda: report.property.create(kind="other", amount=-1),
        lambda: report.projects.create(name="x", amount=-1),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_a_filed_report_is_changed_by_nobody(ngo, head):
    report = filed(ngo, 2025, by=head, at=FIRST)

    with pytest.raises(Refused, match="Begin a correction"):
        actions.revise(report, "people", {"staff_count": 9}, by=head, at=FIRST)
    with pytest.raises(Refused, match="Begin a correction"):
        actions.file(report, by=head, at=FIRST)

    report.refresh_from_db()
    assert report.staff_count == 5


def test_r004_a_correction_is_a_new_version_that_begins_as_a_copy_and_supersedes(ngo, head):
    first = filed(ngo, 2025, by=head, at=LAST)

    again = actions.correct(first, because="Two donors were missed.", by=head, at=AFTER)

    assert (again.version, again.status, again.correction_reason) == (2, "draft", "Two donors were missed.")
    assert content.told(again) == content.told(first)
    assert AnnualReport.objects.get(version=1).status == "filed"
    actions.revise(again, "people", {"staff_count": 6}, by=head, at=AFTER)
    actions.file(again, by=head, at=AFTER)
    stands = AnnualReport.objects.order_by("version").values_list("version", "status", "is_late", "staff_count")
    assert list(stands) == [(1, "superseded", False, 5), (2, "filed", False, 6)]


def test_what_was_late_stays_late_when_it_is_corrected(ngo, head):
    first = filed(ngo, 2025, by=head, at=AFTER)

    again = actions.file(actions.correct(first, because="A slip.", by=head, at=AFTER), by=head, at=AFTER)

    assert again.is_late is True


def test_a_correction_has_a_reason_and_there_is_one_at_a_time(ngo, head):
    report = filed(ngo, 2025, by=head, at=FIRST)

    with pytest.raises(Refused, match="Write the reason"):
        actions.correct(report, because="  ", by=head, at=FIRST)
    draft = actions.correct(report, because="A slip.", by=head, at=FIRST)
    with pytest.raises(Refused, match="is being written already"):
        actions.correct(report, because="Another.", by=head, at=FIRST)
    with pytest.raises(Refused, match="Only the filed version"):
        actions.correct(draft, because="Of a draft.", by=head, at=FIRST)

    assert AnnualReport.objects.count() == 2


@pytest.mark.parametrize(
    "broken",
    [
        {"status": "filed"},
        {"status": "draft", "filed_at": FIRST},
        {"version": 2},
        {"correction_reason": "Of a first version."},
    ],
)
def test_the_database_ties_a_status_to_its_facts(ngo, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        AnnualReportFactory(organisation=ngo, **broken)


@pytest.mark.parametrize("status", ["draft", "filed"])
def test_the_database_takes_one_draft_and_one_filed_version_of_a_year(ngo, status):
    facts = {"organisation": ngo, "filed": status == "filed"}
    AnnualReportFactory(**facts)

    with pytest.raises(IntegrityError), transaction.atomic():
        AnnualReportFactory(**facts, version=2, correction_reason="A slip.")
