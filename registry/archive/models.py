"""The tenders of 2003 to 2005, before this system: aggregates only, read only (R-095)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ArchiveTender(models.Model):
    """One early tender as the article of 2006 reports it."""

    class Precision(models.TextChoices):
        MONTH = "month", _("month")
        DAY = "day", _("day")

    class WinnersUnit(models.TextChoices):
        PROJECTS = "projects", _("projects")
        NGOS = "ngos", _("NGOs")

    code = models.CharField(_("code"), max_length=10, unique=True)
    held_on = models.DateField(_("held"))
    precision = models.CharField(_("known to the"), max_length=5, choices=Precision)
    is_pilot = models.BooleanField(_("pilot, before the law of 12 April 2005"))
    applications = models.PositiveIntegerField(_("applications"))
    ngos = models.PositiveIntegerField(_("NGOs"))
    winners = models.PositiveIntegerField(_("winners"))
    winners_unit = models.CharField(_("winners are"), max_length=8, choices=WinnersUnit)
    amount = models.DecimalField(_("sum, tenge"), max_digits=16, decimal_places=2)
    regions_en = models.CharField(_("regions, in English"), max_length=100, blank=True)
    note_en = models.CharField(_("note, in English"), max_length=200, blank=True)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        verbose_name = _("archived tender")
        verbose_name_plural = _("archived tenders")
        ordering = ["held_on"]

    def __str__(self) -> str:
        return self.code
