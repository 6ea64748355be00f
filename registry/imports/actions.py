"""Bring a file, check it, confirm it, write it in batches, stop it, undo it; and keep a note of every table taken out.

The work of each is a kind of job: a batch is a transaction, and a worker that was killed is followed by another.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.files import File
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle.models import Refused
from registry.imports import checking, comparing, notices, reading, rules
from registry.imports.models import Export, Import, ImportRow
from registry.imports.sheets import Fault
from registry.jobs import actions as jobs
from registry.jobs.kinds import KINDS, Batch, Kind
from registry.jobs.models import Job
from registry.organisations import actions as organisations
from registry.organisations.models import Organisation

Status, Verdict, Outcome, Why = Import.Status, ImportRow.Verdict, ImportRow.Outcome, ImportRow.Why
# Rows of a batch. One that is corrected by itself costs as much as fifty that are entered together.
ROWS, CORRECTED_ROWS = 1_000, 100
TOGETHER = 500
# The kind of job that goes on with an import, by the status in which it stands.
KIND_OF: dict[str, str] = {
    Status.UPLOADED: "imports/check",
    Status.CHECKING: "imports/check",
    Status.IMPORTING: "imports/write",
    Status.UNDOING: "imports/undo",
}


@transaction.atomic
def upload(file: File, *, by: Any, at: datetime) -> Import:
    """Keep a file as it was brought, with its hash, and have it checked."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    of = Import(name=(file.name or "")[-200:], sha256=digest.hexdigest(), uploaded_by=by, uploaded_at=at)
    of.file.save("", file, save=False)
    of.save()
    of.note("uploaded", by=by, at=at)
    _start(of, by=by, at=at)
    return of


@transaction.atomic
def confirm(of: Import, *, by: Any, at: datetime) -> Import:
    """An officer confirms what was checked, above the limit another one than who brought it: it is written from now on.

    Refused for one that is not checked, that changes nothing, and to the one who brought a large one (S38).
    """
    of = of.locked()
    _insist_on_rows(of)
    if not of.to_write:
        raise Refused(_("There is nothing to write: no row is new or changed."))
    if not rules.can_confirm(by, of):
        raise Refused(_("So many rows are confirmed by another officer than the one who brought the file."))
    of.move_to(Status.IMPORTING, by=by, at=at, confirmed_by=by, confirmed_at=at)
    _start(of, by=by, at=at, total=of.to_write - of.gone_through)
    return of


@transaction.atomic
def cancel(of: Import, *, by: Any, at: datetime) -> Import:
    """Give up an import that is not confirmed, or stop one between two batches: what is written stays until undone."""
    of = of.locked()
    of.move_to(Status.STOPPED if of.status == Status.IMPORTING else Status.CANCELLED, by=by, at=at)
    if of.status == Status.STOPPED:
        comparing.start(of, by=of.confirmed_by, at=at)
    return of


@transaction.atomic
def undo(of: Import, *, because: str, by: Any, at: datetime) -> Import:
    """Take back what an import has written, within the hours that are set for it; the reason stays with every row.

    Refused later, and without a reason.
    """
    of = of.locked()
    _insist_on_rows(of)
    if not because.strip():
        raise Refused(_("Write the reason."))
    if of.undo_until is not None and at >= of.undo_until:
        raise Refused(_("The time to undo this import is over. Correct the organisations one by one."))
    of.move_to(Status.UNDOING, by=by, at=at, because=because, undone_by=by)
    _start(of, by=by, at=at, because=because, total=of.written)
    return of


@transaction.atomic
def go_on(of: Import, *, by: Any, at: datetime) -> Import:
    """Begin the work anew where it stands, after a fault had stopped it. Refused while it goes on by itself."""
    of = of.locked()
    if of.status not in KIND_OF or rules.is_going(of):
        raise Refused(_("Nothing has stopped this import."))
    last = of.trail().last()
    # The reason of an undoing goes with every row of it.
    _start(of, by=by, at=at, because=last.because if last else "")
    return of


@transaction.atomic
def destroy_rows(of: Import, *, at: datetime) -> Import:
    """Destroy what stood in the rows of an import, and its file, so many days after the last that happened to it.

    What nobody confirmed until then is cancelled. Number, verdict and organisation of each row stay, and the hash of
    the file. Refused before, and done once.
    """
    of = of.locked()
    if not Import.objects.with_rows_due(at).filter(pk=of.pk).exists():
        raise Refused(_("The rows are still needed, or are destroyed already."))
    if of.status in (Status.CHECKED, Status.AWAITING):
        of.move_to(Status.CANCELLED, by=None, at=at)
    of.rows.all().empty()
    of.file.delete(save=False)
    of.emptied_at = at
    of.save(update_fields=["file", "emptied_at"])
    of.note("rows destroyed", by=None, at=at)
    return of


@transaction.atomic
def note_export(*, filters: str, kind: str, rows: int, has_contacts: bool, by: Any, at: datetime) -> Export:
    """Write down who takes which rows out of the register, and whether with contacts (R-008)."""
    return Export.objects.create(by=by, at=at, filters=filters[:1000], kind=kind, rows=rows, has_contacts=has_contacts)


def check_batch(job: Job, at: datetime) -> Batch:
    """Judge the next rows of a file; with the last of them the import is checked, or awaits a second officer."""
    of = _of(job)
    if of.status == Status.UPLOADED:
        of.move_to(Status.CHECKING, by=of.uploaded_by, at=at)
    if of.status != Status.CHECKING:
        return Batch([], is_last=True)
    try:
        rows, checker = reading.portion(of, job.position, ROWS)
    except Fault as fault:
        of.move_to(Status.FAILED, by=None, at=at, fault=fault.name, fault_facts=fault.facts)
        return Batch([], is_last=True)
    judged = checker.judge(rows)
    ImportRow.objects.bulk_create([_row_of(of, one) for one in judged], batch_size=TOGETHER)
    counts = Counter(one.verdict for one in judged)
    of.new += counts[Verdict.NEW]
    of.changed += counts[Verdict.CHANGED]
    of.unchanged += counts[Verdict.UNCHANGED]
    of.errors += counts[Verdict.ERROR]
    of.save(update_fields=["new", "changed", "unchanged", "errors"])
    job.done += len(judged)
    is_last = len(rows) < ROWS
    if is_last:
        _checked(of, at)
    return Batch([], is_last=is_last, position=job.position + len(rows))


def write_batch(job: Job, at: datetime) -> Batch:
    """Write the next rows to the register; with the last of them the import is done."""
    of = _of(job)
    if of.status != Status.IMPORTING:
        return Batch([], is_last=True)
    rows = _manageable(list(of.rows.to_write()[:ROWS]))
    books = checking.Books()
    because = _("Import %(number)s") % {"number": of.pk}
    _enter([row for row in rows if row.verdict == Verdict.NEW], of, books, because, at)
    changed = [row for row in rows if row.verdict == Verdict.CHANGED]
    _correct(changed, of, books, because, at)
    _settle(rows)
    written = sum(row.outcome == Outcome.WRITTEN for row in rows)
    of.written, of.left = of.written + written, of.left + len(rows) - written
    of.save(update_fields=["written", "left"])
    job.done, job.skipped = job.done + written, job.skipped + len(rows) - written
    is_last = not of.rows.to_write().exists()
    if is_last:
        of.move_to(Status.IMPORTED, by=of.confirmed_by, at=at, imported_at=at)
        comparing.start(of, by=of.confirmed_by, at=at)
    return Batch([], is_last=is_last)


def undo_batch(job: Job, at: datetime) -> Batch:
    """Take back the next rows, the last written first; whatever somebody has worked with since stays as it is."""
    of = _of(job)
    if of.status != Status.UNDOING:
        return Batch([], is_last=True)
    rows = _manageable(list(of.rows.to_undo()[:ROWS]))
    held = _held(rows)
    versions: dict[Any, int] = checking.versions_of(list(held))
    free = [row for row in rows if versions[row.organisation_id] == row.version]
    for row in rows:
        row.outcome, row.why = Outcome.KEPT, Why.IN_USE
    for row in free:
        row.outcome, row.why = Outcome.UNDONE, ""
    fresh = [held[row.organisation_id] for row in free if row.verdict == Verdict.NEW]
    organisations.take_back_all(fresh, because=job.because, by=of.undone_by, at=at)
    _restore([row for row in free if row.verdict == Verdict.CHANGED], held, of, job.because, at)
    _settle(rows)
    undone = sum(row.outcome == Outcome.UNDONE for row in rows)
    of.undone, of.kept = of.undone + undone, of.kept + len(rows) - undone
    of.save(update_fields=["undone", "kept"])
    job.done, job.skipped = job.done + undone, job.skipped + len(rows) - undone
    is_last = not of.rows.to_undo().exists()
    if is_last:
        of.move_to(Status.UNDONE, by=of.undone_by, at=at, undone_at=at)
    return Batch([], is_last=is_last)


def _of(job: Job) -> Import:
    return Import.objects.get(pk=job.parameters["of"]).locked()


def _start(of: Import, *, by: Any, at: datetime, because: str = "", total: int = 0) -> None:
    jobs.start(KIND_OF[of.status], by=by, at=at, because=because, total=total, of=of.pk)


def _insist_on_rows(of: Import) -> None:
    if of.emptied_at is not None:
        raise Refused(_("The rows and the file of this import are destroyed. Bring the file again."))


def _checked(of: Import, at: datetime) -> None:
    of.move_to(Status.AWAITING if of.needs_another else Status.CHECKED, by=of.uploaded_by, at=at)
    if of.needs_another:
        notices.awaiting(of, at=at)


def _row_of(of: Import, one: checking.Judged) -> ImportRow:
    is_error = one.verdict == Verdict.ERROR
    return ImportRow(
        of=of,
        number=one.row.number,
        key=one.key,
        # What is right is kept as it will be written; what is wrong, as it stood in the file.
        cells=one.cells if is_error else {},
        verdict=one.verdict,
        problems=one.problems,
        facts=one.facts,
        before=one.before,
        organisation_id=one.organisation,
        version=one.version,
        comes_back=one.comes_back,
    )


def _manageable(rows: list[ImportRow]) -> list[ImportRow]:
    """As many of these rows as one transaction should hold."""
    so_far = 0
    for place, row in enumerate(rows):
        so_far += row.verdict == Verdict.CHANGED
        if so_far > CORRECTED_ROWS:
            return rows[:place]
    return rows


def _enter(rows: list[ImportRow], of: Import, books: checking.Books, because: str, at: datetime) -> None:
    bins = [row.facts["bin"] for row in rows if row.facts.get("bin")]
    taken = set(Organisation.objects.filter(bin__in=bins).values_list("bin", flat=True))
    for row in rows:
        if row.facts.get("bin") in taken:
            row.outcome, row.why = Outcome.LEFT, Why.TAKEN
    free = [row for row in rows if not row.why]
    entered = organisations.enter_all(
        [books.values(row.facts) for row in free],
        because=because,
        filed_by=of.uploaded_by,
        by=of.confirmed_by,
        at=at,
    )
    for row, organisation in zip(free, entered, strict=True):
        # Its trail has the one line that verified it.
        row.outcome, row.organisation, row.version = Outcome.WRITTEN, organisation, 1


def _correct(rows: list[ImportRow], of: Import, books: checking.Books, because: str, at: datetime) -> None:
    held = _held(rows)
    versions: dict[Any, int] = checking.versions_of(list(held))
    done: list[Organisation] = []
    for row in rows:
        organisation = held[row.organisation_id]
        if versions.get(organisation.pk, 0) != row.version:
            row.outcome, row.why = Outcome.LEFT, Why.TOUCHED
            continue
        act = organisations.enter_again if row.comes_back else organisations.correct
        try:
            with transaction.atomic():
                act(organisation, books.values(row.facts), because=because, by=of.confirmed_by, at=at)
        except Refused:
            row.outcome, row.why = Outcome.LEFT, Why.REFUSED
            continue
        row.outcome = Outcome.WRITTEN
        done.append(organisation)
    versions = dict(checking.versions_of([one.pk for one in done]))
    for row in rows:
        row.version = versions.get(row.organisation_id, row.version)
    notices.corrected(done, of, at=at)


def _restore(rows: list[ImportRow], held: Mapping[Any, Organisation], of: Import, because: str, at: datetime) -> None:
    """Give organisations their former values back; one that the import had entered again is taken back as well."""
    books, by = checking.Books(), of.undone_by
    for row in rows:
        organisation = held[row.organisation_id]
        try:
            with transaction.atomic():
                if row.before:
                    organisations.correct(organisation, books.values(row.before), because=because, by=by, at=at)
                if row.comes_back:
                    organisations.take_back_all([organisation.locked()], because=because, by=by, at=at)
        except Refused:
            row.outcome, row.why = Outcome.KEPT, Why.REFUSED


def _held(rows: Sequence[ImportRow]) -> dict[Any, Organisation]:
    """The organisations of these rows, fresh, and held until the transaction ends."""
    ids = [row.organisation_id for row in rows if row.organisation_id]
    found = Organisation.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk")
    return {one.pk: one for one in found}


def _settle(rows: Sequence[ImportRow]) -> None:
    """Write what became of these rows: one statement for all that came to the same end."""
    ends: dict[tuple[str, str, int], list[int]] = defaultdict(list)
    for row in rows:
        ends[row.outcome, row.why, row.version].append(row.pk)
    entered = [row for row in rows if row.outcome == Outcome.WRITTEN and row.verdict == Verdict.NEW]
    by_bin = [row.pk for row in entered if row.facts.get("bin")]
    its_own = Organisation.objects.filter(bin=OuterRef("key")).values("pk")[:1]
    ImportRow.objects.filter(pk__in=by_bin).update(organisation=Subquery(its_own))
    without = [row for row in entered if not row.facts.get("bin")]
    ImportRow.objects.bulk_update(without, ["organisation"], batch_size=TOGETHER)
    for (outcome, why, version), ids in ends.items():
        ImportRow.objects.filter(pk__in=ids).update(outcome=outcome, why=why, version=version)


KINDS["imports/check"] = Kind(gettext_lazy("Check of a file"), check_batch, about=Import)
KINDS["imports/write"] = Kind(gettext_lazy("Import of a file"), write_batch, about=Import)
KINDS["imports/undo"] = Kind(gettext_lazy("Undoing of an import"), undo_batch, about=Import)
