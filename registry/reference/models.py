"""Dated dictionaries: regions, spheres, legal forms, classes of NGOs, duties to report, forms of support, topics."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any, Self

from auditlog.registry import auditlog
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, validate_comma_separated_integer_list
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def spoken(record: Any, field: str = "name") -> str:
    """A text of a record, by itself its name, in the language of the moment or the first that it is written in."""
    texts = [getattr(record, f"{field}_{code}", "") for code in ((get_language() or "kk")[:2], "ru", "kk")]
    return next(filter(None, texts), "")


class DatedQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """The entries in force on a day."""
        begun = models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=day)
        running = models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day)
        return self.filter(begun & running)


class Dictionary(models.Model):
    """An entry with a code, a name in each language, and the days between which it holds."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    name_kk = models.CharField(_("name in Kazakh"), max_length=200)
    name_ru = models.CharField(_("name in Russian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["code"]

    def __str__(self) -> str:
        return spoken(self)


class Region(Dictionary):
    """A region or a city of republican significance, by the first two digits of its KATO code."""

    class Kind(models.TextChoices):
        REGION = "region", _("region")
        CITY = "city", _("city")

    kato = models.CharField(_("KATO code"), max_length=9, unique=True)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    centre = models.CharField(_("centre"), max_length=60, blank=True)
    split_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors", verbose_name=_("split from")
    )
    remark = models.CharField(_("remark"), max_length=200, blank=True)

    class Meta(Dictionary.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")


class Sphere(Dictionary):
    """A sphere of the state social order (Article 5 of the law)."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    is_confirmed = models.BooleanField(_("confirmed by an official text"), default=False)

    class Meta(Dictionary.Meta):
        verbose_name = _("sphere")
        verbose_name_plural = _("spheres")
        ordering = ["number"]


class LegalForm(Dictionary):
    """A legal form; those that are not NGOs carry the reason a person is shown (R-012)."""

    is_ngo = models.BooleanField(_("may be an NGO"), default=True)
    refusal_kk = models.TextField(_("reason of refusal in Kazakh"), blank=True)
    refusal_ru = models.TextField(_("reason of refusal in Russian"), blank=True)
    refusal_en = models.TextField(_("reason of refusal in English"), blank=True)

    class Meta(Dictionary.Meta):
        verbose_name = _("legal form")
        verbose_name_plural = _("legal forms")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_ngo=True)
                | ~(models.Q(refusal_kk="") | models.Q(refusal_ru="") | models.Q(refusal_en="")),
                name="legal_form_refused_with_a_reason",
            ),
        ]


class NgoClass(Dictionary):
    """A class of NGOs; one NGO may belong to several (A11)."""

    class Group(models.TextChoices):
        SOCIAL = "social", _("socially significant")
        SOCIOPOLITICAL = "sociopolitical", _("sociopolitical")
        REFORMER = "reformer", _("reformer")
        ADDED = "added", _("added group")

    group = models.CharField(_("group"), max_length=15, choices=Group)

    class Meta(Dictionary.Meta):
        verbose_name = _("class of NGOs")
        verbose_name_plural = _("classes of NGOs")


def _of_a_calendar(label: Any, last: int) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, validators=[MinValueValidator(1), MaxValueValidator(last)])


class Duty(Dictionary):
    """A yearly duty to report: between which days of the next year, and when people are reminded of it (R-004).

    It holds for every year whose last day to report lies between the days of the entry.
    """

    ANNUAL_REPORT = "annual_report"
    # A reminder whose day was missed, because no clock beat on it, is caught up within so many days.
    CATCH_UP = timedelta(days=7)

    opens_month = _of_a_calendar(_("reports are taken from, month of the next year"), 12)
    opens_day = _of_a_calendar(_("reports are taken from, day"), 31)
    due_month = _of_a_calendar(_("reports are due by, month of the next year"), 12)
    due_day = _of_a_calendar(_("reports are due by, day"), 31)
    remind_before = models.CharField(
        _("reminders, days before the last day"),
        max_length=60,
        blank=True,
        validators=[validate_comma_separated_integer_list],
        help_text=_("Numbers with commas between them: 30,7,1"),
    )
    remind_after = models.CharField(
        _("reminders, days after the last day"),
        max_length=60,
        blank=True,
        validators=[validate_comma_separated_integer_list],
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_confirmed = models.BooleanField(_("confirmed by an official text"), default=False)

    class Meta(Dictionary.Meta):
        verbose_name = _("duty to report")
        verbose_name_plural = _("duties to report")

    def clean(self) -> None:
        """The last day comes after the first."""
        if all([self.opens_month, self.opens_day, self.due_month, self.due_day]) and (
            (self.opens_month, self.opens_day) > (self.due_month, self.due_day)
        ):
            raise ValidationError({"due_day": _("The last day to report comes before the first.")})

    @classmethod
    def of_reports(cls, day: date) -> "Duty | None":
        """The duty to file an annual report in force on a day."""
        return cls.objects.on(day).filter(code=cls.ANNUAL_REPORT).first()

    @classmethod
    def report_year(cls, day: date) -> int | None:
        """The last year whose annual report had to be there on a day; none where none is owed."""
        duty = cls.of_reports(day)
        return duty.last_due_year(day) if duty else None

    def opens_on(self, year: int) -> date:
        """The first day on which the report of a year is taken."""
        return _day(year + 1, self.opens_month, self.opens_day)

    def due_on(self, year: int) -> date:
        """The last day on which the report of a year is in time."""
        return _day(year + 1, self.due_month, self.due_day)

    def holds_for(self, year: int) -> bool:
        """Whether a report of this year is owed at all."""
        due = self.due_on(year)
        return (self.valid_from is None or self.valid_from <= due) and (self.valid_to is None or due <= self.valid_to)

    def open_years(self, day: date) -> list[int]:
        """The years whose report is taken on a day, the last first: late ones are taken too (R-004)."""
        first = self.valid_from.year - 1 if self.valid_from else day.year - 10
        return [year for year in range(day.year, first - 1, -1) if self.opens_on(year) <= day and self.holds_for(year)]

    def last_due_year(self, day: date) -> int | None:
        """The last year whose report had to be there on a day; none before the first."""
        return next((year for year in self.open_years(day) if self.due_on(year) < day), None)

    def reminder_on(self, day: date) -> tuple[int, int] | None:
        """The reminder of a day, if it has one: the year, and how many days after the last day, before it below 0."""
        offsets = sorted([-days for days in _numbers(self.remind_before)] + _numbers(self.remind_after), reverse=True)
        for year in self.open_years(day):
            for offset in offsets:
                begins = self.due_on(year) + timedelta(days=offset)
                if begins <= day < begins + self.CATCH_UP:
                    return year, offset
        return None


class Filing(models.TextChoices):
    """What became of the report of a year."""

    IN_TIME = "in_time", _("filed in time")
    LATE = "late", _("filed late")
    MISSING = "missing", _("not filed")
    NOT_OWED = "not_owed", _("not owed")


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _numbers(written: str) -> list[int]:
    return [int(part) for part in written.split(",") if part.strip()]


class SupportForm(Dictionary):
    """A form in which the state supports NGOs, and what it gives today (A12)."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    gives_kk = models.CharField(_("what it gives, in Kazakh"), max_length=300)
    gives_ru = models.CharField(_("what it gives, in Russian"), max_length=300)
    gives_en = models.CharField(_("what it gives, in English"), max_length=300)

    class Meta(Dictionary.Meta):
        verbose_name = _("form of support")
        verbose_name_plural = _("forms of support")
        ordering = ["number"]


class QuestionTopic(Dictionary):
    """What a question to the consultation desk is about."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)

    class Meta(Dictionary.Meta):
        verbose_name = _("topic of questions")
        verbose_name_plural = _("topics of questions")
        ordering = ["number"]


# Old and new value of every change, with who made it and when.
for dictionary in (Region, Sphere, LegalForm, NgoClass, Duty, SupportForm, QuestionTopic):
    auditlog.register(dictionary)
