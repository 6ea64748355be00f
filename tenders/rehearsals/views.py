"""The form of an applicant, walked through before the call is published."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from tenders.applications import forms
from tenders.applications import queries as applications
from tenders.calls import rules as calls
from tenders.calls.models import Call, Lot
from tenders.rehearsals import queries
from ui.guards import require

FOLDER = "tenders/rehearsals"


def _tried(request: HttpRequest, number: str, lot: int) -> Lot:
    seen = Call.objects.visible_to(request.user)
    whole = ("call__sphere", "call__customer", "call__profile")
    found = get_object_or_404(Lot.objects.filter(call__in=seen).select_related(*whole), call__number=number, number=lot)
    require(calls.can_manage(request.user, found.call))
    return found


@login_required
def detail(request: HttpRequest, call: str, lot: int) -> HttpResponse:
    """The task list of an application for a lot that is not published yet, as an applicant will see it (U36)."""
    found = _tried(request, call, lot)
    if found.call.published_at:
        return redirect("applications:start", call, lot)
    context = {"call": found.call, "lot": found, "lots": found.call.lots.all(), "groups": queries.groups(found)}
    return render(request, f"{FOLDER}/detail.html", context | {"rules": applications.rules_asked()})


@login_required
def section(request: HttpRequest, call: str, lot: int, section: str) -> HttpResponse:
    """One section of an application, tried out: what is typed is checked as an applicant's and then forgotten."""
    found = _tried(request, call, lot)
    if section not in queries.SECTIONS:
        raise Http404
    if found.call.published_at:
        return redirect("applications:start", call, lot)
    form = forms.of(section, queries.nobodys(found, section), request.POST or None)
    is_complete = request.method == "POST" and form.is_valid()
    context = queries.section(found, section, form) | {"is_complete": is_complete, "lot": found, "call": found.call}
    return render(request, f"{FOLDER}/section.html", context)
