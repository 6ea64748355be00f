"""An application of an NGO for a lot, its parts, and the receipts it was given (domain 5.2, 6.3).

What is written is a working copy, which may be incomplete: people write in any order, and every keystroke is kept.
What must be there is asked at the submission (`checks.py`), and what counts is what was sealed then (`seal.py`).
No row holds a word of it in clear.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Self, cast

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lifecycle import boxes, chain
from lifecycle.encrypted import EncryptedField, Hidden
from lifecycle.models import Lifecycle
from registry.organisations.models import Organisation
from registry.people.models import Link
from tenders.calls.models import Call, Lot
from tenders.protocols.models import Protocol

# What nobody but its own people has read, whatever becomes of it.
NEVER_OPENED = ["draft", "submitted", "needs_reconfirm", "withdrawn", "lapsed"]


class ApplicationQuerySet(models.QuerySet):
    def of(self, user: Any) -> Self:
        """The applications of the NGOs this person acts for today, in every state."""
        if not user.is_authenticated:
            return self.none()
        own = Link.objects.filter(user=user).current(timezone.localdate()).values("organisation")
        return self.filter(organisation__in=own)

    def opened(self) -> Self:
        """The applications that took part: opened at the opening, whatever became of them (R-041)."""
        return self.filter(opened_at__isnull=False)

    def in_the_order_received(self, lots: Iterable[Lot]) -> models.QuerySet:
        """Key and moment of each application of these lots, alone: an index holds both, the texts are long."""
        return self.filter(lot__in=lots).order_by("submitted_at", "pk").values("pk", "submitted_at")

    def visible_to(self, user: Any) -> Self:
        """The one policy of reading (R-041, R-051, S17, S21).

        An NGO's own people see theirs in every state; nobody else sees anything before the opening.
        After it: a commission member who declared no conflict with any bidder of the lot; an auditor.
        """
        if not user.is_authenticated:
            return self.none()
        own = models.Q(pk__in=Application.objects.of(user).values("pk"))
        if user.holds("auditor"):
            return self.filter(own | models.Q(opened_at__isnull=False))
        return self.filter(own | models.Q(pk__in=Application.objects.opened().read_by_commission(user).values("pk")))

    def read_by_commission(self, user: Any) -> Self:
        """Those this person may read as a serving commission member without a conflict on the lot (R-051).

        Nothing of a call while one of its bidders is without an answer: a conflict may still come to light.
        """
        conflicted = Lot.objects.filter(
            applications__declarations__answer="conflict", applications__declarations__member__user=user
        )
        bidders = Application.objects.opened().filter(lot__call__commission__members__user=user)
        owed = bidders.exclude(declarations__member__user=user)
        return self.filter(
            declarations__answer="none",
            declarations__member__user=user,
            declarations__member__until__isnull=True,
            declarations__member__role__in=("chair", "deputy", "member", "expert", "secretary"),
        ).exclude(models.Q(lot__in=conflicted) | models.Q(lot__call__in=owed.values("lot__call")))

    def for_list(self) -> Self:
        """With what a row of a list shows."""
        return self.select_related("lot__call", "organisation").with_standing()

    def with_standing(self) -> Self:
        """With what `told_status` needs: whether the rulings on admission are public yet."""
        admission = Protocol.objects.filter(call=models.OuterRef("lot__call"), kind=Protocol.Kind.ADMISSION)
        return self.annotate(is_ruled=models.Exists(admission))


def _written(name: str) -> property:
    return property(lambda application: application.working_copy.facts.get(name, ""))


class Application(Lifecycle):
    """What an NGO offers for a lot: whose it is and where it stands; what it says is nowhere but in cipher."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted, sealed until opening")
        NEEDS_RECONFIRM = "needs_reconfirm", _("to be confirmed: the call has changed")
        WITHDRAWN = "withdrawn", _("withdrawn")
        LAPSED = "lapsed", _("not confirmed in time, stays sealed")
        OPENED = "opened", _("opened")
        ADMITTED = "admitted", _("admitted")
        REJECTED = "rejected", _("rejected")
        SCORED = "scored", _("scored")
        BELOW_THRESHOLD = "below_threshold", _("below the passing threshold")
        WINNER = "winner", _("winner")
        RESERVE = "reserve", _("on the reserve list")
        NOT_FUNDED = "not_funded", _("not funded")

    NEXT: ClassVar[dict] = {
        Status.DRAFT: {Status.SUBMITTED},
        Status.SUBMITTED: {Status.DRAFT, Status.NEEDS_RECONFIRM, Status.WITHDRAWN, Status.OPENED},
        Status.NEEDS_RECONFIRM: {Status.SUBMITTED, Status.DRAFT, Status.WITHDRAWN, Status.LAPSED},
        Status.WITHDRAWN: set(),
        Status.LAPSED: set(),
        Status.OPENED: {Status.ADMITTED, Status.REJECTED},
        Status.ADMITTED: {Status.SCORED},
        Status.REJECTED: set(),
        Status.SCORED: {Status.BELOW_THRESHOLD, Status.WINNER, Status.RESERVE, Status.NOT_FUNDED},
        Status.BELOW_THRESHOLD: set(),
        Status.WINNER: set(),
        Status.RESERVE: set(),
        Status.NOT_FUNDED: set(),
    }

    # What its people may still change while the call takes applications.
    AT_WORK = frozenset({Status.DRAFT, Status.SUBMITTED, Status.NEEDS_RECONFIRM})

    number = models.CharField(_("number"), max_length=12, unique=True, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="applications", verbose_name=_("lot"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="applications", verbose_name=_("organisation")
    )
    status = models.CharField(_("status"), max_length=15, choices=Status, default=Status.DRAFT, editable=False)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    started_at = models.DateTimeField(editable=False)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    edited_at = models.DateTimeField(null=True, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    receipt = models.OneToOneField(
        "tenders.Receipt", null=True, blank=True, on_delete=models.PROTECT, related_name="standing_for", editable=False
    )

    # What the working copy says: read with one more query, and written by the actions alone.
    language, title, summary = _written("language"), _written("title"), _written("summary")
    problem, goal, method = _written("problem"), _written("goal"), _written("method")
    innovation, sustainability = _written("innovation"), _written("sustainability")

    # Whether the admission protocol is drawn up: `with_standing` knows.
    is_ruled: bool

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["lot", "organisation"], condition=~models.Q(status="withdrawn"), name="one_application_a_lot"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "withdrawn"])
                | models.Q(submitted_at__isnull=False, submitted_by__isnull=False, receipt__isnull=False),
                name="application_submitted_with_receipt",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=NEVER_OPENED, opened_at__isnull=True)
                | (~models.Q(status__in=NEVER_OPENED) & models.Q(opened_at__isnull=False)),
                name="application_read_only_when_opened",
            ),
        ]
        indexes = [
            models.Index(fields=["lot", "status"]),
            models.Index(
                fields=["lot", "submitted_at", "id"],
                condition=models.Q(opened_at__isnull=False),
                name="application_opened",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("applications:detail", args=[self.number])

    @property
    def told_status(self) -> Status:
        """Where it stands, as its organisation may know it: a ruling is told with the admission protocol."""
        is_hidden = self.status in (self.Status.ADMITTED, self.Status.REJECTED) and not self.is_ruled
        return self.Status.OPENED if is_hidden else self.Status(self.status)


class WorkingCopy(models.Model):
    """What its people write into an application, in cipher under a key of this application alone (Q53).

    The same key keeps for them what they handed in, and for the commission what was opened.
    """

    application = models.OneToOneField(
        Application, primary_key=True, on_delete=models.CASCADE, related_name="working_copy"
    )
    key = EncryptedField(default=boxes.new_key)
    box = models.BinaryField()
    # Which of it stands in no version yet, and since when: see `drafts`.
    versions = models.PositiveIntegerField(default=0)
    unkept = models.JSONField(default=dict)
    unkept_since = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")

    def __str__(self) -> str:
        return self.application.number

    @property
    def secret(self) -> str:
        """The key itself."""
        return cast(Hidden, self.key).whole

    @property
    def facts(self) -> dict[str, Any]:
        """The texts and parts as they stand, in plain values; read from the box once."""
        if getattr(self, "_read", None) is None or self._read[0] is not self.box:
            self._read = self.box, json.loads(boxes.read(self.secret, self.box, self.application.number))
        facts: dict[str, Any] = self._read[1]
        return facts

    def shut(self, facts: Mapping[str, Any]) -> None:
        """Put other plain values into the box; whoever calls saves it."""
        text = chain.canonical(facts)
        self.box = boxes.shut(self.secret, text, self.application.number)


class Receipt(models.Model):
    """That a version was received, when to the microsecond, and the hash of what it said. Written once (R-042, P-1)."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="receipts")
    number = models.CharField(_("receipt"), max_length=20, unique=True)
    received_at = models.DateTimeField(_("received"))
    deadline_at = models.DateTimeField(_("deadline then in force"))
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        ordering = ["received_at"]
        constraints = [
            models.UniqueConstraint(fields=["application", "key"], name="one_receipt_a_press"),
            models.CheckConstraint(
                condition=models.Q(received_at__lte=models.F("deadline_at")), name="receipt_never_late"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CallKey(models.Model):
    """The pair of keys that seals the applications of one call (`seal`); made when the first of them is begun."""

    call = models.OneToOneField(Call, primary_key=True, on_delete=models.PROTECT, related_name="seal_key")
    public = models.CharField(max_length=44)
    private = EncryptedField(blank=True)
    made_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("key of a call")
        verbose_name_plural = _("keys of calls")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(destroyed_at__isnull=True) | models.Q(released_at__isnull=True),
                name="call_key_destroyed_or_released",
            ),
        ]

    def __str__(self) -> str:
        return str(self.call)


class Sealed(models.Model):
    """What a receipt is for: one document under the seal of its call, and the organisation's own copy. Written once."""

    receipt = models.OneToOneField(Receipt, primary_key=True, on_delete=models.PROTECT, related_name="sealed")
    document = models.BinaryField()
    own_copy = models.BinaryField()

    class Meta:
        verbose_name = _("sealed document")
        verbose_name_plural = _("sealed documents")

    def __str__(self) -> str:
        return str(self.receipt)


class Opened(models.Model):
    """What the seal gave back at the opening, to the letter as its receipt says, for the commission. Written once."""

    receipt = models.OneToOneField(Receipt, primary_key=True, on_delete=models.PROTECT, related_name="opened")
    box = models.BinaryField()
    requested_amount = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        verbose_name = _("opened document")
        verbose_name_plural = _("opened documents")

    def __str__(self) -> str:
        return str(self.receipt)


class LateAttempt(models.Model):
    """A submission refused because it came after the deadline. Written once (R-040, P-2)."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="late_attempts")
    received_at = models.DateTimeField()
    deadline_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("late attempt")
        verbose_name_plural = _("late attempts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(received_at__gt=models.F("deadline_at")), name="late_attempt_was_late"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.received_at:%Y-%m-%d %H:%M:%S.%f}"
