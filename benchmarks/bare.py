"""The bare Django page and the bare form posts that ours are compared with, behind the same middleware."""

from django import forms
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_protect

from config import urls as site
from registry.reference.models import Region

PAGE = engines["django"].from_string(
    "<!doctype html><html lang='en'><head><title>Bare</title></head><body><table>"
    "{% for row in rows %}<tr><td>{{ row.code }}</td><td>{{ row.name_kk }}</td><td>{{ row.name_ru }}</td>"
    "<td>{{ row.name_en }}</td><td>{{ now|date:'Y-m-d' }}</td><td>{{ row.kato }}</td></tr>{% endfor %}"
    "</table></body></html>"
)


def page(request: HttpRequest) -> HttpResponse:
    """A table of `rows` rows after `queries` queries: one list and otherwise single rows by primary key."""
    rows, queries = int(request.GET["rows"]), int(request.GET["queries"])
    found = list(Region.objects.values("code", "name_kk", "name_ru", "name_en", "kato"))
    for _ in range(queries - 1):
        Region.objects.values("code").get(code=found[0]["code"])
    shown = [found[number % len(found)] for number in range(rows)]
    return HttpResponse(PAGE.render({"rows": shown, "now": timezone.now()}))


class LineForm(forms.Form):
    text = forms.CharField(max_length=200)


INSERT = "INSERT INTO bench_line (text) VALUES (%s)"
UPDATE = "UPDATE bench_line SET text = %s WHERE id = 1"


@csrf_protect
def post(request: HttpRequest, statement: str) -> HttpResponse:
    """A form that writes one row."""
    form = LineForm(request.POST or None)
    if form.is_valid():
        with connection.cursor() as cursor:
            cursor.execute(statement, [form.cleaned_data["text"]])
        return HttpResponse(status=303, headers={"Location": request.path})
    field = engines["django"].from_string("<form method=post>{% csrf_token %}{{ form }}</form>")
    return HttpResponse(field.render({"form": form}, request))


# A URL configuration with addresses by language cannot be included in another.
urlpatterns = [
    path("bare/page/", page),
    path("bare/insert/", post, {"statement": INSERT}),
    path("bare/update/", post, {"statement": UPDATE}),
    *site.urlpatterns,
]
