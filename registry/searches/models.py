"""A saved search."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def of(self, user: Any) -> Self:
        """This person's own, by name."""
        return self.filter(user=user).order_by("name")


class SavedSearch(models.Model):
    """The filters of one list of the admin under a name that its owner gave them; nobody else sees it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches", verbose_name=_("person")
    )
    # Of the model whose list it is: “registry.organisation”.
    page = models.CharField(_("list"), max_length=80)
    name = models.CharField(_("name of the search"), max_length=80)
    query = models.CharField(_("filters"), max_length=1_000)

    objects: ClassVar[Any] = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = [
            models.UniqueConstraint(fields=["user", "page", "name"], name="saved_search_named_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{self.list_url()}?{self.query}"

    def list_url(self) -> str:
        """Where the list stands, whole."""
        return reverse(f"admin:{self.page.replace('.', '_')}_changelist")
