"""State bodies; bodies of NGOs with members and events; what they advise; who is shut out of tenders for a time."""

from datetime import date
from typing import Any, ClassVar, Self

from auditlog.registry import auditlog
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from registry.organisations import naming
from registry.organisations.models import Organisation
from registry.reference.models import Region, spoken


class Precision(models.TextChoices):
    """How exactly a day of the past is known; the first day of the month or the year stands for it."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class LastingQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """What holds on a day; the first day and the last are among those it holds on."""
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gte=day), since__lte=day)


class FoundQuerySet(models.QuerySet):
    def matching(self, words: str) -> Self:
        """Rows whose folded text holds every word, whatever its case and Kazakh letters."""
        found = self
        for word in naming.fold(words).split():
            found = found.filter(search_text__contains=word)
        return found


def _ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
        name=name,
        violation_error_message=_("The last day is before the first."),
    )


class StateBody(models.Model):
    """A ministry or an akimat: customer or organiser of calls."""

    class Level(models.TextChoices):
        CENTRAL = "central", _("central")
        SECTORAL = "sectoral", _("sectoral")
        REGIONAL = "regional", _("regional")
        DISTRICT = "district", _("of a district")
        CITY = "city", _("of a city")

    LOCAL = (Level.REGIONAL, Level.DISTRICT, Level.CITY)

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
                condition=~models.Q(level__in=["regional", "district", "city"]) | models.Q(region__isnull=False),
                name="state_body_below_the_centre_has_region",
                violation_error_message=_("A body of this level belongs to a region: choose it."),
            ),
        ]

    def __str__(self) -> str:
        return spoken(self)

    @property
    def level_of_its_calls(self) -> str:
        """Of the three levels of the social order: what a district or a city orders is ordered regionally (A17)."""
        return self.Level.REGIONAL if self.level in self.LOCAL else self.level


class BodyQuerySet(FoundQuerySet):
    def for_list(self) -> Self:
        """With its region, and how many members of every kind it has or had."""
        return self.select_related("region").annotate(member_count=models.Count("memberships"))

    def in_order(self) -> Self:
        """By the name that the reader sees."""
        return self.order_by("name_kk" if get_language() == "kk" else "name_ru", "pk")


class Body(models.Model):
    """A network, an association, a council, a chamber, a forum: where NGOs act together or are heard (domain 6.1)."""

    class Kind(models.TextChoices):
        RESOURCE_CENTRE = "resource_centre", _("resource centre")
        ASSOCIATION = "association", _("association")
        NETWORK = "network", _("network")
        ALLIANCE = "alliance", _("alliance")
        COUNCIL = "council", _("council")
        CHAMBER = "chamber", _("chamber")
        FORUM = "forum", _("forum")

    class Level(models.TextChoices):
        CENTRAL = "central", _("central")
        SECTORAL = "sectoral", _("sectoral")
        REGIONAL = "regional", _("regional")
        DISTRICT = "district", _("of a district")

    code = models.SlugField(_("code"), max_length=40, unique=True, help_text=_("The end of its address on the site."))
    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    region = models.ForeignKey(
        Region, null=True, blank=True, on_delete=models.PROTECT, related_name="bodies", verbose_name=_("region")
    )
    name_kk = models.CharField(_("name in Kazakh"), max_length=300)
    name_ru = models.CharField(_("name in Russian"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300)
    founded_on = models.DateField(_("founded"), null=True, blank=True)
    founded_precision = models.CharField(_("founded, known to the"), max_length=5, choices=Precision, blank=True)
    tasks_kk = models.TextField(_("tasks in Kazakh"), blank=True, help_text=_("One task a line."))
    tasks_ru = models.TextField(_("tasks in Russian"), blank=True, help_text=_("One task a line."))
    tasks_en = models.TextField(_("tasks in English"), blank=True, help_text=_("One task a line."))
    website = models.URLField(_("website"), blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    search_text = models.TextField(editable=False)

    objects: ClassVar[Any] = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("body of NGOs")
        verbose_name_plural = _("bodies of NGOs")
        ordering = ["name_ru", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(level__in=["regional", "district"]) | models.Q(region__isnull=False),
                name="body_below_the_centre_has_region",
                violation_error_message=_("A body of this level belongs to a region: choose it."),
            ),
            models.CheckConstraint(
                condition=models.Q(founded_on__isnull=True, founded_precision="")
                | (models.Q(founded_on__isnull=False) & ~models.Q(founded_precision="")),
                name="body_founded_as_far_as_known",
                violation_error_message=_("Say how exactly the day of its founding is known, or leave both empty."),
            ),
        ]

    def __str__(self) -> str:
        return spoken(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded text that search reads."""
        self.search_text = naming.fold(" ".join([self.name_kk, self.name_ru, self.name_en]))
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("bodies:detail", args=[self.code])

    @property
    def tasks(self) -> list[str]:
        """Its tasks one by one, in the reader's language."""
        return [line.strip() for line in spoken(self, "tasks").splitlines() if line.strip()]


class MembershipQuerySet(LastingQuerySet):
    def named(self) -> Self:
        """Members that anybody knows by name, with their organisations."""
        known = models.Q(organisation__isnull=False) | ~models.Q(name_ru="")
        return self.filter(known).select_related("organisation").order_by("since", "pk")

    def unnamed(self) -> Self:
        """Founding members of whom only the number is known (A9)."""
        return self.filter(organisation__isnull=True, name_ru="")


class Membership(models.Model):
    """That an organisation belongs to a body between two days; a founder may be known by name or by number alone."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("body"))
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("organisation"),
    )
    name_kk = models.CharField(_("name in Kazakh, if not in the register"), max_length=300, blank=True)
    name_ru = models.CharField(_("name in Russian, if not in the register"), max_length=300, blank=True)
    is_founding = models.BooleanField(_("founding member"), default=False)
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"), null=True, blank=True)

    objects: ClassVar[Any] = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["body", "since", "pk"]
        constraints = [
            _ends_after_it_begins("membership_ends_after_it_begins"),
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=True) | models.Q(name_kk="", name_ru=""),
                name="membership_named_once",
                violation_error_message=_("An organisation of the register has its name there: leave the names empty."),
            ),
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False) | ~models.Q(name_ru="") | models.Q(is_founding=True),
                name="membership_of_somebody",
                violation_error_message=_("Only a founding member may be without a BIN and a name."),
            ),
            models.UniqueConstraint(
                fields=["body", "organisation"],
                condition=models.Q(until__isnull=True),
                name="one_open_membership_a_body",
                violation_error_message=_("This organisation is a member already."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation) if self.organisation else spoken(self) or str(_("name unknown"))


class BodyEvent(models.Model):
    """What happened, on a day or over some days: a forum, a founding, a law; with the body it is about, if any."""

    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="events", verbose_name=_("body")
    )
    on = models.DateField(_("when"))
    until = models.DateField(_("last day, if it took several"), null=True, blank=True)
    precision = models.CharField(_("known to the"), max_length=5, choices=Precision, default=Precision.DAY)
    what_kk = models.CharField(_("what happened, in Kazakh"), max_length=300)
    what_ru = models.CharField(_("what happened, in Russian"), max_length=300)
    what_en = models.CharField(_("what happened, in English"), max_length=300)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("event of the sector")
        verbose_name_plural = _("events of the sector")
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("on"), precision="day"),
                name="event_lasts_from_day_to_day",
                violation_error_message=_("The last day is before the first."),
            ),
            models.UniqueConstraint(
                fields=["on", "what_en"], name="event_once", violation_error_message=_("This event is entered already.")
            ),
        ]

    def __str__(self) -> str:
        return spoken(self, "what")


class OpinionQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """What nothing later supersedes."""
        return self.filter(superseded_by__isnull=True)

    def for_list(self) -> Self:
        """Newest first, each with its body and with what superseded it."""
        return self.select_related("body", "superseded_by").order_by("-given_on", "-pk")


class Opinion(models.Model):
    """What a body advises about a call or a theme; it binds nobody (A19). Written once, superseded in the open."""

    class Kind(models.TextChoices):
        CONCLUSION = "conclusion", _("conclusion")
        PROPOSAL = "proposal", _("proposal")
        STATEMENT = "statement", _("statement")

    class Stance(models.TextChoices):
        SUPPORTS = "for", _("supports it")
        OPPOSES = "against", _("opposes it")
        NEUTRAL = "neutral", _("neither for nor against")

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="opinions", verbose_name=_("body"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    stance = models.CharField(_("stance"), max_length=7, choices=Stance)
    text_kk = models.TextField(_("text in Kazakh"))
    text_ru = models.TextField(_("text in Russian"))
    given_on = models.DateField(_("given"))
    about_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", editable=False)
    about_id = models.PositiveBigIntegerField(editable=False)
    about = GenericForeignKey("about_type", "about_id")
    supersedes = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="superseded_by",
        verbose_name=_("supersedes"),
    )
    published_at = models.DateTimeField(_("published"), editable=False)

    objects: ClassVar[Any] = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion of a body")
        verbose_name_plural = _("opinions of bodies")
        ordering = ["-given_on", "-pk"]
        indexes = [models.Index(fields=["about_type", "about_id"])]
        constraints = [
            models.CheckConstraint(
                condition=~(models.Q(text_kk="") | models.Q(text_ru="")), name="opinion_in_both_languages"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {Truncator(spoken(self, 'text')).chars(60)}"


class RestrictedPartyQuerySet(FoundQuerySet, LastingQuerySet):
    def of(self, bin: str | None) -> Self:
        """The entries about one BIN; none for whoever has no BIN."""
        return self.filter(bin=bin) if bin else self.none()


class RestrictedParty(models.Model):
    """An entry of the register of unfair participants: no tender takes this BIN between two days (R-014)."""

    bin = models.CharField(_("BIN"), max_length=12, db_index=True)
    name_kk = models.CharField(_("name in Kazakh"), max_length=300)
    name_ru = models.CharField(_("name in Russian"), max_length=300)
    ground_kk = models.CharField(_("ground in Kazakh"), max_length=500)
    ground_ru = models.CharField(_("ground in Russian"), max_length=500)
    court_act = models.CharField(_("court act"), max_length=200, help_text=_("The court, the number and the date."))
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"), null=True, blank=True, help_text=_("Empty while the end is not known."))
    search_text = models.TextField(editable=False)

    objects: ClassVar[Any] = RestrictedPartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("restricted party")
        verbose_name_plural = _("restricted parties")
        ordering = ["-since", "-pk"]
        constraints = [
            _ends_after_it_begins("restriction_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["bin", "court_act"],
                name="one_entry_a_court_act",
                violation_error_message=_("This court act is entered for this BIN already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{spoken(self)}, {self.bin}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded text that search reads."""
        self.search_text = naming.fold(" ".join([self.name_kk, self.name_ru, self.bin]))
        super().save(*args, **kwargs)


for kept in (StateBody, Body, Membership, BodyEvent, Opinion, RestrictedParty):
    auditlog.register(kept, exclude_fields=["search_text"])
