"""An application of an NGO for a lot, its parts, and the receipts it was given (domain 5.2, 6.3).

The parts are a working copy, which may be incomplete: a person writes it in any order, and every keystroke is kept.
What must be there is asked at the submission (`checks.py`), and what counts is the content of the receipt.
"""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lifecycle.models import Lifecycle
from registry.organisations.models import Organisation
from registry.people.models import Link
from tenders.calls.models import Lot
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


class Application(Lifecycle):
    """What an NGO offers for a lot. The working copy; what counts is the last receipt's content."""

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

    class Language(models.TextChoices):
        KAZAKH = "kk", _("Kazakh")
        RUSSIAN = "ru", _("Russian")

    number = models.CharField(_("number"), max_length=12, unique=True, editable=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="applications", verbose_name=_("lot"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="applications", verbose_name=_("organisation")
    )
    language = models.CharField(
        _("language of the application"), max_length=2, choices=Language, default=Language.KAZAKH
    )
    title = models.CharField(_("title of the project"), max_length=250, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    problem = models.TextField(_("problem"), blank=True)
    goal = models.TextField(_("goal"), blank=True)
    method = models.TextField(_("method"), blank=True)
    sustainability = models.TextField(_("what remains when the project ends"), blank=True)
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


class TargetGroup(models.Model):
    """Whom the project serves: bounded, with an entry test and a way to self-reliance (domain 3.2)."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="target_groups")
    description = models.CharField(_("who they are"), max_length=250, blank=True)
    entry_rule = models.TextField(_("how a person enters"), blank=True)
    direct_count = models.PositiveIntegerField(_("people served directly"), null=True, blank=True)
    indirect_count = models.PositiveIntegerField(_("people reached indirectly"), null=True, blank=True)
    self_reliance_goal = models.TextField(_("how they come to manage on their own"), blank=True)

    class Meta:
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.description


class WorkItem(models.Model):
    """A line of the workplan."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="work_items")
    name = models.CharField(_("activity"), max_length=250, blank=True)
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=150, blank=True)
    responsible = models.CharField(_("responsible"), max_length=150, blank=True)
    output = models.CharField(_("what it gives"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("workplan")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Indicator(models.Model):
    """What will be counted, from where to where."""

    class Kind(models.TextChoices):
        OUTPUT = "output", _("output")
        OUTCOME = "outcome", _("outcome")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(_("indicator"), max_length=250, blank=True)
    kind = models.CharField(_("kind"), max_length=7, choices=Kind, blank=True)
    unit = models.CharField(_("unit"), max_length=50, blank=True)
    baseline = models.DecimalField(_("now"), max_digits=14, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=2, null=True, blank=True)
    due_on = models.DateField(_("by"), null=True, blank=True)
    proof = models.CharField(_("source of proof"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


def _tenge(label: Any) -> models.DecimalField:
    return models.DecimalField(label, max_digits=16, decimal_places=2, null=True, blank=True)


class BudgetLine(models.Model):
    """A cost at self-cost: quantity × unit cost × months, with grounds (R-045, R-046). Tenge."""

    class Category(models.TextChoices):
        PAY = "pay", _("pay")
        TAXES = "taxes", _("taxes and contributions")
        SERVICES = "services", _("services")
        RENT = "rent", _("rent")
        TRAVEL = "travel", _("travel")
        MATERIALS = "materials", _("materials")
        COMMUNICATION = "communication", _("communication")
        BANK = "bank", _("bank charges")
        AUDIT = "audit", _("audit")
        VOLUNTEERS = "volunteers", _("costs of volunteers")
        EQUIPMENT = "equipment", _("equipment")
        INSTITUTIONAL = "institutional", _("development of the organisation")
        OVERHEAD = "overhead", _("overhead")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="budget_lines")
    category = models.CharField(_("category"), max_length=15, choices=Category, blank=True)
    name = models.CharField(_("cost"), max_length=250, blank=True)
    unit = models.CharField(_("unit"), max_length=50, blank=True)
    quantity = models.DecimalField(_("quantity"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit_cost = _tenge(_("price of a unit, tenge"))
    months = models.DecimalField(_("months or times"), max_digits=5, decimal_places=2, null=True, blank=True, default=1)
    own_amount = _tenge(_("own contribution, tenge"))
    other_amount = _tenge(_("from others, tenge"))
    requested_amount = _tenge(_("requested, tenge"))
    grounds = models.CharField(_("grounds"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    quantity__gte=0, unit_cost__gte=0, requested_amount__gte=0, own_amount__gte=0, other_amount__gte=0
                ),
                name="budget_line_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Receipt(models.Model):
    """That a version was received, when to the microsecond, and what it said. Written once (R-042, P-1)."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="receipts")
    number = models.CharField(_("receipt"), max_length=20, unique=True)
    received_at = models.DateTimeField(_("received"))
    deadline_at = models.DateTimeField(_("deadline then in force"))
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    requested_amount = models.DecimalField(max_digits=16, decimal_places=2)

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
