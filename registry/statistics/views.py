"""The pages of statistics, for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from registry.statistics import contents, counting


def index(request: HttpRequest) -> HttpResponse:
    """What is counted here, and the three figures asked for most."""
    context = {"counted": contents.COUNTED, "reported": contents.REPORTED, "facts": counting.headline()}
    return render(request, "registry/statistics/index.html", context)


def section(request: HttpRequest, slug: str) -> HttpResponse:
    """One page of statistics: pictures, and the table beneath."""
    entry, language = _entry(slug), counting.language()
    built = entry.build(timezone.localdate())
    context = {"entry": entry, "section": built, "rows": built.table(language), "total": built.last_row(language)}
    return render(request, "registry/statistics/section.html", context)


def table(request: HttpRequest, slug: str) -> HttpResponse:
    """The table of a page as CSV; the mark at its beginning tells Excel that it is Unicode."""
    text = _entry(slug).build(timezone.localdate()).as_csv()
    headers = {"Content-Disposition": f'attachment; filename="{slug}.csv"'}
    return HttpResponse(f"\ufeff{text}", content_type="text/csv; charset=utf-8", headers=headers)


def _entry(slug: str) -> contents.Entry:
    if slug not in contents.ALL:
        raise Http404
    return contents.ALL[slug]
