"""A session, who was there, how they voted, and the result of each application (domain 6.4)."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenders.applications.models import Application
from tenders.calls.models import Call, Lot
from tenders.commission.models import Member


class Session(models.Model):
    """A meeting at which a commission decides on the ranking; the last one of a call counts."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="sessions")
    number = models.PositiveSmallIntegerField(_("number"))
    place_kk = models.CharField(_("place in Kazakh"), max_length=150)
    place_ru = models.CharField(_("place in Russian"), max_length=150)
    convened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    convened_at = models.DateTimeField(_("convened"))

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering: ClassVar = ["call", "number"]
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="session_number_once")]

    def __str__(self) -> str:
        return f"{self.call.number}, {self.number}"


class Attendance(models.Model):
    """That a member was present, and how (R-054)."""

    class Mode(models.TextChoices):
        ROOM = "room", _("in the room")
        REMOTE = "remote", _("by video")

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendances")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="attendances")
    mode = models.CharField(_("mode of presence"), max_length=6, choices=Mode)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [models.UniqueConstraint(fields=["session", "member"], name="present_once")]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_mode_display()}"


class Vote(models.Model):
    """A member's vote on the ranking of a lot. Written once."""

    class Choice(models.TextChoices):
        FOR = "for", _("for")
        AGAINST = "against", _("against")
        ABSTAIN = "abstain", _("abstained")

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="votes")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="votes")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="votes")
    choice = models.CharField(_("vote"), max_length=8, choices=Choice)
    dissent = models.TextField(_("dissenting opinion"), blank=True)
    cast_at = models.DateTimeField()

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [models.UniqueConstraint(fields=["session", "lot", "member"], name="one_vote_a_lot")]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_choice_display()}"


class ResultQuerySet(models.QuerySet):
    def for_list(self) -> Self:
        """The rows of the results page, best first within each lot."""
        return self.select_related("lot", "application__organisation").order_by("lot__number", "place")

    def losers(self) -> Self:
        """All but the winners; each is owed its reasons (R-068)."""
        return self.exclude(outcome=Result.Outcome.WINNER)


class Result(models.Model):
    """What became of one application, and why. Written once, with the results protocol (R-068)."""

    class Outcome(models.TextChoices):
        WINNER = "winner", _("winner")
        RESERVE = "reserve", _("on the reserve list")
        NOT_FUNDED = "not_funded", _("not funded")
        BELOW_THRESHOLD = "below_threshold", _("below the passing threshold")

    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="result")
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="results")
    outcome = models.CharField(_("outcome"), max_length=15, choices=Outcome)
    place = models.PositiveIntegerField(_("place in the list of the lot"))
    rank = models.PositiveIntegerField(_("rank"), null=True, blank=True)
    total = models.DecimalField(_("total of 100"), max_digits=5, decimal_places=2)
    means = models.JSONField(_("mean mark of each criterion"))
    sheets = models.PositiveSmallIntegerField(_("sheets counted"))
    spread = models.DecimalField(_("range of totals"), max_digits=5, decimal_places=2, null=True)
    tie_path = models.JSONField(default=list)
    requested_amount = models.DecimalField(max_digits=16, decimal_places=2)
    awarded_amount = models.DecimalField(_("awarded, tenge"), max_digits=16, decimal_places=2, default=0)
    reason_kk = models.TextField(_("reasons in Kazakh"))
    reason_ru = models.TextField(_("reasons in Russian"))
    decided_at = models.DateTimeField()

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering: ClassVar = ["lot", "place"]
        constraints = [
            models.CheckConstraint(
                condition=(models.Q(outcome="winner") & models.Q(awarded_amount__gt=0))
                | (~models.Q(outcome="winner") & models.Q(awarded_amount=0)),
                name="result_awards_winners_only",
            ),
            models.CheckConstraint(
                condition=(models.Q(outcome="below_threshold", rank__isnull=True))
                | (~models.Q(outcome="below_threshold") & models.Q(rank__isnull=False)),
                name="result_ranks_above_threshold_only",
            ),
            models.CheckConstraint(condition=models.Q(total__gte=0, total__lte=100), name="result_total_of_100"),
            models.UniqueConstraint(fields=["lot", "place"], name="one_result_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.get_outcome_display()}"
