"""A job, and what became of each record that it went through."""

from datetime import datetime, timedelta
from typing import Any, ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lifecycle.models import Lifecycle

# A lost worker's job waits for its lease; every batch renews it.
LEASE = timedelta(seconds=25)
# So many workers may die over one batch before a person has to look at it.
TRIES = 5


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: Any) -> Self:
        """The jobs of registry officers, for registry officers and system administrators."""
        return self.all() if user.holds("registry_officer") or user.is_superuser else self.none()

    def going(self) -> Self:
        """What waits for a worker or has one."""
        return self.filter(status__in=(Job.Status.QUEUED, Job.Status.RUNNING))

    def due(self, at: datetime) -> Self:
        """What may be taken now, oldest first: nobody holds it."""
        return self.going().filter(Q(leased_until__isnull=True) | Q(leased_until__lte=at)).order_by("pk")

    def claim(self, *, at: datetime) -> "Job | None":
        """Take the job whose turn it is, for as long as a lease lasts; each taking is counted as a try."""
        with transaction.atomic():
            untired = self.due(at).filter(attempts__lt=TRIES)
            job: Job | None = untired.select_for_update(skip_locked=True, of=("self",)).first()
            if job is not None:
                job.leased_until, job.lease_token, job.attempts = at + LEASE, uuid4(), job.attempts + 1
                self.model._base_manager.filter(pk=job.pk).update(
                    leased_until=job.leased_until, lease_token=job.lease_token, attempts=job.attempts
                )
        return job

    def exhausted(self, at: datetime) -> Self:
        """What took the worker down with it at every try."""
        return self.due(at).filter(attempts__gte=TRIES)


class Job(Lifecycle):
    """Work on many records that a person has started, with its progress on it."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("waiting its turn")
        RUNNING = "running", _("running")
        FINISHED = "finished", _("finished")
        FAILED = "failed", _("stopped by a fault")
        CANCELLED = "cancelled", _("cancelled")

    NEXT: ClassVar[dict] = {
        Status.QUEUED: {Status.RUNNING, Status.FAILED, Status.CANCELLED},
        Status.RUNNING: {Status.FINISHED, Status.FAILED, Status.CANCELLED},
        Status.FINISHED: set(),
        Status.FAILED: set(),
        Status.CANCELLED: set(),
    }

    kind = models.CharField(_("kind of work"), max_length=60)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="jobs",
        verbose_name=_("started by"),
    )
    because = models.TextField(_("reason"), blank=True)
    # Ids and choices alone, never what is known about a person.
    parameters = models.JSONField(_("settings of the work"), default=dict)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.QUEUED)
    total = models.PositiveIntegerField(_("rows in all"), default=0)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    skipped = models.PositiveIntegerField(_("rows left as they are"), default=0)
    refused = models.PositiveIntegerField(_("rows refused"), default=0)
    position = models.PositiveBigIntegerField(_("how far it got"), default=0)
    queued_at = models.DateTimeField(_("when it was started"))
    began_at = models.DateTimeField(_("when a worker took it"), null=True)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True)
    ended_at = models.DateTimeField(_("when it ended"), null=True)
    attempts = models.PositiveSmallIntegerField(_("tries of the present batch"), default=0)
    leased_until = models.DateTimeField(_("held until"), null=True)
    lease_token = models.UUIDField(null=True)
    last_error = models.CharField(_("why it stopped"), max_length=200, blank=True)

    objects: ClassVar[Any] = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["queued", "running"], ended_at__isnull=True)
                | Q(status__in=["finished", "failed", "cancelled"], ended_at__isnull=False, leased_until__isnull=True),
                name="job_ends_at_a_moment_and_is_let_go",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["running", "finished"]) | Q(began_at__isnull=False),
                name="job_runs_since_a_moment",
            ),
            models.CheckConstraint(condition=~Q(status="failed") | ~Q(last_error=""), name="job_failed_for_a_reason"),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(status__in=["queued", "running"]), name="job_queue")]

    def __str__(self) -> str:
        return _("Job %(number)s") % {"number": self.pk}

    def get_absolute_url(self) -> str:
        return reverse("admin:registry_job_change", args=[self.pk])

    @property
    def gone_through(self) -> int:
        """How many records it has come to an end with, one way or another."""
        return self.done + self.skipped + self.refused

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return not self.NEXT[self.status]


class JobItemQuerySet(models.QuerySet["JobItem"]):
    def waiting(self) -> Self:
        """The records whose turn is still to come, in order."""
        return self.filter(outcome=JobItem.Outcome.WAITING).order_by("record")

    def not_done(self) -> Self:
        """What was left as it is, and what was refused."""
        return self.filter(outcome__in=(JobItem.Outcome.SKIPPED, JobItem.Outcome.REFUSED))


class JobItem(models.Model):
    """One record of a job, and what became of it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("its turn is still to come")
        DONE = "done", _("done")
        SKIPPED = "skipped", _("left as it is")
        REFUSED = "refused", _("refused")

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="items", verbose_name=_("job"))
    record = models.PositiveBigIntegerField(_("number of the record"))
    outcome = models.CharField(_("what became of it"), max_length=7, choices=Outcome, default=Outcome.WAITING)
    sentence = models.TextField(_("reason"), blank=True)
    # The moment that its batch gave to everything it wrote: a line of the trail is known by it as the job's.
    at = models.DateTimeField(_("when"), null=True)

    objects: ClassVar[Any] = JobItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("row of a job")
        verbose_name_plural = _("rows of jobs")
        constraints = [
            models.UniqueConstraint(fields=["job", "record"], name="job_takes_a_record_once"),
            models.CheckConstraint(
                condition=Q(outcome="waiting", at__isnull=True) | (~Q(outcome="waiting") & Q(at__isnull=False)),
                name="job_item_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["skipped", "refused"]) | ~Q(sentence=""),
                name="job_item_not_done_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["job", "outcome", "record"], name="job_item_turns"),
            models.Index(fields=["record", "at"], name="job_item_of_a_record"),
        ]

    def __str__(self) -> str:
        return f"{self.record}: {self.get_outcome_display()}"
