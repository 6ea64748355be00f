"""A protocol: from data, in Kazakh and Russian, chained to the one before it (domain 6.4)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Protocol(models.Model):
    """One protocol of a call. Written once; the database refuses to change or delete it."""

    class Kind(models.TextChoices):
        OPENING = "opening", _("opening protocol")
        ADMISSION = "admission", _("admission protocol")
        RESULTS = "results", _("results protocol")
        CANCELLATION = "cancellation", _("cancellation protocol")

    call = models.ForeignKey("tenders.Call", on_delete=models.PROTECT, related_name="protocols")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    drawn_up_at = models.DateTimeField(_("drawn up"))
    drawn_up_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body = models.JSONField()
    pdf_kk = models.BinaryField()
    pdf_ru = models.BinaryField()
    sha256_kk = models.CharField(max_length=64)
    sha256_ru = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    own_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("protocol")
        verbose_name_plural = _("protocols")
        ordering: ClassVar = ["call", "number"]
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="protocol_number_once")]

    def __str__(self) -> str:
        return f"{self.call.number}/{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("protocols:detail", args=[self.call.number, self.number])
