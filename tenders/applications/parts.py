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
    innovation = models.TextField(_("what is new in it"), blank=True)
    sustainability = models.TextField(_("what remains when the project ends"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("project in words")
        verbose_name_plural = _("projects in words")

    def __str__(self) -> str:
        return self.title


def _key() -> models.CharField:
    """By which another row names this one, wherever it stands: never its place."""
    return models.CharField(_("key"), max_length=12, blank=True)


class Objective(Part):
    """A part of the goal that can be reached on its own; activities serve it."""

    key = _key()
    name = models.CharField(_("objective"), max_length=250, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")

    def __str__(self) -> str:
        return self.name


class TargetGroup(Part):
    """Whom the project serves: bounded, with an entry test and a way to self-reliance (domain 3.2)."""

    class Kind(models.TextChoices):
        """The groups that the law and its spheres speak of."""

        CHILDREN = "children", _("children")
        ORPHANS = "orphans", _("orphans and children without parental care")
        YOUTH = "youth", _("young people")
        WOMEN = "women", _("women")
        FAMILIES = "families", _("families: large, single-parent, in need")
        ELDERS = "elders", _("elderly people")
        DISABILITY = "disability", _("people with disabilities")
        PATIENTS = "patients", _("people with an illness or an addiction")
        JOBLESS = "jobless", _("people without work")
        PROBATION = "probation", _("people under probation or after prison")
        NGOS = "ngos", _("NGOs and volunteers")
        OTHER = "other", _("another group")

    class Sex(models.TextChoices):
        BOTH = "both", _("women and men")
        WOMEN = "women", _("women only")
        MEN = "men", _("men only")

    kind = models.CharField(_("kind of group"), max_length=10, choices=Kind, blank=True)
    description = models.CharField(_("who they are"), max_length=250, blank=True)
    entry_rule = models.TextField(_("how a person enters"), blank=True)
    how_found = models.TextField(_("how they are found"), blank=True)
    age_from = models.PositiveSmallIntegerField(_("age from"), null=True, blank=True)
    age_until = models.PositiveSmallIntegerField(_("age until"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=5, choices=Sex, blank=True)
    # The code of one of the regions of the lot.
    region = models.CharField(_("region"), max_length=30, blank=True)
    direct_count = models.PositiveIntegerField(_("people served directly"), null=True, blank=True)
    indirect_count = models.PositiveIntegerField(_("people reached indirectly"), null=True, blank=True)
    self_reliance_goal = models.TextField(_("how they come to manage on their own"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")

    def __str__(self) -> str:
        return self.description


class WorkItem(Part):
    """A line of the workplan; `objective` and `indicator` are the keys of the rows that it serves."""

    key = _key()
    name = models.CharField(_("activity"), max_length=250, blank=True)
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=150, blank=True)
    responsible = models.CharField(_("responsible"), max_length=150, blank=True)
    output = models.CharField(_("what it gives"), max_length=250, blank=True)
    objective = models.CharField(_("objective it serves"), max_length=12, blank=True)
    indicator = models.CharField(_("indicator it moves"), max_length=12, blank=True)

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

    key = _key()
    name = models.CharField(_("indicator"), max_length=250, blank=True)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind, blank=True)
    unit = models.CharField(_("unit"), max_length=50, blank=True)
    baseline = models.DecimalField(_("now"), max_digits=14, decimal_places=2, null=True, blank=True)
    # The day on which the number is taken that nobody knows yet.
    measured_on = models.DateField(_("to be measured on"), null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2, null=True, blank=True)
    due_on = models.DateField(_("by"), null=True, blank=True)
    proof = models.CharField(_("source of proof"), max_length=250, blank=True)
    disaggregation = models.CharField(_("counted apart for"), max_length=250, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")

    def __str__(self) -> str:
        return self.name


class Risk(Part):
    """What may go wrong, how likely it is, and what is done then."""

    class Likelihood(models.TextChoices):
        LOW = "low", _("unlikely")
        MEDIUM = "medium", _("possible")
        HIGH = "high", _("likely")

    name = models.CharField(_("risk"), max_length=250, blank=True)
    likelihood = models.CharField(_("how likely"), max_length=6, choices=Likelihood, blank=True)
    answer = models.TextField(_("what you do about it"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("risk")
        verbose_name_plural = _("risks")

    def __str__(self) -> str:
        return self.name


class Partner(Part):
    """Who else takes part, from which of the sectors, and what they give."""

    class Sector(models.TextChoices):
        STATE = "state", _("state")
        BUSINESS = "business", _("business")
        NGO = "ngo", _("NGO")
        DONOR = "donor", _("donor")

    name = models.CharField(_("partner"), max_length=250, blank=True)
    sector = models.CharField(_("sector"), max_length=8, choices=Sector, blank=True)
    contribution = models.CharField(_("what they give"), max_length=250, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return self.name


class TeamMember(Part):
    """Who does the work, with which share of their time."""

    class Contract(models.TextChoices):
        LABOUR = "labour", _("employment contract")
        SERVICES = "services", _("contract for services")
        VOLUNTEER = "volunteer", _("volunteer")

    name = models.CharField(_("name"), max_length=150, blank=True)
    role = models.CharField(_("role in the project"), max_length=150, blank=True)
    share = models.PositiveSmallIntegerField(_("share of time, percent"), null=True, blank=True)
    contract = models.CharField(_("kind of contract"), max_length=9, choices=Contract, blank=True)
    is_lead = models.BooleanField(_("leads the project"), default=False)

    class Meta(Part.Meta):
        verbose_name = _("member of the team")
        verbose_name_plural = _("team")

    def __str__(self) -> str:
        return self.name


def _tenge(label: Any) -> models.DecimalField:
    return models.DecimalField(label, max_digits=16, decimal_places=2, null=True, blank=True)


class Experience(Part):
    """What the organisation has done already, for whose money, and what came of it."""

    name = models.CharField(_("project"), max_length=250, blank=True)
    funder = models.CharField(_("who paid for it"), max_length=250, blank=True)
    sum_amount = _tenge(_("sum, tenge"))
    year_from = models.PositiveSmallIntegerField(_("from the year"), null=True, blank=True)
    year_until = models.PositiveSmallIntegerField(_("to the year"), null=True, blank=True)
    result = models.TextField(_("what came of it"), blank=True)
    proof = models.CharField(_("what proves it"), max_length=250, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("earlier project")
        verbose_name_plural = _("experience")

    def __str__(self) -> str:
        return self.name


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
    # The key of a row of the workplan, and the code of a file of the same application.
    work_item = models.CharField(_("activity it pays for"), max_length=12, blank=True)
    quote = models.SlugField(_("quotation"), max_length=12, blank=True, db_index=False)

    class Meta(Part.Meta):
        verbose_name = _("budget line")
        verbose_name_plural = _("budget")

    def __str__(self) -> str:
        return self.name
