"""Founders, posts, and the private data of an organisation; no row is ever removed, it is ended."""

from datetime import date
from typing import Self

from auditlog.registry import auditlog
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lifecycle.encrypted import EncryptedField, KeyedHashField
from registry.organisations.models import Organisation
from registry.persons import countries


class HeldQuerySet(models.QuerySet):
    def current(self, day: date) -> Self:
        """What holds on a day."""
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gt=day), since__lte=day)


class Founder(models.Model):
    """Who founded an organisation or took a share in it, between two days (domain 6.1); compared by R-017."""

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        ENTITY = "entity", _("legal entity")
        STATE = "state", _("state body")
        FOREIGN = "foreign", _("foreign founder")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="founders", verbose_name=_("organisation")
    )
    kind = models.CharField(_("kind"), max_length=7, choices=Kind)
    name = models.CharField(_("name"), max_length=300)
    country = models.CharField(_("country"), max_length=2, default="KZ")
    share = models.DecimalField(
        _("share, %"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    iin_bin = EncryptedField(_("IIN or BIN"), blank=True)
    iin_bin_hash = KeyedHashField(_("hash of IIN or BIN"), of="iin_bin")
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = HeldQuerySet.as_manager()

    class Meta:
        verbose_name = _("founder")
        verbose_name_plural = _("founders")
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="founder_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(share__isnull=True) | models.Q(share__gte=0, share__lte=100),
                name="founder_share_is_a_part",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def country_name(self) -> str:
        """The country in the reader's language."""
        return countries.name_of(self.country, (get_language() or "kk")[:2])


class Post(models.Model):
    """That a person holds a post in an organisation between two days; the person needs no account."""

    class Role(models.TextChoices):
        HEAD = "head", _("head")
        BOARD = "board", _("member of the board")
        FOUNDER = "founder", _("founder")
        STAFF = "staff", _("member of the staff")
        VOLUNTEERS = "volunteers", _("leader of volunteers")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="posts", verbose_name=_("organisation")
    )
    name = models.CharField(_("full name"), max_length=150)
    role = models.CharField(_("post"), max_length=10, choices=Role)
    # Of the number itself nothing is kept: the hash alone tells that two rows are one person.
    iin_hash = models.CharField(_("hash of the IIN"), max_length=64, blank=True, editable=False, db_index=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = HeldQuerySet.as_manager()

    class Meta:
        verbose_name = _("person with a post")
        verbose_name_plural = _("people with posts")
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="post_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_role_display()}"


class PrivateData(models.Model):
    """What the state needs to pay and to know a person by, and nobody else reads (S47, S48)."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="private_data", verbose_name=_("organisation")
    )
    bank_account = EncryptedField(_("bank account (IBAN)"), blank=True)
    bank_account_hash = KeyedHashField(_("hash of the bank account"), of="bank_account")
    bank_name = models.CharField(_("bank"), max_length=200, blank=True)
    bic = models.CharField(_("BIC of the bank"), max_length=11, blank=True)
    head_iin = EncryptedField(_("IIN of the head"), blank=True)
    head_iin_hash = KeyedHashField(_("hash of the IIN of the head"), of="head_iin")
    head_phone = EncryptedField(_("personal telephone of the head"), blank=True)
    head_phone_hash = KeyedHashField(_("hash of the telephone of the head"), of="head_phone")

    class Meta:
        verbose_name = _("private data of an organisation")
        verbose_name_plural = _("private data")

    def __str__(self) -> str:
        return str(self.organisation)


# The journal writes a hidden value as it writes itself, with dots; of a hash it needs to know nothing.
auditlog.register(Founder, exclude_fields=["iin_bin_hash"])
auditlog.register(Post, exclude_fields=["iin_hash"])
auditlog.register(PrivateData, exclude_fields=["bank_account_hash", "head_iin_hash", "head_phone_hash"])
