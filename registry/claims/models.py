"""A person's claim to act for an organisation, and the handing over from one head to the next."""

from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lifecycle.models import Lifecycle
from registry.organisations.models import Organisation
from registry.people.models import Link


class ClaimQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own; those of the organisations one heads, but for who becomes the head; all, for an officer."""
        if not user.is_authenticated:
            return self.none()
        if user.holds("registry_officer"):
            return self.all()
        return self.filter(models.Q(person=user) | models.Q(pk__in=self._for_head(user)))

    def open(self) -> Self:
        """Those that nobody has decided yet."""
        return self.filter(status=Claim.Status.FILED)

    def with_document_due(self, at: datetime) -> Self:
        """Those decided or withdrawn so long ago that their document is to be destroyed."""
        last = at - timedelta(days=settings.CLAIM_DOCUMENT_DAYS)
        return self.filter(decided_at__lte=last, document_destroyed_at__isnull=True)

    def for_list(self) -> Self:
        """With the person and the organisation."""
        return self.select_related("person", "organisation", "decided_by")

    def _for_head(self, user: Any) -> models.QuerySet:
        headed = Link.objects.current(timezone.localdate()).filter(user=user, role=Link.Role.HEAD)
        asked = Claim.objects.filter(organisation__in=headed.values("organisation"))
        return asked.exclude(role=Link.Role.HEAD).values("pk")


class Claim(Lifecycle):
    """That a person asks to act for an organisation in a role, with a document that shows the right to (R-007)."""

    class Status(models.TextChoices):
        FILED = "filed", _("awaiting decision")
        ACCEPTED = "accepted", _("granted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    NEXT: ClassVar[dict] = {
        Status.FILED: {Status.ACCEPTED, Status.REFUSED, Status.WITHDRAWN},
        Status.ACCEPTED: set(),
        Status.REFUSED: set(),
        Status.WITHDRAWN: set(),
    }

    code = models.CharField(_("code"), max_length=12, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="claims", verbose_name=_("person")
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="claims", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=10, choices=Link.Role)
    statement = models.TextField(_("statement"))
    document_name = models.CharField(_("file of the document"), max_length=60)
    document_hash = models.CharField(_("SHA-256 of the document"), max_length=64)
    document_destroyed_at = models.DateTimeField(_("document destroyed"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.FILED)
    filed_at = models.DateTimeField(_("filed"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    refusal = models.TextField(_("reason of the refusal"), blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim to act for an organisation")
        verbose_name_plural = _("claims to act for organisations")
        ordering = ["-filed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"], condition=models.Q(status="filed"), name="one_open_claim_a_person"
            ),
            models.CheckConstraint(
                condition=models.Q(status="filed", decided_at__isnull=True, decided_by__isnull=True)
                | ~models.Q(status="filed") & models.Q(decided_at__isnull=False, decided_by__isnull=False),
                name="claim_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(status="refused") & ~models.Q(refusal="")
                | ~models.Q(status="refused") & models.Q(refusal=""),
                name="claim_refused_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(document_destroyed_at__isnull=True) | ~models.Q(status="filed"),
                name="claim_keeps_its_document_until_decided",
            ),
        ]
        indexes = [models.Index(fields=["status", "filed_at"])]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.person}"

    def get_absolute_url(self) -> str:
        return reverse("claims:detail", args=[self.code])

    @property
    def has_document(self) -> bool:
        """Whether the document is still there to be read."""
        return self.document_destroyed_at is None

    def heads_on(self, day: date) -> list[Link]:
        """Who is the head on a day: whoever accepts a claim to be the head ends their link."""
        links = Link.objects.of(self.organisation, on=day)
        return list(links.filter(role=Link.Role.HEAD).select_related("user").order_by("pk"))


class HandOverQuerySet(models.QuerySet):
    def offered_to(self, user: Any, at: datetime) -> Self:
        """Those that this person can accept at this moment."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(email__iexact=user.email, status=HandOver.Status.OFFERED, expires_at__gt=at)

    def standing(self, organisation: Organisation, at: datetime) -> Self:
        """The offer of an organisation that can still be accepted."""
        return self.filter(organisation=organisation, status=HandOver.Status.OFFERED, expires_at__gt=at)


class HandOver(Lifecycle):
    """That the head of an organisation hands it over to the next head, and what becomes of the former one."""

    class Status(models.TextChoices):
        OFFERED = "offered", _("offered")
        ACCEPTED = "accepted", _("taken over")
        TAKEN_BACK = "taken_back", _("taken back")

    NEXT: ClassVar[dict] = {
        Status.OFFERED: {Status.ACCEPTED, Status.TAKEN_BACK},
        Status.ACCEPTED: set(),
        Status.TAKEN_BACK: set(),
    }

    code = models.CharField(_("code"), max_length=12, unique=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="hand_overs", verbose_name=_("organisation")
    )
    head = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("head who hands over")
    )
    email = models.EmailField(_("e-mail of the next head"))
    stays_as = models.CharField(_("role the former head keeps"), max_length=10, choices=Link.Role, blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.OFFERED)
    offered_at = models.DateTimeField(_("offered"))
    expires_at = models.DateTimeField(_("expires"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("accepted by"),
    )

    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = _("handing over of an organisation")
        verbose_name_plural = _("handings over of organisations")
        ordering = ["-offered_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=models.Q(status="offered"), name="one_offer_an_organisation"
            ),
            models.CheckConstraint(
                condition=models.Q(status="offered", ended_at__isnull=True)
                | ~models.Q(status="offered") & models.Q(ended_at__isnull=False),
                name="hand_over_ends_at_a_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(status="accepted", accepted_by__isnull=False)
                | ~models.Q(status="accepted") & models.Q(accepted_by__isnull=True),
                name="hand_over_accepted_by_somebody",
            ),
            models.CheckConstraint(condition=~models.Q(stays_as="head"), name="hand_over_leaves_one_head"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_status_display()}"

    def get_absolute_url(self) -> str:
        return reverse("claims:take_over", args=[self.code])
