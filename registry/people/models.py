"""That a person acts for an organisation (R-007)."""

from datetime import date
from typing import Any, Self

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkQuerySet(models.QuerySet):
    def current(self, day: date) -> Self:
        """The links in force on a day (R-007)."""
        return self.filter(models.Q(until__isnull=True) | models.Q(until__gt=day), since__lte=day)

    def of(self, organisation: Any, *, on: date) -> Self:
        """Those who act for an organisation on a day."""
        return self.filter(organisation=organisation).current(on)

    def with_proxy_ending(self, first: date, last: date) -> Self:
        """Those in force on the first day whose power of attorney ends between two days, both included."""
        return self.current(first).filter(proxy_until__range=(first, last))


class Link(models.Model):
    """That a person acts for an organisation, in a role, between two days (R-007)."""

    class Role(models.TextChoices):
        HEAD = "head", _("head")
        SIGNATORY = "signatory", _("signatory")
        EDITOR = "editor", _("editor")
        ACCOUNTANT = "accountant", _("accountant")
        VIEWER = "viewer", _("viewer")

    # What each role may (domain, section 7): the others read.
    WRITES = frozenset({Role.HEAD, Role.SIGNATORY, Role.EDITOR})
    # And these file its reports.
    REPORTS = frozenset({Role.HEAD, Role.SIGNATORY, Role.ACCOUNTANT})
    SIGNS = frozenset({Role.HEAD, Role.SIGNATORY})

    organisation = models.ForeignKey("registry.Organisation", on_delete=models.PROTECT, related_name="links")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="links", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=Role)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    proxy_number = models.CharField(_("number of the power of attorney"), max_length=60, blank=True)
    proxy_from = models.DateField(_("first day of the power of attorney"), null=True, blank=True)
    proxy_until = models.DateField(_("last day of the power of attorney"), null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("person of an organisation")
        verbose_name_plural = _("people of organisations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="link_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=models.Q(until__isnull=True), name="one_open_link_a_person"
            ),
            models.CheckConstraint(
                condition=models.Q(proxy_number="", proxy_from__isnull=True, proxy_until__isnull=True)
                | models.Q(role="signatory", proxy_from__isnull=False, proxy_until__gte=models.F("proxy_from"))
                & ~models.Q(proxy_number=""),
                name="link_proxy_is_whole_and_a_signatorys",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"

    @property
    def is_by_proxy(self) -> bool:
        """Whether the person signs by a power of attorney."""
        return bool(self.proxy_number)

    def signs_on(self, day: date) -> bool:
        """Whether the person signs for the organisation on a day: a signatory by proxy between its two days (R-007)."""
        if not self.is_by_proxy:
            return self.role in self.SIGNS
        return self.role in self.SIGNS and self.proxy_from <= day <= self.proxy_until


# Old and new value of every change, with who made it and when.
auditlog.register(Link)
