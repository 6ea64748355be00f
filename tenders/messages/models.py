"""A message about an application (U16): written once, in cipher, for it may tell of people."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lifecycle.encrypted import CipherField
from tenders.applications.models import Application


class Message(models.Model):
    """One message of one side to the other. Never changed, never deleted."""

    class Side(models.TextChoices):
        ORGANISATION = "organisation", _("organisation")
        CUSTOMER = "customer", _("customer")

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="messages")
    side = models.CharField(_("who writes"), max_length=12, choices=Side)
    text = CipherField(_("message"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("message about an application")
        verbose_name_plural = _("messages about applications")
        ordering: ClassVar = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.application}, {self.written_at:%Y-%m-%d %H:%M}"
