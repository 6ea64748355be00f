"""The yearly report: money by source and by purpose, people, property, projects (R-004, R-005, domain 6.1)."""

from decimal import Decimal
from typing import Any, ClassVar, Self

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lifecycle.models import Lifecycle
from registry.organisations.models import Organisation
from registry.reference.models import Region, Sphere, spoken

COUNTS = ("staff_count", "staff_women_count", "volunteer_count", "volunteer_women_count", "member_count")
TOTALS = ("income_total_amount", "spending_total_amount")
PARTS = ("income", "spending", "property", "projects")


class AnnualReportQuerySet(models.QuerySet):
    def told(self) -> Self:
        """Every version that was ever filed."""
        return self.exclude(status=AnnualReport.Status.DRAFT)

    def standing(self) -> Self:
        """The version of each year that counts."""
        return self.filter(status=AnnualReport.Status.FILED)

    def drafts(self) -> Self:
        """What is not filed yet."""
        return self.filter(status=AnnualReport.Status.DRAFT)

    def visible_to(self, user: Any) -> Self:
        """All of its own organisations; every version that was filed, for registry officers and auditors."""
        if not user.is_authenticated:
            return self.none()
        own = models.Q(organisation__in=Organisation.objects.of(user).values("pk"))
        if user.holds("registry_officer") or user.holds("auditor"):
            return self.filter(own | ~models.Q(status=AnnualReport.Status.DRAFT))
        return self.filter(own)

    def in_order(self) -> Self:
        """The last year first, and of each year the last version."""
        return self.order_by("-year", "-version")


def _person(label: Any, **options: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=label,
        **options,
    )


def _count(label: Any) -> models.PositiveIntegerField:
    return models.PositiveIntegerField(label, null=True, blank=True)


def _sum(label: Any, **options: Any) -> models.DecimalField:
    return models.DecimalField(label, max_digits=16, decimal_places=2, **options)


class AnnualReport(Lifecycle):
    """What an organisation tells about a year. A correction is a version of its own that supersedes the one before."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        FILED = "filed", _("filed, in force")
        SUPERSEDED = "superseded", _("replaced by a correction")

    NEXT: ClassVar[dict] = {
        Status.DRAFT: {Status.FILED},
        Status.FILED: {Status.SUPERSEDED},
        Status.SUPERSEDED: set(),
    }

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="annual_reports", verbose_name=_("organisation")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False)
    started_at = models.DateTimeField(_("begun"))
    started_by = _person(_("begun by"))
    filed_at = models.DateTimeField(_("filed"), null=True, blank=True)
    filed_by = _person(_("filed by"))
    is_late = models.BooleanField(_("filed late"), null=True, blank=True)
    correction_reason = models.CharField(_("reason of the correction"), max_length=300, blank=True)
    # The sections that still show last year's figures: nobody has looked at them yet.
    carried = models.JSONField(_("sections taken over from last year"), default=list, blank=True)
    saved = models.JSONField(_("sections that were saved"), default=list, blank=True)

    staff_count = _count(_("staff"))
    staff_women_count = _count(_("women among the staff"))
    volunteer_count = _count(_("volunteers"))
    volunteer_women_count = _count(_("women among the volunteers"))
    member_count = _count(_("members"))
    income_total_amount = _sum(_("income in all"), null=True, blank=True)
    spending_total_amount = _sum(_("spending in all"), null=True, blank=True)

    objects = AnnualReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("annual report")
        verbose_name_plural = _("annual reports")
        ordering = ["-year", "-version", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "year", "version"], name="report_version_once"),
            models.UniqueConstraint(
                fields=["organisation", "year"], condition=models.Q(status="draft"), name="one_draft_of_a_report"
            ),
            models.UniqueConstraint(
                fields=["organisation", "year"], condition=models.Q(status="filed"), name="one_filed_report_a_year"
            ),
            models.CheckConstraint(
                condition=models.Q(status="draft", filed_at__isnull=True, is_late__isnull=True)
                | models.Q(
                    ~models.Q(status="draft"),
                    filed_at__isnull=False,
                    is_late__isnull=False,
                    income_total_amount__isnull=False,
                    spending_total_amount__isnull=False,
                    **{f"{name}__isnull": False for name in COUNTS},
                ),
                name="report_filed_with_its_facts",
            ),
            models.CheckConstraint(
                condition=models.Q(version=1, correction_reason="")
                | models.Q(models.Q(version__gt=1), ~models.Q(correction_reason="")),
                name="report_corrected_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    *(models.Q(**{f"{name}__isnull": True}) | models.Q(**{f"{name}__gte": 0}) for name in TOTALS)
                ),
                name="report_totals_not_negative",
            ),
        ]
        indexes = [models.Index(fields=["year", "status"])]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("filings:detail", args=[self.organisation.code, self.year])


class Line(models.Model):
    """A row of a report with its sum; which kinds of rows there are, its heirs say."""

    amount = _sum(_("sum in tenge"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.pk}: {self.amount}"


def _not_negative(name: str) -> models.CheckConstraint:
    rule = models.Q(amount__isnull=True) | models.Q(amount__gte=Decimal(0))
    return models.CheckConstraint(condition=rule, name=name)


def _report(part: str) -> models.ForeignKey:
    return models.ForeignKey(AnnualReport, on_delete=models.PROTECT, related_name=part, verbose_name=_("annual report"))


class IncomeLine(Line):
    """Money that came in, by where it came from; of foreign money the donor is named."""

    class Source(models.TextChoices):
        OWN = "own", _("own activity")
        FEES = "fees", _("membership fees")
        STATE_ORDER = "state_order", _("state social order")
        STATE_GRANT = "state_grant", _("state grants")
        PRIVATE = "private", _("private donations in Kazakhstan")
        FOREIGN = "foreign", _("foreign sources")
        OTHER = "other", _("other sources")

    report = _report("income")
    source = models.CharField(_("source"), max_length=12, choices=Source)
    donor = models.CharField(_("who gave it"), max_length=200, blank=True)

    class Meta(Line.Meta):
        verbose_name = _("income of a report")
        verbose_name_plural = _("income of reports")
        constraints = [_not_negative("income_not_negative")]


class SpendingLine(Line):
    """Money that was spent, by what for."""

    class Purpose(models.TextChoices):
        PAY = "pay", _("pay")
        TAXES = "taxes", _("taxes and social payments")
        PROGRAMMES = "programmes", _("programmes and projects")
        RENT = "rent", _("rent and upkeep")
        ADMINISTRATION = "administration", _("administration")
        OTHER = "other", _("other purposes")

    report = _report("spending")
    purpose = models.CharField(_("purpose"), max_length=14, choices=Purpose)

    class Meta(Line.Meta):
        verbose_name = _("spending of a report")
        verbose_name_plural = _("spending of reports")
        constraints = [_not_negative("spending_not_negative")]


class PropertyLine(Line):
    """What the organisation owns at the end of the year, with its worth."""

    class Kind(models.TextChoices):
        BUILDING = "building", _("buildings and land")
        VEHICLE = "vehicle", _("vehicles")
        EQUIPMENT = "equipment", _("equipment and furniture")
        MONEY = "money", _("money on accounts")
        OTHER = "other", _("other property")

    report = _report("property")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("what it is"), max_length=200, blank=True)

    class Meta(Line.Meta):
        verbose_name = _("property of a report")
        verbose_name_plural = _("property of reports")
        constraints = [_not_negative("property_not_negative")]


class ProjectLine(Line):
    """A project of the year: where, in which sphere, for how many people, and who paid."""

    report = _report("projects")
    name = models.CharField(_("name"), max_length=250, blank=True)
    sphere = models.ForeignKey(
        Sphere, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("sphere")
    )
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("region")
    )
    people_served = models.PositiveIntegerField(_("people served"), null=True, blank=True)
    funder = models.CharField(_("who paid for it"), max_length=200, blank=True)

    class Meta(Line.Meta):
        verbose_name = _("project of a report")
        verbose_name_plural = _("projects of reports")
        constraints = [_not_negative("project_not_negative")]

    def __str__(self) -> str:
        return self.name or spoken(self.sphere)


LINES: dict[str, Any] = {
    "income": IncomeLine,
    "spending": SpendingLine,
    "property": PropertyLine,
    "projects": ProjectLine,
}
# Of each part the columns of a row, as forms and actions name them.
COLUMNS = {
    part: tuple(field.name for field in model._meta.concrete_fields if field.name not in ("id", "report"))
    for part, model in LINES.items()
}

auditlog.register(AnnualReport)
