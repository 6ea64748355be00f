"""State bodies that order, organise and pay."""

from auditlog.registry import auditlog
from django.db import models
from django.utils.translation import gettext_lazy as _

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


auditlog.register(StateBody)
