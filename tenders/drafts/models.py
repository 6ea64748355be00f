"""How a working copy stood at its save points (Q32), and who is at work on it (Q31).

An application is known here by its row alone: what is written into it, and when, its own stage says. Every text is in
cipher under the key of the working copy (Q53).
"""

import json
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lifecycle import boxes

# Whoever has done nothing for so long is not at work any more: a forgotten tab stops nobody.
GONE = timedelta(minutes=2)


class Version(models.Model):
    """A working copy as somebody had left it: who, when, and what was changed since the one before. Written once."""

    application = models.ForeignKey(
        "tenders.Application", on_delete=models.PROTECT, related_name="versions", verbose_name=_("application")
    )
    number = models.PositiveIntegerField(_("number"))
    saved_at = models.DateTimeField(_("saved"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("saved by")
    )
    # By name of text or part, who wrote it last; no word of them.
    changed = models.JSONField(default=dict)
    is_pressed = models.BooleanField(_("saved with a button"))
    box = models.BinaryField()

    class Meta:
        verbose_name = _("version of an application")
        verbose_name_plural = _("versions of applications")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="version_once_of_its_number")]

    def __str__(self) -> str:
        return label(self.application, self.number)

    @property
    def facts(self) -> dict[str, Any]:
        """The texts and parts as they stood, in plain values."""
        facts: dict[str, Any] = json.loads(boxes.read(self.application.working_copy.secret, self.box, str(self)))
        return facts


class PresenceQuerySet(models.QuerySet):
    def at_work(self, at: datetime) -> Self:
        """Those who did something at their application within the last two minutes, the last one first."""
        return self.filter(at__gt=at - GONE, at__lte=at).select_related("user").order_by("-at", "pk")


class Presence(models.Model):
    """Which section of an application a person was last at, and when. A hint, never a lock."""

    application = models.ForeignKey("tenders.Application", on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    section = models.CharField(max_length=30)
    at = models.DateTimeField()

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("person at work")
        verbose_name_plural = _("people at work")
        constraints = [models.UniqueConstraint(fields=["application", "user"], name="one_presence_a_person")]

    def __str__(self) -> str:
        return f"{self.application}: {self.user}"


def label(application: Any, number: int) -> str:
    """What the box of a version belongs to: under another number or in another application it does not open."""
    return f"{application.number}/{number}"
