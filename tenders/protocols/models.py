"""A protocol: from data, in Kazakh and Russian, chained to the one before it (domain 6.4)."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ProtocolQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Every protocol is public from the moment it is drawn up (R-090); the files stay in the database."""
        return self.defer("pdf_kk", "pdf_ru")

    def of_call(self, number: str) -> Self:
        """The protocols of the call with this number, first to last."""
        return self.filter(call__number=number).select_related("call", "call__customer").order_by("number")

    def with_file(self, language: str) -> Self:
        """With the file in one language only."""
        return self.defer("body", "pdf_ru" if language == "kk" else "pdf_kk")


class Protocol(models.Model):
    """One protocol of a call. Written once; the database refuses to change or delete it."""

    class Kind(models.TextChoices):
        OPENING = "opening", _("opening protocol")
        ADMISSION = "admission", _("admission protocol")
        RESULTS = "results", _("results protocol")
        CANCELLATION = "cancellation", _("cancellation protocol")

    call = models.ForeignKey("tenders.Call", on_delete=models.PROTECT, related_name="protocols", verbose_name=_("call"))
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    drawn_up_at = models.DateTimeField(_("drawn up"))
    drawn_up_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("drawn up by"),
    )
    body = models.JSONField()
    pdf_kk = models.BinaryField()
    pdf_ru = models.BinaryField()
    sha256_kk = models.CharField(_("SHA-256 of the Kazakh file"), max_length=64)
    sha256_ru = models.CharField(_("SHA-256 of the Russian file"), max_length=64)
    previous_hash = models.CharField(_("hash before it"), max_length=64)
    own_hash = models.CharField(_("own hash"), max_length=64, unique=True)

    objects = ProtocolQuerySet.as_manager()

    class Meta:
        verbose_name = _("protocol")
        verbose_name_plural = _("protocols")
        ordering: ClassVar = ["call", "number"]
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="protocol_number_once")]

    def __str__(self) -> str:
        return f"{self.call.number}/{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("protocols:detail", args=[self.call.number, self.number])
