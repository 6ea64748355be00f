"""The NGO itself, and the people who act for it."""

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

from lifecycle.fragments import Holds
from lifecycle.models import Entry, Lifecycle
from registry.organisations import naming
from registry.organisations.bin import month_of
from registry.reference.models import LegalForm, NgoClass, Region, Sphere, spoken

# No numbers of the law: after so long an officer looks why nothing happens.
WAITS_LONG, RETURNED_LONG = timedelta(days=10), timedelta(days=30)


class OrganisationQuerySet(models.QuerySet):
    def public(self) -> Self:
        """What everybody may read: every organisation that was ever verified."""
        return self.filter(verified_at__isnull=False)

    def of(self, user: Any) -> Self:
        """The organisations this person acts for today."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(pk__in=self._linked_to(user))

    def visible_to(self, user: Any) -> Self:
        """The register for all; what is not verified yet, for its own people and the registry officers."""
        if not user.is_authenticated:
            return self.public()
        if user.holds("registry_officer") or user.holds("auditor"):
            return self.all()
        return self.filter(models.Q(verified_at__isnull=False) | models.Q(pk__in=self._linked_to(user)))

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

    def for_list(self) -> Self:
        """With the names of what it belongs to."""
        return self.select_related("legal_form", "region")

    def for_rows(self) -> Self:
        """With no more than a row of the register shows."""
        names = [f"{of}name_{code}" for of in ("", "legal_form__", "region__") for code in ("kk", "ru", "en")]
        return self.for_list().only("code", "bin", "status", "sort_kk", "sort_ru", *names)

    def in_order(self) -> Self:
        """By the name that the reader sees, in the order of the Kazakh alphabet."""
        return self.order_by("sort_kk" if get_language() == "kk" else "sort_ru", "pk")

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

    NEXT: ClassVar[dict] = {
        Status.FILED: {Status.ACTIVE, Status.RETURNED},
        Status.RETURNED: {Status.FILED},
        # Back to returned only where the import that brought it is undone: it never was rightly in the register.
        Status.ACTIVE: {Status.SUSPENDED, Status.LIQUIDATING, Status.RETURNED},
        Status.SUSPENDED: {Status.ACTIVE, Status.LIQUIDATING},
        Status.LIQUIDATING: {Status.LIQUIDATED},
        Status.LIQUIDATED: set(),
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
    legal_form = models.ForeignKey(
        LegalForm, on_delete=models.PROTECT, related_name="organisations", verbose_name=_("legal form")
    )
    classes = models.ManyToManyField(NgoClass, blank=True, related_name="organisations", verbose_name=_("classes"))
    spheres = models.ManyToManyField(Sphere, related_name="organisations", verbose_name=_("spheres"))
    scale = models.CharField(_("scale"), max_length=8, choices=Scale, default=Scale.LOCAL)
    registered_on = models.DateField(_("date of state registration"))
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
                condition=models.Q(status__in=["filed", "returned"]) | models.Q(verified_at__isnull=False),
                name="organisation_verified_before_active",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="returned") | ~models.Q(return_reason=""),
                name="organisation_returned_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["region", "sort_kk"]), models.Index(fields=["status", "sort_kk"])]

    def __str__(self) -> str:
        return spoken(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded text that search reads and the keys that lists are sorted by."""
        self.fold()
        super().save(*args, **kwargs)

    def fold(self) -> None:
        """Write what follows from the names; whoever writes many rows at once asks for it."""
        self.search_text = naming.fold(" ".join([self.name_kk, self.name_ru, self.name_en, self.bin or ""]))
        self.sort_kk, self.sort_ru = naming.sort_key(self.name_kk), naming.sort_key(self.name_ru)

    def get_absolute_url(self) -> str:
        return reverse("organisations:passport", args=[self.code])

    @property
    def may_bid(self) -> bool:
        """Whether it may apply: verified, active, and with a BIN (R-010, domain 2.8)."""
        return self.status == self.Status.ACTIVE and bool(self.bin) and self.legal_form.is_ngo

    @property
    def may_be_revised(self) -> bool:
        """Whether its own people may still change its data: nobody has verified them."""
        return self.status in (self.Status.FILED, self.Status.RETURNED)

    @property
    def has_another_month_in_its_bin(self) -> bool:
        """Whether the BIN tells another month than the date of registration; it may be that of a re-registration."""
        return bool(self.bin) and month_of(self.bin) != (self.registered_on.year % 100, self.registered_on.month)


class LinkQuerySet(models.QuerySet):
    def current(self, day: date) -> Self:
        """The links in force on a day (R-007)."""
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gt=day), since__lte=day)

    def of(self, organisation: Organisation, *, on: date) -> Self:
        """Those who act for an organisation on a day."""
        return self.filter(organisation=organisation).current(on)


class Link(models.Model):
    """That a person acts for an organisation, in a role, between two days (R-007)."""

    class Role(models.TextChoices):
        HEAD = "head", _("head")
        SIGNATORY = "signatory", _("signatory")
        EDITOR = "editor", _("editor")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="links")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="links", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("person of an organisation")
        verbose_name_plural = _("people of organisations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="link_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=models.Q(until__isnull=True), name="one_open_link_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


Organisation._meta.get_field("search_text").register_lookup(Holds, "holds")

# Old and new value of every change, with who made it and when; what follows from a name is no change.
auditlog.register(Organisation, m2m_fields={"classes", "spheres"}, exclude_fields=["search_text", "sort_kk", "sort_ru"])
auditlog.register(Link)
