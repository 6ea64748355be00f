"""State bodies that order, organise and pay; and who is shut out of tenders for a time."""

from datetime import date
from typing import Any, ClassVar, Self

from auditlog.registry import auditlog
from django.db import models
from django.utils.translation import gettext_lazy as _

from registry.organisations import naming
from registry.reference.models import Region, spoken


class StateBody(models.Model):
    """A ministry or an akimat: customer or organiser of calls."""

    class Level(models.TextChoices):
        CENTRAL = "central", _("central")
        SECTORAL = "sectoral", _("sectoral")
        REGIONAL = "regional", _("regional")

    code = models.SlugField(
        _("short code"), max_length=12, unique=True, help_text=_("Begins the number of every call of this body.")
    )
    bin = models.CharField(_("BIN"), max_length=12, null=True, blank=True, unique=True)
    name_kk = models.CharField(_("name in Kazakh"), max_length=300)
    name_ru = models.CharField(_("name in Russian"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="state_bodies", verbose_name=_("region")
    )
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta:
        verbose_name = _("state body")
        verbose_name_plural = _("state bodies")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(level="regional") | models.Q(region__isnull=False),
                name="state_body_regional_has_region",
            ),
        ]

    def __str__(self) -> str:
        return spoken(self)


class RestrictedPartyQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """The entries in force on a day, their first and last day among them (R-014)."""
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gte=day), since__lte=day)

    def of(self, bin: str | None) -> Self:
        """The entries about one BIN; none for whoever has no BIN."""
        return self.filter(bin=bin) if bin else self.none()

    def matching(self, words: str) -> Self:
        """Entries whose names or BIN hold every word, whatever its case and Kazakh letters."""
        found = self
        for word in naming.fold(words).split():
            found = found.filter(search_text__contains=word)
        return found


class RestrictedParty(models.Model):
    """An entry of the register of unfair participants: no tender takes this BIN between two days (R-014)."""

    bin = models.CharField(_("BIN"), max_length=12, db_index=True)
    name_kk = models.CharField(_("name in Kazakh"), max_length=300)
    name_ru = models.CharField(_("name in Russian"), max_length=300)
    ground_kk = models.CharField(_("ground in Kazakh"), max_length=500)
    ground_ru = models.CharField(_("ground in Russian"), max_length=500)
    court_act = models.CharField(_("court act"), max_length=200, help_text=_("The court, the number and the date."))
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty while the end is not known."))
    search_text = models.TextField(editable=False)

    objects: ClassVar[Any] = RestrictedPartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("restricted party")
        verbose_name_plural = _("restricted parties")
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="restriction_ends_after_it_begins",
                violation_error_message=_("The last day is before the first."),
            ),
            models.UniqueConstraint(
                fields=["bin", "court_act"],
                name="one_entry_a_court_act",
                violation_error_message=_("This court act is entered for this BIN already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{spoken(self)}, {self.bin}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded text that search reads."""
        self.search_text = naming.fold(" ".join([self.name_kk, self.name_ru, self.bin]))
        super().save(*args, **kwargs)


auditlog.register(StateBody)
auditlog.register(RestrictedParty, exclude_fields=["search_text"])
