"""The NGO itself, and the people who act for it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Self

from auditlog.registry import auditlog
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from lifecycle.encrypted import keyed_hash
from lifecycle.fragments import Holds
from lifecycle.models import Entry, Lifecycle
from registry.organisations import naming
from registry.organisations.bin import month_of
from registry.organisations.likeness import ENOUGH, Ground, Known, keys_of, weight_of
from registry.people.models import Link
from registry.reference.models import Filing, LegalForm, NgoClass, Region, Sphere, spoken

# No numbers of the law: after so long an officer looks why nothing happens.
WAITS_LONG, RETURNED_LONG = timedelta(days=10), timedelta(days=30)
LOOKED_AT = 500  # rows that share a key: an address may be that of half a town
PUBLIC = models.Q(verified_at__isnull=False) & ~models.Q(status="merged")


def sorting() -> str:
    """The column that puts names in order as the reader sees them."""
    return "sort_kk" if get_language() == "kk" else "sort_ru"


class OrganisationQuerySet(models.QuerySet):
    def public(self) -> Self:
        """What everybody may read: every organisation that was ever verified, and was not merged into another."""
        return self.filter(PUBLIC)

    def of(self, user: Any) -> Self:
        """The organisations this person acts for today; of a merged one the one that goes on."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(pk__in=self._linked_to(user)).exclude(status=Organisation.Status.MERGED)

    def written_by(self, user: Any) -> Self:
        """The organisations this person may write for today: not those that are only read (domain, section 7)."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(pk__in=self._linked_to(user).filter(role__in=Link.WRITES))

    def with_standing_of_head(self, day: date) -> Self:
        """With `is_headless`: people acted for it, and none of them is a head who can sign in on this day."""
        links = Link.objects.filter(organisation=models.OuterRef("pk"))
        heads = links.current(day).filter(role=Link.Role.HEAD, user__is_active=True)
        return self.annotate(
            is_headless=models.ExpressionWrapper(
                models.Exists(links) & ~models.Exists(heads) & ~models.Q(status="liquidated"),
                output_field=models.BooleanField(),
            )
        )

    def visible_to(self, user: Any) -> Self:
        """The register for all; what is not verified yet, for its own people and the registry officers."""
        if not user.is_authenticated:
            return self.public()
        if user.holds("registry_officer") or user.holds("auditor"):
            return self.all()
        return self.filter(PUBLIC | models.Q(pk__in=self._linked_to(user)))

    def under(self, number: str) -> Self:
        """The organisation that has a code or a BIN, be it merged into another since."""
        return self.filter(models.Q(code=number) | models.Q(bin=number))

    def surviving(self, number: str) -> Self:
        """Of these, the one that goes on for a merged one with this code or BIN."""
        merged = Organisation.objects.under(number).filter(status=Organisation.Status.MERGED)
        return self.filter(pk__in=merged.values("merged_into"))

    def filed_long_ago(self, at: datetime) -> Self:
        """What has awaited verification for more than ten days."""
        return self.filter(status=Organisation.Status.FILED, filed_at__lte=at - WAITS_LONG)

    def returned_long_ago(self, at: datetime) -> Self:
        """What was returned more than thirty days ago and was not filed again."""
        about = ContentType.objects.get_for_model(Organisation)
        lately = Entry.objects.filter(
            about_type=about, about_id=models.OuterRef("pk"), verb="filed → returned", at__gt=at - RETURNED_LONG
        )
        return self.filter(status=Organisation.Status.RETURNED).exclude(models.Exists(lately))

    def matching(self, words: str) -> Self:
        """Organisations whose names or BIN hold every word, whatever its case and Kazakh letters."""
        found = self
        for word in naming.fold(words).split():
            found = found.filter(search_text__holds=word)
        return found

    def like(self, known: Known, region: Any) -> list["Organisation"]:
        """Of these, those that are likely the same as what is known here, the likeliest first; one query by keys."""
        values = {value: ground for ground, value in hashed(keys_of(known))}
        shared: dict[Organisation, set[Ground]] = {}
        rows = LikenessKey.objects.filter(value__in=values, organisation__in=self).select_related("organisation")
        for row in rows.order_by("pk")[:LOOKED_AT]:
            shared.setdefault(row.organisation, set()).add(values[row.value])
        weights = {one: weight_of(grounds, is_same_region=one.region == region) for one, grounds in shared.items()}
        return sorted((one for one in weights if weights[one] >= ENOUGH), key=lambda one: (-weights[one], one.pk))

    def beginning_with(self, initial: str) -> Self:
        """Organisations whose name, as the reader sees it, stands under an entry of the index of letters."""
        first, beyond = naming.span(initial)
        return self.filter(**{f"{sorting()}__gte": first, f"{sorting()}__lt": beyond})

    def for_list(self) -> Self:
        """With the names of what it belongs to."""
        return self.select_related("legal_form", "region")

    def for_rows(self) -> Self:
        """With no more than a row of the register shows."""
        names = ("name_kk", "name_ru", "name_en", "region_id", "legal_form_id")
        return self.only("code", "bin", "status", "sort_kk", "sort_ru", *names)

    def in_order(self) -> Self:
        """By the name that the reader sees, in the order of the Kazakh alphabet."""
        return self.order_by(sorting(), "pk")

    def with_filing(self, year: int | None) -> Self:
        """With the state of the report of a year, by its first filing: `filing`, and `filed_at` (R-004)."""
        # In the first year of all nobody reported, and everybody was registered later.
        asked = year or 1
        first = {"year": asked, "version": 1, "filed_at__isnull": False}
        told = models.Q(**{f"annual_reports__{name}": value for name, value in first.items()})
        return self.annotate(
            first_filing=models.FilteredRelation("annual_reports", condition=told),
            report_filed_at=models.F("first_filing__filed_at"),
            filing=models.Case(
                models.When(first_filing__is_late=False, then=models.Value(Filing.IN_TIME)),
                models.When(first_filing__is_late=True, then=models.Value(Filing.LATE)),
                models.When(registered_on__year__gt=asked, then=models.Value(Filing.NOT_OWED)),
                default=models.Value(Filing.MISSING),
                output_field=models.CharField(),
            ),
        )

    def without_report(self, year: int) -> Self:
        """Those that owe the report of a year and have not filed it."""
        return self.with_filing(year).filter(filing=Filing.MISSING)

    def at_work(self, year: int | None) -> Self:
        """Those that filed the report of a year: what the register calls active, besides their status (domain 6.1)."""
        return self.with_filing(year).filter(filing__in=[Filing.IN_TIME, Filing.LATE])

    def _linked_to(self, user: Any) -> models.QuerySet:
        return Link.objects.filter(user=user).current(timezone.localdate()).values("organisation")


class Organisation(Lifecycle):
    """A non-profit organisation of the register (domain 6.1)."""

    class Status(models.TextChoices):
        FILED = "filed", _("awaiting verification")
        RETURNED = "returned", _("returned for correction")
        ACTIVE = "active", _("active")
        SUSPENDED = "suspended", _("suspended")
        LIQUIDATING = "liquidating", _("in liquidation")
        LIQUIDATED = "liquidated", _("liquidated")
        MERGED = "merged", _("merged into another")

    NEXT: ClassVar[dict] = {
        Status.FILED: {Status.ACTIVE, Status.RETURNED, Status.MERGED},
        Status.RETURNED: {Status.FILED, Status.MERGED},
        # Back to returned only where the import that brought it is undone: it never was rightly in the register.
        Status.ACTIVE: {Status.SUSPENDED, Status.LIQUIDATING, Status.RETURNED, Status.MERGED},
        Status.SUSPENDED: {Status.ACTIVE, Status.LIQUIDATING, Status.MERGED},
        Status.LIQUIDATING: {Status.LIQUIDATED, Status.MERGED},
        Status.LIQUIDATED: set(),
        Status.MERGED: set(),
    }

    class Scale(models.TextChoices):
        REPUBLIC = "republic", _("republic-wide")
        REGION = "region", _("regional")
        SECTOR = "sector", _("sectoral")
        LOCAL = "local", _("local")

    code = models.CharField(_("code"), max_length=12, unique=True, editable=False)
    bin = models.CharField(_("BIN"), max_length=12, null=True, blank=True, unique=True)
    name_kk = models.CharField(_("name in Kazakh"), max_length=300)
    name_ru = models.CharField(_("name in Russian"), max_length=300)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    short_name_kk = models.CharField(_("short name in Kazakh"), max_length=100, blank=True)
    short_name_ru = models.CharField(_("short name in Russian"), max_length=100, blank=True)
    short_name_en = models.CharField(_("short name in English"), max_length=100, blank=True)
    legal_form = models.ForeignKey(
        LegalForm, on_delete=models.PROTECT, related_name="organisations", verbose_name=_("legal form")
    )
    classes = models.ManyToManyField(NgoClass, blank=True, related_name="organisations", verbose_name=_("classes"))
    spheres = models.ManyToManyField(Sphere, related_name="organisations", verbose_name=_("spheres"))
    scale = models.CharField(_("scale"), max_length=8, choices=Scale, default=Scale.LOCAL)
    registered_on = models.DateField(_("date of state registration"))
    registration_number = models.CharField(_("number of the certificate"), max_length=40, blank=True)
    registrar = models.CharField(_("registered by"), max_length=200, blank=True)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="organisations", verbose_name=_("region"))
    address_kk = models.CharField(_("address in Kazakh"), max_length=300)
    address_ru = models.CharField(_("address in Russian"), max_length=300)
    is_rural = models.BooleanField(_("works in a village"), default=False)
    head_name = models.CharField(_("head of the organisation"), max_length=150)
    phone = PhoneNumberField(_("telephone"))
    email = models.EmailField(_("e-mail"))
    website = models.URLField(_("website"), blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.FILED, editable=False)
    filed_at = models.DateTimeField(_("filed"), editable=False)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("filed by"),
    )
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("verified by"),
    )
    return_reason = models.TextField(_("reason of return"), blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="duplicates",
        editable=False,
        verbose_name=_("merged into"),
    )
    search_text = models.TextField(editable=False)
    sort_kk = models.CharField(max_length=200, editable=False, db_index=True)
    sort_ru = models.CharField(max_length=200, editable=False, db_index=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["sort_kk", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["filed", "returned", "merged"]) | models.Q(verified_at__isnull=False),
                name="organisation_verified_before_active",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="returned") | ~models.Q(return_reason=""),
                name="organisation_returned_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(status="merged", merged_into__isnull=False)
                | (~models.Q(status="merged") & models.Q(merged_into__isnull=True)),
                name="organisation_merged_into_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="organisation_not_merged_into_itself"
            ),
        ]
        indexes = [
            models.Index(fields=["region", "sort_kk"]),
            models.Index(fields=["status", "sort_kk"]),
            # All that is counted of the public register, so that counting reads no names.
            models.Index(
                fields=["status", "region", "legal_form", "registered_on", "is_rural", "scale", "verified_at", "id"],
                condition=models.Q(verified_at__isnull=False),
                name="organisation_counted",
            ),
        ]

    def __str__(self) -> str:
        return spoken(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded text that search reads and the keys that lists are sorted by."""
        self.fold()
        super().save(*args, **kwargs)

    def fold(self) -> None:
        """Write what follows from the names; whoever writes many rows at once asks for it."""
        names = [self.name_kk, self.name_ru, self.name_en, self.short_name_kk, self.short_name_ru, self.short_name_en]
        self.search_text = naming.fold(" ".join([*names, self.bin or ""]))
        self.sort_kk, self.sort_ru = naming.sort_key(self.name_kk), naming.sort_key(self.name_ru)

    def get_absolute_url(self) -> str:
        return reverse("eligibility:passport", args=[self.code])

    @property
    def may_be_revised(self) -> bool:
        """Whether its own people may still change its data: nobody has verified them."""
        return self.status in (self.Status.FILED, self.Status.RETURNED)

    @property
    def known(self) -> Known:
        """What another organisation can share with it."""
        names = (self.name_kk, self.name_ru, self.name_en)
        return Known(names, self.bin, str(self.phone), (self.address_kk, self.address_ru))

    @property
    def is_over(self) -> bool:
        """Whether nothing of it is changed any more: it was liquidated, or is the same as another (R-006)."""
        return not self.NEXT[self.status]

    @property
    def has_another_month_in_its_bin(self) -> bool:
        """Whether the BIN tells another month than the date of registration; it may be that of a re-registration."""
        return bool(self.bin) and month_of(self.bin) != (self.registered_on.year % 100, self.registered_on.month)


def hashed(keys: Iterable[tuple[Ground, str]]) -> set[tuple[Ground, str]]:
    """Keys as the database keeps them: each ground with its own hash of what is shared."""
    return {(ground, keyed_hash(f"{ground}:{value}")) for ground, value in keys}


class LikenessKey(models.Model):
    """What another organisation would share with this one, as a keyed hash: no telephone is written down again."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="likeness_keys")
    ground = models.CharField(max_length=9)
    value = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["value", "ground"])]
        constraints = [models.UniqueConstraint(fields=["organisation", "ground", "value"], name="one_key_a_likeness")]

    def __str__(self) -> str:
        return self.ground


class Likeness(Lifecycle):
    """That two organisations are likely one, and what an officer found (R-002)."""

    class Status(models.TextChoices):
        OPEN = "open", _("to be looked at")
        PAST = "past", _("no longer alike")
        APART = "apart", _("two organisations")
        MERGED = "merged", _("merged")

    NEXT: ClassVar[dict] = {
        Status.OPEN: {Status.PAST, Status.APART, Status.MERGED},
        Status.PAST: {Status.OPEN, Status.APART, Status.MERGED},
        Status.APART: {Status.MERGED},
        Status.MERGED: set(),
    }
    GROUNDS: ClassVar[dict] = {
        Ground.BIN: _("almost the same BIN"),
        Ground.NAME: _("the same name"),
        Ground.NEAR_NAME: _("almost the same name"),
        Ground.PHONE: _("the same telephone"),
        Ground.ADDRESS: _("the same address"),
    }

    one = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="likenesses", verbose_name=_("organisation")
    )
    other = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="likenesses_of_others", verbose_name=_("similar to")
    )
    grounds = models.CharField(_("what they share"), max_length=60, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=0)
    status = models.CharField(_("status"), max_length=6, choices=Status, default=Status.OPEN, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("likely duplicate")
        verbose_name_plural = _("likely duplicates")
        ordering = ["-weight", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_likeness_a_pair"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="likeness_in_one_order"),
            models.CheckConstraint(
                condition=models.Q(status__in=["open", "past"]) | ~models.Q(reason=""),
                name="likeness_decided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one} – {self.other}"

    @property
    def in_words(self) -> str:
        """What they share, in words."""
        return ", ".join(str(self.GROUNDS[Ground(ground)]) for ground in self.grounds.split())


Organisation._meta.get_field("search_text").register_lookup(Holds, "holds")

# Old and new value of every change, with who made it and when; what follows from a name is no change.
auditlog.register(Organisation, m2m_fields={"classes", "spheres"}, exclude_fields=["search_text", "sort_kk", "sort_ru"])
