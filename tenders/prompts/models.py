"""That somebody asked the head to submit an application (U12)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenders.applications.models import Application


class AskQuerySet(models.QuerySet):
    def unanswered(self) -> Self:
        """Those after which nobody has submitted yet, the newest first, each with who asked."""
        since = models.Q(application__submitted_at__isnull=True)
        since |= models.Q(application__submitted_at__lt=models.F("asked_at"))
        return self.filter(since).select_related("asked_by").order_by("-asked_at", "-pk")


class Ask(models.Model):
    """One asking: that an application is ready, and by whom. Written once."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="asks")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked"))

    objects = AskQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to submit")
        verbose_name_plural = _("requests to submit")
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return str(self.application)
