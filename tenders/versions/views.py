"""The versions of an application, for its own people: the list, one of them, and restoring it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lifecycle import clock
from lifecycle.models import Refused
from tenders.applications.models import Application
from tenders.drafts.models import Version
from tenders.versions import actions, queries, rules
from ui.guards import require
from ui.pages import marks_of, page_of

FOLDER = "tenders/versions"


def _own(request: HttpRequest, number: str) -> Application:
    whole = ("lot__call", "organisation", "working_copy", "edited_by")
    return get_object_or_404(Application.objects.of(request.user).select_related(*whole), number=number)


def _version(application: Application, number: int) -> Version:
    return get_object_or_404(application.versions.select_related("saved_by"), number=number)


@login_required
def index(request: HttpRequest, number: str) -> HttpResponse:
    """Who saved what and when (Q32)."""
    application, now = _own(request, number), clock.now()
    page = page_of(queries.in_order(application), request)
    return render(request, f"{FOLDER}/index.html", queries.history(application, page, now))


@login_required
def detail(request: HttpRequest, number: str, version: int) -> HttpResponse:
    """What was changed in a version, or since then; and all that it says."""
    application, now = _own(request, number), clock.now()
    found, with_now = _version(application, version), request.GET.get("with") == "now"
    context = queries.detail(application, found, with_now=with_now, now=now)
    context["may_restore"] = context["is_open"] and rules.can_restore(request.user, application)
    return render(request, f"{FOLDER}/detail.html", context)


@login_required
def restore(request: HttpRequest, number: str, version: int) -> HttpResponse:
    """Restore a version, after a question that shows what it would change."""
    application, now = _own(request, number), clock.now()
    found = _version(application, version)
    require(rules.can_restore(request.user, application))
    if request.method == "POST":
        return _restore(request, application, found)
    if not rules.is_open(application, now):
        return redirect("versions:detail", number, version)
    return render(request, f"{FOLDER}/restore.html", queries.restoring(application, found, now))


def _restore(request: HttpRequest, application: Application, version: Version) -> HttpResponse:
    besides = [name.removeprefix("keep-") for name in request.POST if name.startswith("keep-")]
    facts = {"besides": besides, "seen": marks_of(request), "by": request.user, "at": clock.now()}
    try:
        actions.restore(application, version, **facts)
    except Refused as refusal:
        stands = _own(request, application.number)
        context = queries.restoring(stands, version, clock.now()) | {"refusal": refusal}
        return render(request, f"{FOLDER}/restore.html", context, status=409)
    messages.success(
        request, _("Version %(number)d is restored. What stood before is a version too.") % {"number": version.number}
    )
    return redirect(application)
