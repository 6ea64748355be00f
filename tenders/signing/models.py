"""A signature under a frozen document (domain 2.10)."""

from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenders.signing import sign
from tenders.signing.mark import Mark


class SignatureQuerySet(models.QuerySet):
    def under(self, kind: str, numbers: Iterable[str]) -> Self:
        """The signatures under these documents of one kind, in the order they were given."""
        return self.filter(kind=kind, number__in=numbers).order_by("signed_at", "pk")


class Signature(models.Model):
    """That a person signed a document known by kind, number and SHA-256. Written once, never changed."""

    class Capacity(models.TextChoices):
        HEAD = "head", _("head")
        SIGNATORY = "signatory", _("signatory")

    class Provider(models.TextChoices):
        INTERNAL = "internal", _("by the site")

    kind = models.CharField(_("kind of document"), max_length=15)
    number = models.CharField(_("number of the document"), max_length=40)
    sha256 = models.CharField(_("SHA-256 of the document"), max_length=64)
    provider = models.CharField(_("how it was signed"), max_length=15, choices=Provider)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("signed by")
    )
    signed_at = models.DateTimeField(_("signed"))
    capacity = models.CharField(_("in what capacity"), max_length=15, choices=Capacity)
    proxy_number = models.CharField(_("number of the power of attorney"), max_length=60, blank=True)
    proxy_from = models.DateField(_("first day of the power of attorney"), null=True)
    proxy_until = models.DateField(_("last day of the power of attorney"), null=True)
    key = models.CharField(_("key"), max_length=64)
    value = models.TextField(_("signature"))

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(fields=["kind", "number", "signed_by"], name="signature_once_a_person"),
            models.CheckConstraint(condition=~Q(value="") & ~Q(key=""), name="signature_is_there"),
            models.CheckConstraint(
                condition=Q(proxy_number="", proxy_from__isnull=True, proxy_until__isnull=True)
                | Q(capacity="signatory", proxy_from__isnull=False, proxy_until__gte=models.F("proxy_from"))
                & ~Q(proxy_number=""),
                name="signature_proxy_is_whole_and_a_signatorys",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def is_valid(self) -> bool:
        """Whether it still belongs to all that the row says, recomputed with the keys of the site."""
        paper = sign.Paper(self.kind, self.number, self.sha256)
        signer = sign.Signer(self.signed_by_id, self.capacity, self.proxy_number, self.proxy_from, self.proxy_until)
        mark = Mark(self.key, self.value)
        return sign.holds(paper, signer, mark, provider=self.provider, at=self.signed_at)

    @property
    def said(self) -> Any:
        """In what capacity it was signed, without the name of a person: everybody may read this."""
        if self.proxy_number:
            return _("Signed by a signatory, by power of attorney, through this site")
        return SAID[self.capacity]


SAID = {
    Signature.Capacity.HEAD: _("Signed by the head through this site"),
    Signature.Capacity.SIGNATORY: _("Signed by a signatory through this site"),
}
