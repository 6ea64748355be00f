"""What people are told: one row a person, written together with what it tells, sent later."""

from datetime import datetime, timedelta
from random import uniform
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

# A lost worker's letter waits for its lease, so the lease is short; yet longer than a mail server may hang.
LEASE = timedelta(seconds=25)
TRIES = 8
FIRST_PAUSE = timedelta(minutes=1)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def pending(self) -> Self:
        """What is still to be sent."""
        return self.filter(state=Notice.State.QUEUED)

    def dead(self) -> Self:
        """What could not be sent and waits for a person to decide."""
        return self.filter(state=Notice.State.DEAD)

    def due(self, at: datetime) -> Self:
        """What may be taken now, oldest first: its moment has come and nobody holds it."""
        free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=at)
        return self.pending().filter(free, available_at__lte=at).order_by("available_at", "pk")

    def claim(self, *, at: datetime, limit: int) -> list["Notice"]:
        """Take the notices whose turn it is, for as long as a lease lasts; each taking is counted as a try."""
        with transaction.atomic():
            untired = self.due(at).filter(attempts__lt=TRIES)
            taken = list(untired.select_for_update(skip_locked=True, of=("self",)).select_related("to")[:limit])
            for notice in taken:
                notice.claimed_until, notice.attempts = at + LEASE, notice.attempts + 1
            ids = [notice.pk for notice in taken]
            self.filter(pk__in=ids).update(claimed_until=at + LEASE, attempts=F("attempts") + 1)
        return taken

    def bury(self, *, at: datetime) -> int:
        """Set aside what took the worker down with it at every try. Answers how many."""
        exhausted = self.due(at).order_by().filter(attempts__gte=TRIES)
        return exhausted.update(
            state=Notice.State.DEAD, claimed_until=None, last_error="The worker stopped at every try."
        )

    def for_reader(self, user: Any, at: Any) -> Self:
        """What this person reads on the site, newest first. Nothing before its moment."""
        return self.filter(to=user, is_listed=True, send_after__lte=at).order_by("-send_after", "-pk")

    def unread(self) -> Self:
        """What the person has not marked as read."""
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """One message owed to one person: read on the site, and sent by mail as a copy (Q13)."""

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting to be sent")
        SENT = "sent", _("sent")
        DEAD = "dead", _("could not be sent")
        DROPPED = "dropped", _("given up")

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="notices",
        verbose_name=_("person"),
    )
    address = models.EmailField(_("e-mail"))
    language = models.CharField(_("language of the notice"), max_length=2, choices=settings.LANGUAGES)
    kind = models.CharField(_("kind of notice"), max_length=80)
    about_type = models.ForeignKey(ContentType, null=True, on_delete=models.PROTECT, related_name="+")
    about_id = models.PositiveBigIntegerField(null=True)
    about = GenericForeignKey("about_type", "about_id")
    url = models.CharField(max_length=300, blank=True)
    facts = models.JSONField(default=dict)
    is_listed = models.BooleanField(_("shown on the site"), default=True)
    created_at = models.DateTimeField(_("when it was written"))
    send_after = models.DateTimeField(_("not before"))
    state = models.CharField(_("state of sending"), max_length=7, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    claimed_until = models.DateTimeField(_("held until"), null=True)
    available_at = models.DateTimeField(_("next try"))
    sent_at = models.DateTimeField(_("when it was sent"), null=True)
    last_error = models.CharField(_("why it was not sent"), max_length=200, blank=True)
    read_at = models.DateTimeField(_("when it was read"), null=True)
    dedupe_key = models.CharField(max_length=64, unique=True)

    objects: ClassVar[Any] = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="notice_sent_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["dead", "dropped"]) | ~Q(last_error=""),
                name="notice_unsent_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["available_at", "id"], condition=Q(state="queued"), name="notice_queue"),
            models.Index(fields=["to", "-send_after"], condition=Q(is_listed=True), name="notice_list"),
            models.Index(fields=["to"], condition=Q(is_listed=True, read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["about_type", "about_id"], name="notice_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def message_id(self) -> str:
        """The same for every copy of one notice, so that a mail program shows it once (Q12)."""
        # Half of the hash: a longer header would be folded, and some programs compare it unfolded.
        return f"<{self.dedupe_key[:32]}@{urlsplit(settings.SITE_URL).hostname}>"

    def mark_sent(self, *, at: datetime) -> None:
        """The mail server has taken it. What only the mail was to carry is forgotten: links that open an account."""
        self._settle(state=self.State.SENT, sent_at=at, claimed_until=None, last_error="", **self._secrets())

    def postpone(self, *, because: str, at: datetime, is_permanent: bool = False) -> None:
        """Try again later, each time after three times as long; dead after eight tries, or at once if none can help."""
        if is_permanent or self.attempts >= TRIES:
            self._settle(state=self.State.DEAD, claimed_until=None, last_error=because[:200])
        else:
            pause = (
                FIRST_PAUSE * 3 ** (self.attempts - 1) * uniform(1, 1.25)
            )  # so that they do not all come back at once
            self._settle(available_at=at + pause, claimed_until=None, last_error=because[:200])

    def retry(self, *, at: datetime) -> None:
        """Put what is dead back into the queue, with all its tries."""
        changes = {"state": self.State.QUEUED, "attempts": 0, "available_at": at, "last_error": ""}
        self._settle(was=self.State.DEAD, **changes)

    def give_up(self, *, because: str) -> None:
        """Never send what is dead, for a reason that stays."""
        self._settle(was=self.State.DEAD, state=self.State.DROPPED, last_error=because[:200], **self._secrets())

    def _secrets(self) -> dict[str, Any]:
        return {} if self.is_listed else {"facts": {}, "url": ""}

    def _settle(self, *, was: str = State.QUEUED, **changes: Any) -> None:
        # Only from the state it was in: another worker may have sent it after this one's lease ran out.
        if Notice.objects.filter(pk=self.pk, state=was).update(**changes):
            for field, value in changes.items():
                setattr(self, field, value)
