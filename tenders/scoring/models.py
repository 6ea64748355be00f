"""A member's sheet for one application: a mark and a comment for each criterion (R-058)."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from lifecycle.models import Lifecycle
from tenders.applications.models import Application
from tenders.calls.models import Call, Criterion
from tenders.commission.models import Member
from tenders.scoring.marks import Mark

ROUND_IS_OVER = (Call.Status.DELIBERATION, Call.Status.RESULTS_PRELIM, Call.Status.RESULTS_FINAL)


class ScoreSheetQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """A member's own sheets; and, once the round is over, the locked ones of all, to discuss them (Q67, R-061).

        Never a sheet of an application the member may not read.
        """
        if not user.is_authenticated:
            return self.none()
        readable = Application.objects.opened().read_by_commission(user)
        own = models.Q(member__user=user)
        discussed = models.Q(status=ScoreSheet.Status.LOCKED, application__lot__call__status__in=ROUND_IS_OVER)
        return self.filter(own | discussed, application__in=readable.values("pk"))

    def of(self, user: Any, call: Call) -> Self:
        """What this member scores in a call, in the member's own order (U25)."""
        return self.visible_to(user).filter(member__user=user, application__lot__call=call).order_by("place")

    def for_work(self) -> Self:
        """With the call and its numbers, which every step on a sheet asks for."""
        return self.select_related("member", "application__lot__call__profile")

    def locked_sheets(self) -> Self:
        """The sheets that count (R-059)."""
        return self.filter(status=ScoreSheet.Status.LOCKED)

    def unfinished(self) -> Self:
        """The sheets still awaited."""
        return self.filter(status=ScoreSheet.Status.DRAFT)


class ScoreSheet(Lifecycle):
    """The assignment of an application to a scorer, and what the scorer thinks of it."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("in progress")
        LOCKED = "locked", _("locked")
        VOID = "void", _("void after a conflict")

    NEXT: ClassVar[dict] = {
        Status.DRAFT: {Status.LOCKED, Status.VOID},
        Status.LOCKED: {Status.VOID},
        Status.VOID: set(),
    }

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="sheets")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="sheets")
    status = models.CharField(_("status"), max_length=6, choices=Status, default=Status.DRAFT, editable=False)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    place = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        ordering = ["member", "place"]
        constraints = [
            models.UniqueConstraint(fields=["member", "application"], name="one_sheet_a_scorer"),
            models.CheckConstraint(
                condition=~models.Q(status="locked") | models.Q(locked_at__isnull=False),
                name="sheet_locked_at_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["application", "status"])]

    def __str__(self) -> str:
        return f"{self.application}: {self.member}"

    def marks(self) -> dict[int, Mark]:
        """The mark and the comment given so far, by criterion."""
        return {score.criterion_id: (score.points, score.comment) for score in self.scores.all()}


class Score(models.Model):
    """One mark of 0–5 in halves, with the comment it stands on."""

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    points = models.DecimalField(_("mark"), max_digits=3, decimal_places=1, null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        ordering = ["criterion__order"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_mark_a_criterion"),
            models.CheckConstraint(
                condition=models.Q(points__isnull=True) | models.Q(points__gte=0), name="mark_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"
