"""What a call rests on: the public costs of its lots, its documents, the answers to what it was warned of."""

from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenders.calls.models import Call, Lot

TIYN = Decimal("0.01")
LEAST = Decimal("0.01")


class CostLine(models.Model):
    """One line of the public cost basis of a lot: quantity × unit cost, with its ground (R-023)."""

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="cost_lines")
    order = models.PositiveSmallIntegerField(_("order"))
    name_kk = models.CharField(_("what, and in which unit, in Kazakh"), max_length=200)
    name_ru = models.CharField(_("what, and in which unit, in Russian"), max_length=200)
    quantity = models.DecimalField(
        _("quantity"), max_digits=12, decimal_places=2, validators=[MinValueValidator(LEAST)]
    )
    unit_cost = models.DecimalField(
        _("cost of a unit, tenge"), max_digits=16, decimal_places=2, validators=[MinValueValidator(LEAST)]
    )
    ground_kk = models.CharField(_("ground, in Kazakh"), max_length=250)
    ground_ru = models.CharField(_("ground, in Russian"), max_length=250)

    class Meta:
        verbose_name = _("cost line")
        verbose_name_plural = _("cost lines")
        ordering = ["lot", "order"]
        constraints = [
            models.UniqueConstraint(fields=["lot", "order"], name="cost_line_order_once"),
            models.CheckConstraint(
                condition=models.Q(quantity__gt=0, unit_cost__gt=0), name="cost_line_has_quantity_and_price"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.name_ru}"

    @property
    def amount(self) -> Decimal:
        """The cost of the line, rounded half up to a tiyn."""
        return (self.quantity * self.unit_cost).quantize(TIYN, ROUND_HALF_UP)


class Document(models.Model):
    """A document of a call: its text, or the address where it is read, in both languages."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="documents")
    order = models.PositiveSmallIntegerField(_("order"))
    title_kk = models.CharField(_("title in Kazakh"), max_length=250)
    title_ru = models.CharField(_("title in Russian"), max_length=250)
    text_kk = models.TextField(_("text in Kazakh"), blank=True)
    text_ru = models.TextField(_("text in Russian"), blank=True)
    link_kk = models.URLField(_("address of the Kazakh text"), blank=True)
    link_ru = models.URLField(_("address of the Russian text"), blank=True)

    class Meta:
        verbose_name = _("document of a call")
        verbose_name_plural = _("documents of a call")
        ordering = ["call", "order"]
        constraints = [models.UniqueConstraint(fields=["call", "order"], name="document_order_once")]

    def __str__(self) -> str:
        return f"{self.order}. {self.title_ru}"


class Explanation(models.Model):
    """Why a call keeps what the linter warned of. Written once; a new answer is a new row, the last one counts."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="explanations")
    key = models.CharField(max_length=80, editable=False)
    fingerprint = models.CharField(max_length=64, editable=False)
    rule = models.CharField(_("rule"), max_length=20, editable=False)
    found = models.CharField(_("what was found"), max_length=250, editable=False)
    reason = models.TextField(_("reason"), editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    at = models.DateTimeField(editable=False)

    class Meta:
        verbose_name = _("answer to a warning")
        verbose_name_plural = _("answers to warnings")
        ordering = ["call", "at", "pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="explanation_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.found}"
