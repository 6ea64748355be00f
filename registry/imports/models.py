"""A file of organisations on its way into the register, each of its rows, and the tables that were taken out of it."""

from datetime import datetime, timedelta
from json import JSONEncoder
from typing import Any, ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lifecycle.models import Entry, Lifecycle
from registry.organisations.models import Organisation


class Letters(JSONEncoder):
    """Every letter as itself: most are Cyrillic, and would take six signs each otherwise."""

    def __init__(self, **how: Any):
        super().__init__(**how | {"ensure_ascii": False})


def place_of_file(_import: Any, _name: str) -> str:
    """Where a file is kept: under a name that tells nothing and cannot be guessed, outside what is served."""
    return f"imports/{uuid4().hex}"


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, user: Any) -> Self:
        """Imports hold telephones and addresses: they are read by registry officers alone."""
        return self.all() if user.is_authenticated and user.holds("registry_officer") else self.none()

    def with_rows_due(self, at: datetime) -> Self:
        """Those at rest for so many days that their rows and their file are to be destroyed."""
        last = at - timedelta(days=settings.IMPORT_ROWS_DAYS)
        lately = Entry.objects.filter(
            about_type=ContentType.objects.get_for_model(Import), about_id=models.OuterRef("pk"), at__gt=last
        )
        resting = self.exclude(status__in=Import.AT_WORK).filter(emptied_at__isnull=True, uploaded_at__lte=last)
        return resting.exclude(models.Exists(lately))


class Import(Lifecycle):
    """A file that an officer has brought, from its check to its place in the register, and back if it was wrong."""

    class Status(models.TextChoices):
        UPLOADED = "uploaded", _("waiting to be checked")
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("checked")
        AWAITING = "awaiting", _("awaiting a second officer")
        IMPORTING = "importing", _("being imported")
        STOPPED = "stopped", _("stopped on its way")
        IMPORTED = "imported", _("imported")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")
        FAILED = "failed", _("cannot be read")
        CANCELLED = "cancelled", _("cancelled")

    NEXT: ClassVar[dict] = {
        Status.UPLOADED: {Status.CHECKING, Status.CANCELLED},
        Status.CHECKING: {Status.CHECKED, Status.AWAITING, Status.FAILED, Status.CANCELLED},
        Status.CHECKED: {Status.IMPORTING, Status.CANCELLED},
        Status.AWAITING: {Status.IMPORTING, Status.CANCELLED},
        Status.IMPORTING: {Status.IMPORTED, Status.STOPPED},
        Status.STOPPED: {Status.IMPORTING, Status.UNDOING},
        Status.IMPORTED: {Status.UNDOING},
        Status.UNDOING: {Status.UNDONE},
        Status.UNDONE: set(),
        Status.FAILED: set(),
        Status.CANCELLED: set(),
    }

    # A worker has it, or will take it soon.
    AT_WORK = (Status.UPLOADED, Status.CHECKING, Status.IMPORTING, Status.UNDOING)

    name = models.CharField(_("name of the file"), max_length=200)
    file = models.FileField(_("file"), upload_to=place_of_file, max_length=100)
    sha256 = models.CharField(_("hash of the file"), max_length=64)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.UPLOADED)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="imports", verbose_name=_("brought by")
    )
    uploaded_at = models.DateTimeField(_("when it was brought"))
    new = models.PositiveIntegerField(_("new rows"), default=0)
    changed = models.PositiveIntegerField(_("changed rows"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged rows"), default=0)
    errors = models.PositiveIntegerField(_("rows with errors"), default=0)
    fault = models.CharField(_("why it cannot be read"), max_length=30, blank=True)
    fault_facts = models.JSONField(_("details of the fault"), default=dict, encoder=Letters)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("when it was confirmed"), null=True)
    written = models.PositiveIntegerField(_("rows written"), default=0)
    left = models.PositiveIntegerField(_("rows left as they are"), default=0)
    imported_at = models.DateTimeField(_("when it was imported"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("when it was undone"), null=True)
    undone = models.PositiveIntegerField(_("rows undone"), default=0)
    kept = models.PositiveIntegerField(_("rows not undone"), default=0)
    emptied_at = models.DateTimeField(_("when its rows and its file were destroyed"), null=True)

    objects: ClassVar[Any] = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["importing", "stopped", "imported", "undoing", "undone"])
                & Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                | Q(status__in=["uploaded", "checking", "checked", "awaiting", "failed", "cancelled"])
                & Q(confirmed_by__isnull=True, confirmed_at__isnull=True),
                name="import_confirmed_before_it_writes",
            ),
            models.CheckConstraint(condition=~Q(status="failed") | ~Q(fault=""), name="import_failed_for_a_reason"),
            models.CheckConstraint(
                condition=~Q(status="imported") | Q(imported_at__isnull=False), name="import_imported_at_a_moment"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["undoing", "undone"], undone_by__isnull=False)
                | ~Q(status__in=["undoing", "undone"]) & Q(undone_by__isnull=True),
                name="import_undone_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(emptied_at__isnull=True)
                | Q(file="", status__in=["stopped", "imported", "undone", "failed", "cancelled"]),
                name="import_emptied_once_nothing_is_written",
            ),
        ]

    def __str__(self) -> str:
        return _("Import %(number)s") % {"number": self.pk}

    def get_absolute_url(self) -> str:
        return reverse("admin:registry_import_change", args=[self.pk])

    @property
    def to_write(self) -> int:
        """How many rows would change the register."""
        return self.new + self.changed

    @property
    def rows_read(self) -> int:
        """How many rows were checked so far."""
        return self.to_write + self.unchanged + self.errors

    @property
    def gone_through(self) -> int:
        """How many rows were written, or left as they are, so far."""
        return self.written + self.left

    @property
    def undone_or_kept(self) -> int:
        """How many rows the undoing has come to an end with."""
        return self.undone + self.kept

    @property
    def needs_another(self) -> bool:
        """Whether another officer than the one who brought it has to confirm it."""
        return self.to_write > settings.IMPORT_ALONE_ROWS

    @property
    def undo_until(self) -> datetime | None:
        """Until when it can be undone, once the last row is written or the writing was stopped."""
        began = self.imported_at or self.confirmed_at
        return began + timedelta(hours=settings.IMPORT_UNDO_HOURS) if began else None

    @property
    def is_at_work(self) -> bool:
        """Whether a worker has it, or will take it soon."""
        return self.status in self.AT_WORK


class ImportRowQuerySet(models.QuerySet["ImportRow"]):
    def to_write(self) -> Self:
        """What is still to be written, in the order of the file."""
        good = (ImportRow.Verdict.NEW, ImportRow.Verdict.CHANGED)
        return self.filter(verdict__in=good, outcome=ImportRow.Outcome.WAITING).order_by("number")

    def entered(self) -> Self:
        """What came into the register for the first time, and was not taken back."""
        return self.filter(verdict=ImportRow.Verdict.NEW, outcome=ImportRow.Outcome.WRITTEN)

    def empty(self) -> int:
        """Destroy what stood in these rows; number, verdict and organisation stay."""
        return self.update(key="", cells={}, facts={}, before={}, problems=[])

    def to_undo(self) -> Self:
        """What was written and is not undone yet, the last first."""
        return self.filter(outcome=ImportRow.Outcome.WRITTEN).order_by("-number")


class ImportRow(models.Model):
    """One row of a file: what stood in it, what it would do, and what became of it."""

    class Verdict(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        UNCHANGED = "unchanged", _("unchanged")
        ERROR = "error", _("error")

    class Outcome(models.TextChoices):
        WAITING = "", _("not written")
        WRITTEN = "written", _("written")
        LEFT = "left", _("left as it is")
        UNDONE = "undone", _("undone")
        KEPT = "kept", _("not undone")

    class Why(models.TextChoices):
        TAKEN = "taken", _("The BIN has come into the register since the check.")
        TOUCHED = "touched", _("The organisation was changed by somebody else since the check.")
        REFUSED = "refused", _("The register refuses this change now.")
        IN_USE = "in_use", _("Somebody has worked with the organisation since the import.")

    of = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="rows", verbose_name=_("import"))
    number = models.PositiveIntegerField(_("row of the file"))
    key = models.CharField(max_length=100, blank=True)
    cells = models.JSONField(_("what stood in the row"), default=dict, encoder=Letters)
    verdict = models.CharField(_("verdict"), max_length=9, choices=Verdict)
    problems = models.JSONField(_("what is wrong"), default=list, encoder=Letters)
    facts = models.JSONField(_("new values"), default=dict, encoder=Letters)
    before = models.JSONField(_("former values"), default=dict, encoder=Letters)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    # How many lines the trail of the organisation had: at the check, and after the row was written.
    version = models.PositiveIntegerField(default=0)
    # An undone import has left it returned; this one enters it again.
    comes_back = models.BooleanField(default=False)
    outcome = models.CharField(_("what became of it"), max_length=7, choices=Outcome, blank=True, default="")
    why = models.CharField(_("reason"), max_length=7, choices=Why, blank=True)

    objects: ClassVar[Any] = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        constraints = [
            models.UniqueConstraint(fields=["of", "number"], name="import_reads_a_row_once"),
            models.CheckConstraint(
                condition=~Q(outcome__in=["left", "kept"]) | ~Q(why=""), name="import_row_left_for_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["written", "undone", "kept"]) | Q(organisation__isnull=False),
                name="import_row_written_to_an_organisation",
            ),
        ]
        indexes = [models.Index(fields=["of", "verdict", "number"], name="import_row_verdicts")]

    def __str__(self) -> str:
        return f"{self.number}: {self.get_verdict_display()}"


class Export(models.Model):
    """That somebody has taken a table out of the register: who, when, which rows, and whether with contacts."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by whom")
    )
    at = models.DateTimeField(_("when"))
    filters = models.CharField(_("filters"), max_length=1000, blank=True)
    kind = models.CharField(_("kind of file"), max_length=4, choices=[("csv", "CSV"), ("xlsx", "XLSX")])
    rows = models.PositiveIntegerField(_("number of rows"))
    has_contacts = models.BooleanField(_("with contacts"))

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return _("Export %(number)s") % {"number": self.pk}
