"""What winners pay for a unit, kept once their results are final, so that later budgets can be compared with it."""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from lifecycle import boxes
from tenders.applications import content, norms
from tenders.applications.models import Application
from tenders.applications.parts import BudgetLine
from tenders.calls.models import Call


class PaidPriceQuerySet(models.QuerySet):
    def recent(self, on: date) -> Self:
        """Those decided in the last years before this day."""
        return self.filter(decided_on__gt=date(on.year - norms.YEARS, on.month, min(on.day, 28)), decided_on__lte=on)


class PaidPrice(models.Model):
    """The price of a unit in the budget of a winner. No word of the budget stands here: a unit is its mark."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="paid_prices")
    category = models.CharField(_("category"), max_length=15, choices=BudgetLine.Category)
    unit_mark = models.CharField(max_length=16)
    unit_cost = models.DecimalField(_("price of a unit, tenge"), max_digits=16, decimal_places=2)
    decided_on = models.DateField(_("results final on"))

    objects = PaidPriceQuerySet.as_manager()

    class Meta:
        verbose_name = _("price that a winner pays")
        verbose_name_plural = _("prices that winners pay")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=models.Q(unit_cost__gt=0), name="paid_price_is_a_price")]
        indexes = [models.Index(fields=["category", "unit_mark", "decided_on"], name="paid_price_of_a_unit")]

    def __str__(self) -> str:
        return f"{self.application}: {self.category}, {self.unit_cost}"


def of_winners(call: Call, on: date) -> Iterator[PaidPrice]:
    """The prices in the budgets of the winners of a call, as they were opened; of one that is not whole, none."""
    winners = Application.objects.filter(lot__call=call, status=Application.Status.WINNER).select_related("receipt")
    for application in winners.order_by("pk"):
        with suppress(boxes.Broken):
            told = json.loads(content.text_of(application.receipt)) if application.receipt else {}
            for line in map(content.line_of, content.revived("budget_lines", told.get("budget_lines", []))):
                if line.is_counted and line.category and (mark := norms.mark(line.unit)):
                    yield PaidPrice(
                        application=application, category=line.category, unit_mark=mark, unit_cost=line.unit_cost,
                        decided_on=on,
                    )  # fmt: skip


def norms_of(units: Iterable[tuple[str, str]], on: date) -> dict[tuple[str, str], norms.Norm]:
    """The norm of each category and unit that has one on this day, found in one question."""
    asked = {(category, norms.mark(unit)): (category, unit) for category, unit in units}
    marks, categories = {mark for _category, mark in asked}, {category for category, _mark in asked}
    known = PaidPrice.objects.recent(on).filter(category__in=[*categories, ""], unit_mark__in=[*marks, ""])
    prices: dict[tuple[str, str], list] = {}
    for category, mark, application, unit_cost in known.values_list(
        "category", "unit_mark", "application", "unit_cost"
    ):
        prices.setdefault((category, mark), []).append((application, unit_cost))
    found = {key: norms.of(paid) for key, paid in prices.items() if key in asked}
    return {key: norm for key, norm in found.items() if norm}
