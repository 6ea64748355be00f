"""Lists in pages, the one fragment of a page that htmx asks for, what a form was sent with, and where it leads."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers

from ui import keyset

COUNTED_UP_TO = 1_000


@dataclass(frozen=True)
class Page:
    """Some rows of a list, with the queries that lead to the rows before and after them."""

    rows: list
    previous: str
    next: str
    total: int

    def __iter__(self) -> Iterator:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def is_more_than_counted(self) -> bool:
        """Whether the list is longer than anybody counts on a page (1,000 rows)."""
        return self.total > COUNTED_UP_TO


def page_of(queryset: QuerySet, request: HttpRequest, per: int = 50, total: int | None = None) -> Page:
    """The rows of a list that `?after=` or `?before=` asks for; as fast at the end as at the beginning.

    `total` is the number of all rows, if it was counted already.
    """
    found = keyset.cut(queryset, after=request.GET.get("after"), before=request.GET.get("before"), per=per)
    whole = not (found.has_before or found.has_after)
    return Page(
        rows=found.rows,
        previous=_query(request, before=found.first) if found.has_before else "",
        next=_query(request, after=found.last) if found.has_after else "",
        total=len(found.rows) if whole else total or queryset.order_by()[: COUNTED_UP_TO + 1].count(),
    )


def answer(request: HttpRequest, template: str, context: Mapping, part: str) -> HttpResponse:
    """The whole page, or only its part when htmx asks for it."""
    asked = request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request")
    name = f"{template}#{part}" if asked else template
    response = render(request, name, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def see_other(page: str, *args: Any) -> HttpResponse:
    """Lead on from what was posted, so that going back or reloading posts nothing again (303)."""
    led = redirect(page, *args)
    led.status_code = 303
    return led


def marks_of(request: HttpRequest) -> dict[str, str]:
    """The marks of what the page had shown that a form was sent from (Q30); none where they cannot be read."""
    try:
        marks = json.loads(request.POST.get("seen", "{}"))
    except ValueError:
        return {}
    return marks if isinstance(marks, dict) else {}


def _query(request: HttpRequest, **cursor: str) -> str:
    kept = request.GET.copy()
    for name in ("after", "before"):
        kept.pop(name, None)
    kept.update(cursor)
    return f"?{kept.urlencode()}"
