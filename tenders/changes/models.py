"""A change of a published call, an outage of the portal, an agreement without a tender (R-026, R-029, R-030)."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lifecycle.models import Lifecycle
from tenders.calls.models import Call


def _person(**options: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", editable=False, **options
    )


class Incident(models.Model):
    """A time in which the portal did not work, declared by an operator with its evidence. Written once (R-029)."""

    began_at = models.DateTimeField(_("outage began"))
    ended_at = models.DateTimeField(_("outage ended"))
    evidence_kk = models.TextField(_("what happened, in Kazakh"))
    evidence_ru = models.TextField(_("what happened, in Russian"))
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(_("declared"))

    class Meta:
        verbose_name = _("outage")
        verbose_name_plural = _("outages")
        ordering = ["-began_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(began_at__lt=models.F("ended_at"), ended_at__lte=models.F("declared_at")),
                name="incident_is_over_when_declared",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.began_at:%Y-%m-%d %H:%M}"


class ChangeQuerySet(models.QuerySet):
    def confirmed(self) -> Self:
        """What has come into force, first to last: everybody reads it (R-026)."""
        return self.filter(status=Change.Status.CONFIRMED).order_by("decided_at", "pk")

    def proposed(self) -> Self:
        """What waits for a second person."""
        return self.filter(status=Change.Status.PROPOSED).select_related("call", "proposed_by").order_by("pk")

    def visible_to(self, user: Any) -> Self:
        """What is in force for all; proposals for the officers and approvers of the customer and for auditors."""
        if not user.is_authenticated:
            return self.filter(status=Change.Status.CONFIRMED)
        own = models.Q(call__in=Call.objects.officered_by(user).values("pk"))
        return self.filter(models.Q(status=Change.Status.CONFIRMED) | own)


class Change(Lifecycle):
    """One change of a published call: what was and what is, why, from which deadline to which."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("awaits a second person")
        CONFIRMED = "confirmed", _("in force")
        DROPPED = "dropped", _("not accepted")

    NEXT: ClassVar[dict] = {
        Status.PROPOSED: {Status.CONFIRMED, Status.DROPPED},
        Status.CONFIRMED: set(),
        Status.DROPPED: set(),
    }

    class Kind(models.TextChoices):
        AMENDMENT = "amendment", _("amendment")
        EXTENSION = "extension", _("later deadline")
        OUTAGE = "outage", _("later deadline after an outage")
        ANSWERS = "answers", _("later deadline because answers were late")

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="changes")
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PROPOSED)
    because_kk = models.TextField(_("reason in Kazakh"))
    because_ru = models.TextField(_("reason in Russian"))
    # Rows of `parts.Difference`: what a text was and what it becomes.
    differences = models.JSONField(default=list)
    asks_again = models.BooleanField(default=False)
    incident = models.ForeignKey(Incident, null=True, on_delete=models.PROTECT, related_name="changes")
    deadline_before_at = models.DateTimeField()
    deadline_after_at = models.DateTimeField()
    # Working days by which late answers moved the deadline.
    days = models.PositiveSmallIntegerField(default=0)
    hash_before = models.CharField(max_length=64, blank=True)
    hash_after = models.CharField(max_length=64, blank=True)
    proposed_by = _person()
    proposed_at = models.DateTimeField()
    decided_by = _person()
    decided_at = models.DateTimeField(null=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a call")
        verbose_name_plural = _("changes of calls")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="change_number_once"),
            models.CheckConstraint(
                condition=models.Q(deadline_after_at__gte=models.F("deadline_before_at")),
                name="change_never_shortens",
            ),
            models.CheckConstraint(
                condition=models.Q(proposed_by__isnull=True)
                | models.Q(decided_by__isnull=True)
                | models.Q(status="dropped")
                | ~models.Q(decided_by=models.F("proposed_by")),
                name="change_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="answers", decided_by__isnull=True)
                | models.Q(status="proposed", proposed_by__isnull=False, decided_at__isnull=True)
                | models.Q(proposed_by__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="change_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~(models.Q(because_kk="") | models.Q(because_ru="")), name="change_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call.number}: {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("changes:detail", args=[self.call.number, self.number])

    @property
    def moves_the_deadline(self) -> bool:
        """Whether the deadline is later after it than before."""
        return self.deadline_after_at > self.deadline_before_at


class DirectAgreement(models.Model):
    """The customer may agree directly, for the tender has failed twice: who decided, and why. Written once (R-030)."""

    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="direct_agreement")
    first_call = models.ForeignKey(
        Call, on_delete=models.PROTECT, related_name="+", verbose_name=_("first failed call")
    )
    because_kk = models.TextField(_("reason in Kazakh"))
    because_ru = models.TextField(_("reason in Russian"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("direct agreement")
        verbose_name_plural = _("direct agreements")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(call=models.F("first_call")), name="direct_agreement_after_two_calls"
            ),
            models.CheckConstraint(
                condition=~(models.Q(because_kk="") | models.Q(because_ru="")), name="direct_agreement_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call}"
