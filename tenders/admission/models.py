"""Whether an application is admitted, or rejected on a published requirement (R-056)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenders.applications.models import Application
from tenders.calls.models import Call, Requirement


class Ruling(models.Model):
    """The commission's ruling on one application. Written once."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="ruling")
    is_admitted = models.BooleanField(_("admitted"))
    requirement = models.ForeignKey(
        Requirement,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rulings",
        verbose_name=_("requirement not met"),
    )
    reason_kk = models.TextField(_("reason in Kazakh"), blank=True)
    reason_ru = models.TextField(_("reason in Russian"), blank=True)
    ruled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ruled_at = models.DateTimeField()

    class Meta:
        verbose_name = _("ruling on admission")
        verbose_name_plural = _("rulings on admission")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_admitted=True, requirement__isnull=True)
                | (
                    models.Q(is_admitted=False, requirement__isnull=False)
                    & ~models.Q(reason_kk="")
                    & ~models.Q(reason_ru="")
                ),
                name="ruling_rejects_with_a_coded_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {'+' if self.is_admitted else '-'}"


class OpeningIncident(models.Model):
    """What could not be opened at an opening: an application, or without one the call's key. Written once (Q62)."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="incidents")
    application = models.OneToOneField(
        Application, null=True, blank=True, on_delete=models.PROTECT, related_name="incident"
    )
    found_at = models.DateTimeField()

    class Meta:
        verbose_name = _("incident of an opening")
        verbose_name_plural = _("incidents of openings")
        constraints = [
            models.UniqueConstraint(
                fields=["call"], condition=models.Q(application__isnull=True), name="one_lost_key_a_call"
            ),
        ]

    def __str__(self) -> str:
        return str(self.application or self.call)
