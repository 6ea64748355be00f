"""After an import: what it entered is compared with the register, by a job of its own, so that nobody waits for it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.imports.models import Import, ImportRow
from registry.jobs import actions as jobs
from registry.jobs.kinds import KINDS, Batch, Kind
from registry.jobs.models import Job
from registry.organisations import actions as organisations
from registry.organisations.models import Organisation

NAME = "duplicates/compare"
# So many organisations are compared in one transaction.
ROWS = 200


def start(of: Import, *, by: Any, at: datetime) -> None:
    """Queue the comparison of what an import has entered, in the name of the officer who confirmed it (R-002).

    What it only corrected was compared at once, as whatever is corrected by hand.
    """
    if entered := of.rows.entered().count():
        jobs.start(NAME, by=by, at=at, because=_("Import %(number)s") % {"number": of.pk}, total=entered, of=of.pk)


def compare_batch(job: Job, at: datetime) -> Batch:
    """Compare the next organisations of an import with the register; what was undone or merged since is left out."""
    rows = list(_next(job))
    entered = Organisation.objects.filter(pk__in=[row.organisation_id for row in rows])
    still = list(entered.exclude(status=Organisation.Status.MERGED).order_by("pk"))
    organisations.compare(still, at=at)
    job.done += len(still)
    job.skipped += len(rows) - len(still)
    return Batch([], is_last=len(rows) < ROWS, position=rows[-1].number if rows else job.position)


def _next(job: Job) -> Any:
    rows = ImportRow.objects.filter(of=job.parameters["of"], number__gt=job.position).entered()
    return rows.order_by("number").only("number", "organisation_id")[:ROWS]


KINDS[NAME] = Kind(gettext_lazy("Search for likely duplicates after an import"), compare_batch, about=Import)
