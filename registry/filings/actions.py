"""Start, revise, file and correct the report of a year; remind of it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lifecycle.models import Refused
from registry.filings import checks, content, notices, years
from registry.filings.models import COUNTS, LINES, PARTS, TOTALS, AnnualReport
from registry.organisations.models import Organisation
from registry.people.models import Link
from registry.reference.models import Duty

Status = AnnualReport.Status
REMINDED = (Organisation.Status.ACTIVE, Organisation.Status.SUSPENDED)


@transaction.atomic
def start(organisation: Organisation, year: int, *, by: Any, at: datetime) -> AnnualReport:
    """Begin the report of a year, with the figures of the last one filed to be looked at.

    Refused for a year whose report is not taken yet or is not owed, and when there is one already (R-004).
    """
    held = organisation.locked()
    _insist_on_life(held)
    if (because := years.why_not(held, year, localdate(at))) is not None:
        raise Refused(because)
    if held.annual_reports.filter(year=year).exists():
        raise Refused(_("There is a report of this year already."))
    report = AnnualReport.objects.create(organisation=held, year=year, started_at=at, started_by=by)
    before = held.annual_reports.standing().filter(year__lt=year).order_by("-year").first()
    if before is not None:
        _copy(before, report)
        report.carried = list(checks.SECTIONS)
        report.save(update_fields=["carried", *COUNTS, *TOTALS])
    report.note("begun", by=by, at=at)
    return report


@transaction.atomic
def revise(report: AnnualReport, section: str, facts: Mapping[str, Any], *, by: Any, at: datetime) -> AnnualReport:
    """Save one section of a draft; `facts` holds counts and totals by name, and the part of the section as rows.

    Refused for what is filed: a correction is a new version.
    """
    report = report.locked()
    _insist_on_draft(report)
    alone = [name for name in facts if name not in PARTS]
    for name in alone:
        setattr(report, name, facts[name])
    for part in set(facts) & set(PARTS):
        _write(report, part, facts[part])
    report.carried = [name for name in report.carried if name != section]
    report.saved = sorted({*report.saved, section})
    report.save(update_fields=[*alone, "carried", "saved"])
    report.note("revised", by=by, at=at)
    return report


@transaction.atomic
def file(report: AnnualReport, *, by: Any, at: datetime) -> AnnualReport:
    """File a draft; late after the last day, once and for all versions (R-004). It supersedes the version before it.

    Refused while anything is missing, or sums do not agree (R-005).
    """
    held = Organisation.objects.get(pk=report.organisation_id).locked()
    _insist_on_life(held)
    report = report.locked()
    _insist_on_draft(report)
    if missing := checks.gaps(content.told(report), report.saved, report.carried):
        raise Refused(_("Still missing: %(gaps)s") % {"gaps": " ".join(gap.sentence for gap in missing)})
    if (because := years.why_not(held, report.year, localdate(at))) is not None:
        raise Refused(because)
    first = held.annual_reports.filter(year=report.year, version=1).exclude(pk=report.pk).first()
    is_late = first.is_late if first else years.is_late(report.year, localdate(at))
    for stands in held.annual_reports.standing().filter(year=report.year):
        stands.move_to(Status.SUPERSEDED, by=by, at=at)
    report.move_to(Status.FILED, by=by, at=at, filed_at=at, filed_by=by, is_late=is_late)
    notices.filed(report, at=at)
    return report


@transaction.atomic
def correct(report: AnnualReport, *, because: str, by: Any, at: datetime) -> AnnualReport:
    """Begin a correction of a filed report, for a reason: a new version that begins as its copy (R-004).

    Refused for what is no longer the version that counts, while another correction is being written, without a reason.
    """
    held = Organisation.objects.get(pk=report.organisation_id).locked()
    _insist_on_life(held)
    report = report.locked()
    if not because.strip():
        raise Refused(_("Write the reason."))
    if report.status != Status.FILED:
        raise Refused(_("Only the filed version of a year can be corrected."))
    if held.annual_reports.drafts().filter(year=report.year).exists():
        raise Refused(_("A correction of this report is being written already."))
    facts = {"organisation": held, "year": report.year, "version": report.version + 1, "started_at": at}
    again = AnnualReport.objects.create(
        **facts, started_by=by, correction_reason=because.strip(), saved=sorted(checks.SECTIONS)
    )
    _copy(report, again)
    again.save(update_fields=[*COUNTS, *TOTALS])
    again.note("correction begun", by=by, at=at, because=because.strip())
    return again


def remind(day: date, *, at: datetime) -> None:
    """Owe the reminder of this day to those who file for organisations without a report. Safe to run again."""
    duty = Duty.of_reports(day)
    if duty is None or (due := duty.reminder_on(day)) is None:
        return
    year, offset = due
    owing = Organisation.objects.filter(status__in=REMINDED).without_report(year)
    links = Link.objects.current(day).filter(role__in=Link.REPORTS, organisation__in=owing, user__is_active=True)
    people = links.select_related("user", "organisation").order_by("pk")
    notices.remind(people, year=year, due_on=duty.due_on(year), offset=offset, at=at)


def _insist_on_life(organisation: Organisation) -> None:
    if organisation.is_over:
        raise Refused(_("A liquidated organisation is changed no more."))


def _insist_on_draft(report: AnnualReport) -> None:
    if report.status != Status.DRAFT:
        raise Refused(_("This report is filed. Begin a correction to change it."))


def _copy(source: AnnualReport, target: AnnualReport) -> None:
    for name in (*COUNTS, *TOTALS):
        setattr(target, name, getattr(source, name))
    for part in PARTS:
        _write(target, part, content.rows(source, part))


def _write(report: AnnualReport, part: str, rows: Iterable[Mapping[str, Any]]) -> None:
    getattr(report, part).all().delete()
    LINES[part].objects.bulk_create(LINES[part](report=report, **row) for row in rows)
