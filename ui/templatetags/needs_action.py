"""What the admin's first page opens with: the lists that wait for somebody (U30), and the searches a person saved."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import template
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.context import RequestContext
from django.urls import reverse

from files import scanner, wording
from lifecycle.admin import Work

register = template.Library()


class Awaiting(NamedTuple):
    """A list that waits, how long it is, where it stands, and how urgent it is."""

    label: Any
    count: int
    url: str
    urgency: int


class Saved(NamedTuple):
    """A search that a person saved: its name, whose list it is, where it stands."""

    name: str
    of: Any
    url: str


def rows_of(page: admin.ModelAdmin, request: HttpRequest, lookups: dict[str, str]) -> QuerySet:
    """The rows that a page's own filters leave."""
    rows = page.get_queryset(request)
    own = {getattr(named, "parameter_name", ""): named for named in page.get_list_filter(request)}
    for name, value in lookups.items():
        if name in own:
            rows = own[name](request, {name: [value]}, page.model, page).queryset(request, rows)
        else:
            rows = rows.filter(**{name: value})
    return rows


@register.simple_tag(takes_context=True)
def needs_action(context: RequestContext) -> list[Awaiting]:
    """The lists that the admin's pages name in `needs_action`, as far as this person may see them; the urgent first.

    Each is a label and filters of its page, so that the number is that of the rows behind the link; empty ones rest.
    """
    request = context["request"]
    found = [
        Awaiting(work.label, rows_of(page, request, work.lookups).count(), _address(page, work.lookups), work.urgency)
        for page in admin.site._registry.values()
        if page.has_view_permission(request)
        for work in (Work(*named) for named in getattr(page, "needs_action", ()))
    ]
    return sorted((one for one in found if one.count), key=lambda one: one.urgency)


@register.simple_tag
def advice() -> list[str]:
    """What is not set up as it should be, in plain sentences: that nobody scans files."""
    return [] if scanner.is_configured() else [str(wording.NO_SCANNER)]


@register.simple_tag(takes_context=True)
def saved_searches(context: RequestContext) -> list[Saved]:
    """What this person saved beside the filters of the lists that they may see."""
    request = context["request"]
    pages = {page.opts.label_lower: page for page in admin.site._registry.values()}
    return [
        Saved(
            search.name, pages[search.page].opts.verbose_name_plural, f"{_address(pages[search.page])}?{search.query}"
        )
        for search in request.user.saved_searches.order_by("page", "name")
        if search.page in pages and pages[search.page].has_view_permission(request)
    ]


def _address(page: admin.ModelAdmin, lookups: dict[str, str] | None = None) -> str:
    query = f"?{urlencode(lookups)}" if lookups else ""
    return reverse(f"admin:{page.opts.app_label}_{page.opts.model_name}_changelist") + query
