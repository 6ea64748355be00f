"""Dated dictionaries: regions, spheres, legal forms, classes of NGOs, forms of support, topics of questions."""

from datetime import date
from typing import Any, Self

from auditlog.registry import auditlog
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def spoken(record: Any, field: str = "name") -> str:
    """A text of a record, by itself its name, in the language of the moment or the first that it is written in."""
    texts = [getattr(record, f"{field}_{code}", "") for code in ((get_language() or "kk")[:2], "ru", "kk")]
    return next(filter(None, texts), "")


class DatedQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """The entries in force on a day."""
        begun = models.Q(valid_from__isnull=True) | models.Q(valid_from__lte=day)
        running = models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=day)
        return self.filter(begun & running)


class Dictionary(models.Model):
    """An entry with a code, a name in each language, and the days between which it holds."""

    code = models.CharField(_("code"), max_length=30, unique=True)
    name_kk = models.CharField(_("name in Kazakh"), max_length=200)
    name_ru = models.CharField(_("name in Russian"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["code"]

    def __str__(self) -> str:
        return spoken(self)


class Region(Dictionary):
    """A region or a city of republican significance, by the first two digits of its KATO code."""

    class Kind(models.TextChoices):
        REGION = "region", _("region")
        CITY = "city", _("city")

    kato = models.CharField(_("KATO code"), max_length=9, unique=True)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    centre = models.CharField(_("centre"), max_length=60, blank=True)
    split_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors", verbose_name=_("split from")
    )
    remark = models.CharField(_("remark"), max_length=200, blank=True)

    class Meta(Dictionary.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")


class Sphere(Dictionary):
    """A sphere of the state social order (Article 5 of the law)."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    is_confirmed = models.BooleanField(_("confirmed by an official text"), default=False)

    class Meta(Dictionary.Meta):
        verbose_name = _("sphere")
        verbose_name_plural = _("spheres")
        ordering = ["number"]


class LegalForm(Dictionary):
    """A legal form; those that are not NGOs carry the reason a person is shown (R-012)."""

    is_ngo = models.BooleanField(_("may be an NGO"), default=True)
    refusal_kk = models.TextField(_("reason of refusal in Kazakh"), blank=True)
    refusal_ru = models.TextField(_("reason of refusal in Russian"), blank=True)
    refusal_en = models.TextField(_("reason of refusal in English"), blank=True)

    class Meta(Dictionary.Meta):
        verbose_name = _("legal form")
        verbose_name_plural = _("legal forms")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_ngo=True)
                | ~(models.Q(refusal_kk="") | models.Q(refusal_ru="") | models.Q(refusal_en="")),
                name="legal_form_refused_with_a_reason",
            ),
        ]


class NgoClass(Dictionary):
    """A class of NGOs; one NGO may belong to several (A11)."""

    class Group(models.TextChoices):
        SOCIAL = "social", _("socially significant")
        SOCIOPOLITICAL = "sociopolitical", _("sociopolitical")
        REFORMER = "reformer", _("reformer")
        ADDED = "added", _("added group")

    group = models.CharField(_("group"), max_length=15, choices=Group)

    class Meta(Dictionary.Meta):
        verbose_name = _("class of NGOs")
        verbose_name_plural = _("classes of NGOs")


class SupportForm(Dictionary):
    """A form in which the state supports NGOs, and what it gives today (A12)."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    gives_kk = models.CharField(_("what it gives, in Kazakh"), max_length=300)
    gives_ru = models.CharField(_("what it gives, in Russian"), max_length=300)
    gives_en = models.CharField(_("what it gives, in English"), max_length=300)

    class Meta(Dictionary.Meta):
        verbose_name = _("form of support")
        verbose_name_plural = _("forms of support")
        ordering = ["number"]


class QuestionTopic(Dictionary):
    """What a question to the consultation desk is about."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)

    class Meta(Dictionary.Meta):
        verbose_name = _("topic of questions")
        verbose_name_plural = _("topics of questions")
        ordering = ["number"]


# Old and new value of every change, with who made it and when.
for dictionary in (Region, Sphere, LegalForm, NgoClass, SupportForm, QuestionTopic):
    auditlog.register(dictionary)
