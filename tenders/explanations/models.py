"""That an application asks for little, and how its organisation explains it (R-047). Both written once."""

from decimal import ROUND_DOWN, Decimal

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lifecycle.encrypted import CipherField
from tenders.applications.models import Application

HUNDREDTH = Decimal("0.01")


class LowPrice(models.Model):
    """What was asked of an application that lies below the share of the profile: on which sums, until when."""

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="low_price")
    requested_amount = models.DecimalField(_("requested, tenge"), max_digits=16, decimal_places=2)
    justified_amount = models.DecimalField(_("justified cost, tenge"), max_digits=20, decimal_places=2)
    asked_at = models.DateTimeField(_("asked"))
    due_at = models.DateTimeField(_("explained until"))

    class Meta:
        verbose_name = _("low price")
        verbose_name_plural = _("low prices")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(requested_amount__lt=models.F("justified_amount")), name="low_price_is_low"
            ),
            models.CheckConstraint(
                condition=models.Q(due_at__gt=models.F("asked_at")), name="low_price_has_time_to_explain"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.share_percent} %"

    @property
    def share_percent(self) -> Decimal:
        """Which part of the justified cost is requested; never rounded up to the share that would not be low."""
        return (self.requested_amount * 100 / self.justified_amount).quantize(HUNDREDTH, ROUND_DOWN)

    @property
    def is_explained(self) -> bool:
        """Whether the explanation is there."""
        return hasattr(self, "explanation")


class PriceExplanation(models.Model):
    """How an organisation explains that it asks for little; in cipher, for it may tell of people."""

    low_price = models.OneToOneField(LowPrice, on_delete=models.PROTECT, related_name="explanation")
    text = CipherField(_("explanation"))
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(_("answered"))

    class Meta:
        verbose_name = _("explanation of a low price")
        verbose_name_plural = _("explanations of low prices")

    def __str__(self) -> str:
        return f"{self.low_price}, {self.answered_at:%Y-%m-%d %H:%M}"
