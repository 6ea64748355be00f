"""Every legal number of the process, in versioned profiles (domain 2.5); holidays; monthly index."""

from datetime import datetime
from decimal import Decimal

from auditlog.registry import auditlog
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenders.procedure import moving
from tenders.procedure.deadlines import WorkCalendar


def _percent(label: str, **options: object) -> models.DecimalField:
    bounds = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))]
    return models.DecimalField(label, max_digits=5, decimal_places=2, validators=bounds, **options)


class Profile(models.Model):
    """The numbers one law or house rule sets for a call; frozen into the call at publication.

    `…_wd` counts working days, `…_days` with `…_unit` either kind, `…_percent` is of 100,
    points are of 0–5, totals of 0–100. Empty means the source sets no such number.
    """

    class Unit(models.TextChoices):
        WORKING = "wd", _("working days")
        CALENDAR = "cd", _("calendar days")

    class Signing(models.TextChoices):
        NONE = "none", _("not at all")
        INTERNAL = "internal", _("by the site, for the person signed in")

    code = models.CharField(_("code"), max_length=20)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    name_kk = models.CharField(_("name in Kazakh"), max_length=200)
    name_ru = models.CharField(_("name in Russian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    is_default = models.BooleanField(_("offered first"), default=False)
    is_confirmed = models.BooleanField(_("checked by a lawyer"), default=False)
    source = models.TextField(_("source"), blank=True)

    theme_discussion_wd = models.PositiveSmallIntegerField(_("discussion of themes"), null=True, blank=True)
    theme_likeness_percent = _percent(
        _("a theme that shares more words than this with an earlier one says why"), null=True, blank=True
    )
    theme_likeness_years = models.PositiveSmallIntegerField(
        _("years back to which a theme is compared"), null=True, blank=True
    )
    documentation_discussion_wd = models.PositiveSmallIntegerField(
        _("discussion of documentation"), null=True, blank=True
    )
    submission_days = models.PositiveSmallIntegerField(_("shortest window for applications"))
    submission_unit = models.CharField(_("days of the submission"), max_length=2, choices=Unit, default=Unit.WORKING)
    questions_close_wd = models.PositiveSmallIntegerField(
        _("questions close before the deadline"), null=True, blank=True
    )
    answers_wd = models.PositiveSmallIntegerField(_("answers at the latest after"), null=True, blank=True)
    amendment_leaves_wd = models.PositiveSmallIntegerField(_("left after an amendment"), null=True, blank=True)
    outage_minutes = models.PositiveSmallIntegerField(
        _("an outage counts when it lasts longer than, minutes"), null=True, blank=True
    )
    outage_last_hours = models.PositiveSmallIntegerField(
        _("in the last hours before the deadline"), null=True, blank=True
    )
    outage_moves_wd = models.PositiveSmallIntegerField(
        _("an outage moves the deadline by at least"), null=True, blank=True
    )
    deadline_not_before = models.TimeField(_("deadline not before"))
    deadline_not_after = models.TimeField(_("deadline not after"))
    deadline_on_working_day = models.BooleanField(_("deadline on a working day"), default=True)
    opening_within_minutes = models.PositiveSmallIntegerField(_("opening after the deadline within, minutes"))
    admission_wd = models.PositiveSmallIntegerField(_("admission"), null=True, blank=True)
    cure_days = models.PositiveSmallIntegerField(_("time to cure defects"), null=True, blank=True)
    cure_unit = models.CharField(_("days of the cure"), max_length=2, choices=Unit, default=Unit.WORKING)
    scoring_wd = models.PositiveSmallIntegerField(_("scoring"), null=True, blank=True)
    publication_wd = models.PositiveSmallIntegerField(_("publication of a protocol"), null=True, blank=True)
    appeal_days = models.PositiveSmallIntegerField(_("window for appeals"))
    appeal_unit = models.CharField(_("days of the appeal"), max_length=2, choices=Unit, default=Unit.WORKING)
    appeal_decision_wd = models.PositiveSmallIntegerField(_("decision on an appeal"), null=True, blank=True)
    ngo_signs_wd = models.PositiveSmallIntegerField(_("the NGO signs"), null=True, blank=True)
    customer_signs_wd = models.PositiveSmallIntegerField(_("the customer signs"), null=True, blank=True)
    security_percent = _percent(_("contract security"), null=True, blank=True)
    security_wd = models.PositiveSmallIntegerField(_("contract security within"), null=True, blank=True)
    payment_days = models.PositiveSmallIntegerField(_("payment after the act"), null=True, blank=True)
    payment_unit = models.CharField(_("days of the payment"), max_length=2, choices=Unit, default=Unit.WORKING)
    low_price_percent = _percent(_("low price, below this share of the justified cost"), null=True, blank=True)
    low_price_wd = models.PositiveSmallIntegerField(
        _("a low price is explained after the opening within"), null=True, blank=True
    )
    overhead_percent = _percent(_("overhead at most"), null=True, blank=True)
    quote_from_amount = models.DecimalField(
        _("a budget line of this cost or more has a quotation, tenge"), max_digits=16, decimal_places=2, null=True,
        blank=True, validators=[MinValueValidator(Decimal("0.01"))],
    )  # fmt: skip

    requires_annual_report = models.BooleanField(
        _("only organisations that filed the last annual report due may apply"), default=True
    )
    allows_foreign_branches = models.BooleanField(_("branches of foreign organisations may apply"), default=True)
    commission_min_size = models.PositiveSmallIntegerField(_("commission at least"))
    ngo_seats_min_percent = _percent(_("seats of NGOs and the public at least"), null=True, blank=True)
    customer_seats_max_percent = _percent(_("seats of the customer at most"), null=True, blank=True)
    min_scorers = models.PositiveSmallIntegerField(_("scorers for each application at least"))
    quorum_numerator = models.PositiveSmallIntegerField(_("quorum, numerator"))
    quorum_denominator = models.PositiveSmallIntegerField(_("quorum, denominator"))
    quorum_is_more = models.BooleanField(_("quorum is more than this share, not the share itself"), default=False)
    quorum_minimum = models.PositiveSmallIntegerField(_("quorum at least"))
    criteria_min = models.PositiveSmallIntegerField(_("criteria at least"))
    criteria_max = models.PositiveSmallIntegerField(_("criteria at most"))
    cost_lines_min = models.PositiveSmallIntegerField(_("public cost lines of a lot at least"), null=True, blank=True)
    price_weight_percent = _percent(_("weight of price at most"), null=True, blank=True)
    points_max = models.DecimalField(_("highest mark"), max_digits=3, decimal_places=1)
    points_step = models.DecimalField(_("step of marks"), max_digits=3, decimal_places=1)
    criterion_min_points = models.DecimalField(_("least mean of a criterion"), max_digits=3, decimal_places=1)
    total_threshold = models.DecimalField(_("least total of 100"), max_digits=5, decimal_places=2)
    divergence_total = models.DecimalField(
        _("divergence of totals over"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    divergence_points = models.DecimalField(
        _("divergence of marks over"), max_digits=3, decimal_places=1, null=True, blank=True
    )
    comment_min_chars = models.PositiveSmallIntegerField(_("comment to a mark, letters at least"))
    signing = models.CharField(
        _("how applications are signed"), max_length=15, choices=Signing, default=Signing.INTERNAL
    )
    attachments_max = models.PositiveSmallIntegerField(_("files of an application at most"), null=True, blank=True)
    attachment_megabytes = models.PositiveSmallIntegerField(_("size of a file at most, MB"), null=True, blank=True)
    attachments_megabytes = models.PositiveSmallIntegerField(
        _("size of all files of an application at most, MB"), null=True, blank=True
    )
    project_years_max = models.PositiveSmallIntegerField(_("years of a project at most"))

    class Meta:
        verbose_name = _("procedure profile")
        verbose_name_plural = _("procedure profiles")
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="profile_version_once"),
            models.UniqueConstraint(
                fields=["is_default"], condition=models.Q(is_default=True), name="one_profile_offered_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}, {self.version}"

    def questions_until(self, deadline: datetime) -> datetime:
        """The last moment for a question about a call with this deadline (R-027)."""
        calendar = Holiday.objects.calendar()
        return moving.questions_until(deadline, self.questions_close_wd, calendar, self.deadline_not_after)

    def window_end(self, event: datetime, count: int, unit: str = Unit.WORKING) -> datetime:
        """The last moment of a window of `count` days (working or calendar) that an event opens (domain 2.10)."""
        calendar = Holiday.objects.calendar()
        return calendar.window_end(event, count, unit, closes_at=self.deadline_not_after)


class HolidayQuerySet(models.QuerySet):
    def calendar(self) -> WorkCalendar:
        """The working-day calendar as the database holds it today."""
        days = list(self.values_list("on", "is_working"))
        return WorkCalendar(
            days_off=frozenset(on for on, works in days if not works),
            extra_working=frozenset(on for on, works in days if works),
        )


class Holiday(models.Model):
    """A day off that is not a weekend, or a weekend day that was made a working day."""

    on = models.DateField(_("day"), unique=True)
    is_working = models.BooleanField(_("a working day"), default=False)
    name_kk = models.CharField(_("name in Kazakh"), max_length=120)
    name_ru = models.CharField(_("name in Russian"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)

    objects = HolidayQuerySet.as_manager()

    class Meta:
        verbose_name = _("holiday or moved day")
        verbose_name_plural = _("holidays and moved days")
        ordering = ["on"]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.name_en}"


class MciRate(models.Model):
    """The monthly calculation index of a year, in tenge."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    amount = models.DecimalField(_("tenge"), max_digits=16, decimal_places=2)
    is_confirmed = models.BooleanField(_("confirmed by an official text"), default=False)

    class Meta:
        verbose_name = _("monthly calculation index")
        verbose_name_plural = _("monthly calculation indices")
        ordering = ["year"]

    def __str__(self) -> str:
        return f"{self.year}: {self.amount}"


auditlog.register(Profile)
auditlog.register(Holiday)
auditlog.register(MciRate)
