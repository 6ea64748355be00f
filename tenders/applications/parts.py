"""The shape of what an application says: its texts, and a row of each of its parts (domain 6.3).

These have no tables. What is written is kept in cipher alone (`WorkingCopy`); a shape says which columns there are, of
what kind and how long, to the forms, to the checks and to the canonical document.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    """In which language an application is written."""

    KAZAKH = "kk", _("Kazakh")
    RUSSIAN = "ru", _("Russian")


class Part(models.Model):
    """What is kept in cipher, inside the working copy."""

    class Meta:
        abstract = True
        managed = False


class Project(Part):
    """The texts of an application."""

    language = models.CharField(
        _("language of the application"), max_length=2, choices=Language, default=Language.KAZAKH
    )
    title = models.CharField(_("title of the project"), max_length=250, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    problem = models.TextField(_("problem"), blank=True)
    goal = models.TextField(_("goal"), blank=True)
    method = models.TextField(_("method"), blank=True)
    sustainability = models.TextField(_("what remains when the project ends"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("project in words")
        verbose_name_plural = _("projects in words")

    def __str__(self) -> str:
        return self.title


class TargetGroup(Part):
    """Whom the project serves: bounded, with an entry test and a way to self-reliance (domain 3.2)."""

    description = models.CharField(_("who they are"), max_length=250, blank=True)
    entry_rule = models.TextField(_("how a person enters"), blank=True)
    direct_count = models.PositiveIntegerField(_("people served directly"), null=True, blank=True)
    indirect_count = models.PositiveIntegerField(_("people reached indirectly"), null=True, blank=True)
    self_reliance_goal = models.TextField(_("how they come to manage on their own"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")

    def __str__(self) -> str:
        return self.description


class WorkItem(Part):
    """A line of the workplan."""

    name = models.CharField(_("activity"), max_length=250, blank=True)
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=150, blank=True)
    responsible = models.CharField(_("responsible"), max_length=150, blank=True)
    output = models.CharField(_("what it gives"), max_length=250, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("activity")
        verbose_name_plural = _("workplan")

    def __str__(self) -> str:
        return self.name


class Indicator(Part):
    """What will be counted, from where to where."""

    class Kind(models.TextChoices):
        OUTPUT = "output", _("output")
        OUTCOME = "outcome", _("outcome")

    name = models.CharField(_("indicator"), max_length=250, blank=True)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind, blank=True)
    unit = models.CharField(_("unit"), max_length=50, blank=True)
    baseline = models.DecimalField(_("now"), max_digits=14, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2, null=True, blank=True)
    due_on = models.DateField(_("by"), null=True, blank=True)
    proof = models.CharField(_("source of proof"), max_length=250, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")

    def __str__(self) -> str:
        return self.name


def _tenge(label: Any) -> models.DecimalField:
    return models.DecimalField(label, max_digits=16, decimal_places=2, null=True, blank=True)


class BudgetLine(Part):
    """A cost at self-cost: quantity × unit cost × months, with grounds (R-045, R-046). Tenge."""

    class Category(models.TextChoices):
        PAY = "pay", _("pay")
        TAXES = "taxes", _("taxes and contributions")
        SERVICES = "services", _("services")
        RENT = "rent", _("rent")
        TRAVEL = "travel", _("travel")
        MATERIALS = "materials", _("materials")
        COMMUNICATION = "communication", _("communication")
        BANK = "bank", _("bank charges")
        AUDIT = "audit", _("audit")
        VOLUNTEERS = "volunteers", _("costs of volunteers")
        EQUIPMENT = "equipment", _("equipment")
        INSTITUTIONAL = "institutional", _("development of the organisation")
        OVERHEAD = "overhead", _("overhead")

    category = models.CharField(_("category"), max_length=15, choices=Category, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, default=1)
    name = models.CharField(_("cost"), max_length=250, blank=True)
    unit = models.CharField(_("unit"), max_length=50, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit_cost = _tenge(_("price of a unit, tenge"))
    months = models.DecimalField(_("months or times"), max_digits=5, decimal_places=2, null=True, blank=True, default=1)
    own_amount = _tenge(_("own contribution, tenge"))
    other_amount = _tenge(_("from others, tenge"))
    requested_amount = _tenge(_("requested, tenge"))
    grounds = models.CharField(_("grounds"), max_length=250, blank=True)
    # The code of a file of the same application.
    quote = models.SlugField(_("quotation"), max_length=12, blank=True, db_index=False)

    class Meta(Part.Meta):
        verbose_name = _("budget line")
        verbose_name_plural = _("budget")

    def __str__(self) -> str:
        return self.name
