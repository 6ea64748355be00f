"""A call that a person follows; a search whose new calls a person is told of; the calls that were told of."""

from datetime import datetime
from typing import Any, ClassVar, Self
from urllib.parse import urlencode

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenders.calls.models import Call


class Follow(models.Model):
    """A person hears of everything that happens to a call until its applications are opened."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="followers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followed_calls")
    since_at = models.DateTimeField()

    class Meta:
        verbose_name = _("followed call")
        verbose_name_plural = _("followed calls")
        constraints = [models.UniqueConstraint(fields=["call", "user"], name="call_followed_once")]

    def __str__(self) -> str:
        return f"{self.call}"


class CallSearchQuerySet(models.QuerySet):
    def of(self, user: Any) -> Self:
        """This person's own, in the order they were kept."""
        return self.filter(user=user).order_by("pk")


class CallSearch(models.Model):
    """The filters of the list of calls, kept by a person who is told of each new call that fits; nobody else sees it.

    What the admin keeps of its lists (`registry/searches`) stands apart: no clock looks at it, and it mails nobody.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="call_searches")
    filters = models.JSONField(default=dict)
    since_at = models.DateTimeField()

    objects: ClassVar[Any] = CallSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("search for calls")
        verbose_name_plural = _("searches for calls")
        constraints = [models.UniqueConstraint(fields=["user", "filters"], name="call_search_kept_once")]

    def __str__(self) -> str:
        return urlencode(self.filters)

    def get_absolute_url(self) -> str:
        return f"{reverse('calls:index')}?{urlencode(self.filters)}"


class AlertQuerySet(models.QuerySet):
    def owed(self, at: datetime) -> models.QuerySet[Call]:
        """The calls that take applications of which nobody was told yet."""
        return Call.objects.open(at).exclude(pk__in=self.values("call"))


class Alert(models.Model):
    """That the searches of everybody were asked about a new call; once for each call."""

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[Any] = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("alert of a new call")
        verbose_name_plural = _("alerts of new calls")

    def __str__(self) -> str:
        return f"{self.call}"
