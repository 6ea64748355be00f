"""What the admin's first page opens with: the lists that wait for somebody (U30)."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import template
from django.contrib import admin
from django.template.context import RequestContext
from django.urls import reverse

register = template.Library()


class Awaiting(NamedTuple):
    """A list that waits, how long it is, and where it stands."""

    label: Any
    count: int
    url: str


@register.simple_tag(takes_context=True)
def needs_action(context: RequestContext) -> list[Awaiting]:
    """The lists that the admin's pages name in `needs_action`, as far as this person may see them.

    Each is a label and the lookups of a declared filter, so that the number is that of the rows behind the link.
    """
    request = context["request"]
    return [
        Awaiting(label, page.get_queryset(request).filter(**lookups).count(), f"{_address(page)}?{urlencode(lookups)}")
        for page in admin.site._registry.values()
        for label, lookups in getattr(page, "needs_action", ())
        if page.has_view_permission(request)
    ]


def _address(page: admin.ModelAdmin) -> str:
    return reverse(f"admin:{page.opts.app_label}_{page.opts.model_name}_changelist")
