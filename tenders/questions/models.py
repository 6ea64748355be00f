"""A question about a call, and the answer that everybody reads (R-027)."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenders.calls.models import Call


class QuestionQuerySet(models.QuerySet):
    def answered(self) -> Self:
        """What everybody reads: questions with their answers, first to last."""
        return self.filter(answered_at__isnull=False).order_by("number")

    def waiting(self) -> Self:
        """What is still to be answered."""
        return self.filter(answered_at__isnull=True)

    def overdue(self, at: datetime) -> Self:
        """Questions to calls that take applications whose time for an answer is over."""
        return self.waiting().filter(due_at__lt=at, call__in=Call.objects.open(at).values("pk"))

    def visible_to(self, user: Any) -> Self:
        """The one policy of reading: answered ones for all; the others for their asker, the customer and the audit."""
        if not user.is_authenticated:
            return self.answered()
        own = models.Q(asked_by=user) | models.Q(call__in=Call.objects.officered_by(user).values("pk"))
        return self.filter(models.Q(answered_at__isnull=False) | own).order_by("number")


class Question(models.Model):
    """One question. Who asked is told to nobody but an auditor; what was answered is not changed."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("question"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="asked_about_calls")
    asked_at = models.DateTimeField(_("asked"))
    due_at = models.DateTimeField(_("to be answered by"), null=True)
    answer_kk = models.TextField(_("answer in Kazakh"), blank=True)
    answer_ru = models.TextField(_("answer in Russian"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(_("answered"), null=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question about a call")
        verbose_name_plural = _("questions about calls")
        ordering = ["call", "number"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="question_number_once"),
            models.CheckConstraint(
                condition=models.Q(answer_kk="", answer_ru="", answered_by__isnull=True, answered_at__isnull=True)
                | (
                    ~(models.Q(answer_kk="") | models.Q(answer_ru=""))
                    & models.Q(answered_by__isnull=False, answered_at__isnull=False)
                ),
                name="question_answered_in_both_languages",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call.number}, {self.number}"
