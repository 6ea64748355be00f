"""A file of an application, and one that is still on its way (domain 6.3; Q35 to Q42)."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from files import wording
from lifecycle.encrypted import CipherField
from lifecycle.models import Lifecycle
from tenders.applications.models import Application, Receipt
from tenders.calls.models import Requirement


class AttachmentQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Those of the working copy: neither removed nor superseded."""
        return self.filter(ended_at__isnull=True)

    def waiting(self) -> Self:
        """Those whose check has not been done, oldest first; whoever was to do it may have died."""
        return self.filter(status=Attachment.Status.RECEIVED).exclude(place="").order_by("attached_at", "pk")

    def visible_to(self, user: Any) -> Self:
        """The policy of reading of `Application`, file by file (R-041, R-051, Q35).

        An NGO's own people read theirs in every state; whoever may read the opened application reads what stands in
        its receipt and was checked; nobody else reads anything.
        """
        if not user.is_authenticated:
            return self.none()
        own = Application.objects.of(user)
        opened = Application.objects.opened().visible_to(user)
        submitted = self.model.receipts.through.objects.filter(receipt__standing_for__in=opened.values("pk"))
        return self.filter(
            Q(application__in=own.values("pk"))
            | Q(status=Attachment.Status.CHECKED, pk__in=submitted.values("attachment"))
        )


class Attachment(Lifecycle):
    """A file as it was received. Never overwritten: another one supersedes it; its bytes lie in cipher (Q39, Q53)."""

    class Status(models.TextChoices):
        RECEIVED = "received", _("received, being checked")
        CHECKED = "checked", _("checked")
        REFUSED = "refused", _("refused")

    NEXT: ClassVar[dict] = {
        Status.RECEIVED: {Status.CHECKED, Status.REFUSED},
        Status.CHECKED: set(),
        Status.REFUSED: set(),
    }

    code = models.CharField(max_length=12, unique=True)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="attachments")
    requirement = models.ForeignKey(
        Requirement, null=True, blank=True, on_delete=models.PROTECT, related_name="attachments"
    )
    name = CipherField(_("name of the file"))
    kind = models.CharField(_("kind of file"), max_length=4)
    size = models.PositiveIntegerField(_("size, in bytes"))
    sha256 = models.CharField(_("hash of the file (SHA-256)"), max_length=64)
    # Empty once the bytes are destroyed.
    place = models.CharField(max_length=100, blank=True)
    key = CipherField()
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.RECEIVED, editable=False)
    fault = models.CharField(max_length=20, blank=True)
    checked_at = models.DateTimeField(null=True)
    checked_with = models.CharField(max_length=120, blank=True)
    attached_at = models.DateTimeField(_("attached"))
    attached_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    supersedes = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    # The submissions that it was handed in with: from then on it stays.
    receipts = models.ManyToManyField(Receipt, related_name="attachments")

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of an application")
        verbose_name_plural = _("files of applications")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="received", checked_at__isnull=True)
                | (~Q(status="received") & Q(checked_at__isnull=False)),
                name="attachment_checked_at_a_moment",
            ),
            models.CheckConstraint(
                condition=(Q(status="refused") & ~Q(fault="")) | (~Q(status="refused") & Q(fault="")),
                name="attachment_refused_for_a_fault",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="attachment_ended_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["attached_at"], condition=Q(status="received"), name="attachment_waiting"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("attachments:download", args=[self.application.number, self.code])

    @property
    def because(self) -> str:
        """Why it was refused, in the language of the moment."""
        return wording.sentence(self.fault) if self.fault else ""


class UploadQuerySet(models.QuerySet):
    def given_up(self, at: datetime) -> Self:
        """Those that were begun too long ago to be gone on with."""
        return self.filter(started_at__lt=at - timedelta(hours=settings.UPLOAD_HOURS))


class Upload(models.Model):
    """A file on its way, part by part over a bad line; it ends as an attachment, or is thrown away (Q41)."""

    code = models.CharField(max_length=24, unique=True)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="uploads")
    name = CipherField()
    size = models.PositiveIntegerField()
    offset = models.PositiveIntegerField(default=0)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()

    objects = UploadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(offset__lte=models.F("size")), name="upload_within_its_size"),
        ]

    def __str__(self) -> str:
        return self.code


class UploadPart(models.Model):
    """What has arrived of a file: it begins where the one before it ends."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="parts")
    start = models.PositiveIntegerField()
    place = models.CharField(max_length=100)
    key = CipherField()

    class Meta:
        ordering = ["start"]
        constraints = [models.UniqueConstraint(fields=["upload", "start"], name="upload_part_once")]

    def __str__(self) -> str:
        return f"{self.upload}, {self.start}"
