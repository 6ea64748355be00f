"""The rows of the public register as a table, for everybody."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from registry.imports import exports, sheets
from registry.organisations.filters import OrganisationFilter
from registry.organisations.models import Organisation

TYPES = {
    sheets.CSV: "text/csv; charset=utf-8",
    sheets.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_safe
def download(request: HttpRequest) -> HttpResponseBase:
    """The rows that the filters of the register leave, without anything personal (R-008)."""
    found = OrganisationFilter(request.GET, queryset=Organisation.objects.public())
    return table(found.qs.in_order(), request.GET.get("kind", sheets.CSV), with_contacts=False)


def table(found: QuerySet[Organisation], kind: str, *, with_contacts: bool) -> HttpResponseBase:
    """These rows as a file; a workbook of too many rows would keep the server busy, so it is CSV then."""
    rows = exports.rows(found, with_contacts=with_contacts)
    if kind == sheets.XLSX and found.count() <= settings.EXPORT_MOST_XLSX_ROWS:
        return attached(exports.as_workbook(rows, title=_("Organisations")), sheets.XLSX, "register")
    return attached(exports.as_csv(rows), sheets.CSV, "register")


def attached(content: Iterable[bytes], kind: str, name: str) -> HttpResponseBase:
    """A table that the browser saves under a name with today's date."""
    named = f"{name}-{localdate():%Y-%m-%d}.{kind}"
    if hasattr(content, "read"):
        return FileResponse(content, as_attachment=True, filename=named, content_type=TYPES[kind])
    headers = {"Content-Disposition": f'attachment; filename="{named}"'}
    return StreamingHttpResponse(content, content_type=TYPES[kind], headers=headers)
