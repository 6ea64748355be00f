"""The applications of one's own NGO, from the first look to the receipt; and the list after the opening."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lifecycle import clock
from lifecycle.models import Refused
from registry.organisations.models import Organisation
from tenders.applications import actions, checks, content, forms, rules
from tenders.applications.models import Application
from tenders.calls.models import Call, Lot
from tenders.calls.rules import can_manage
from ui.guards import require, told
from ui.pages import answer, page_of


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """The applications of the organisations a person acts for."""
    mine = Application.objects.of(request.user).for_list().order_by("-pk")
    return render(request, "tenders/applications/index.html", {"page": page_of(mine, request)})


@login_required
def start(request: HttpRequest, call: str, lot: int) -> HttpResponse:
    """Whether one may apply, rule by rule; and the button that begins (U2)."""
    now = clock.now()
    lots = Lot.objects.filter(call__in=Call.objects.public()).select_related("call__profile")
    found = get_object_or_404(lots, call__number=call, number=lot)
    organisations = list(Organisation.objects.of(request.user).select_related("legal_form"))
    if request.method == "POST":
        chosen = get_object_or_404(Organisation.objects.of(request.user), code=request.POST.get("organisation"))
        with told(request, _("Your application is begun. Fill in its sections in any order.")):
            return redirect(actions.start(found, chosen, by=request.user, at=now))
        return redirect("applications:start", call, lot)
    asked = [(one, checks.conditions(one, found, now)) for one in organisations]
    offered = [(one, rows, all(row.is_met for row in rows)) for one, rows in asked]
    context = {"lot": found, "call": found.call, "offered": offered, "now": now, "sections": checks.SECTIONS}
    return render(request, "tenders/applications/start.html", context)


def _own(request: HttpRequest, number: str) -> Application:
    mine = Application.objects.of(request.user)
    found = mine.select_related("lot__call__profile", "lot__call__customer", "organisation__legal_form", "receipt")
    return get_object_or_404(found, number=number)


@login_required
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """The task list while the call is open; where the application stands, afterwards."""
    application, now = _own(request, number), clock.now()
    is_open = application.lot.call.accepts_applications(now)
    missing = {gap.section for gap in checks.gaps(application)} if is_open else set()
    context = {
        "application": application,
        "call": application.lot.call,
        "now": now,
        "is_open": is_open,
        "offers": rules.offers(request.user, application, is_open),
        "tasks": [(section, name, section not in missing) for section, name in checks.SECTIONS.items()],
        "is_complete": not missing,
        "is_changed": is_open and content.differs(application),
    }
    return render(request, "tenders/applications/detail.html", context)


@login_required
def summary(request: HttpRequest, number: str) -> HttpResponse:
    """The project in words; the same address keeps what is typed, without a press, when the page asks for it."""
    application = _own(request, number)
    require(rules.can_edit(request.user, application))
    version = int(request.POST.get("version") or application.version)
    form = forms.SummaryForm(request.POST or None, instance=application)
    if request.method == "POST" and form.is_valid():
        return _saved(request, application, lambda: actions.revise(
            application, form.cleaned_data, version=version, by=request.user, at=clock.now()
        ))  # fmt: skip
    context = {"application": application, "form": form, "version": application.version, "name": "summary"}
    return render(request, "tenders/applications/summary.html", context)


@login_required
def section(request: HttpRequest, number: str, section: str) -> HttpResponse:
    """The rows of one section: change, remove, add another, save."""
    if section not in forms.SECTIONS:
        raise Http404
    application = _own(request, number)
    require(rules.can_edit(request.user, application))
    adds = "add" in request.POST
    rows = forms.rows(section, application, forms.one_more(request.POST) if adds else request.POST or None, 1)
    if request.method == "POST" and not adds and rows.is_valid():
        part, kept = forms.SECTIONS[section][0], forms.kept(rows)
        version = int(request.POST.get("version") or application.version)
        return _saved(request, application, lambda: actions.set_rows(
            application, part, kept, version=version, by=request.user, at=clock.now()
        ))  # fmt: skip
    context = {"application": application, "formset": rows, "name": section, "title": checks.SECTIONS[section]}
    return render(request, "tenders/applications/section.html", context)


def _saved(request: HttpRequest, application: Application, save: Any) -> HttpResponse:
    if request.headers.get("X-Autosave"):
        try:
            save()
        except Refused as refusal:
            return HttpResponse(str(refusal), status=409)
        return HttpResponse(status=204)
    with told(request, _("The section is saved.")):
        save()
    return redirect(application)


@login_required
def check(request: HttpRequest, number: str) -> HttpResponse:
    """Everything once more before it is handed in; and the handing in."""
    application, now = _own(request, number), clock.now()
    require(rules.can_edit(request.user, application))
    form = forms.SubmitForm(request.POST or None, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        require(rules.can_submit(request.user, application))
        with told(request, _("Your application is submitted.")):
            key = form.cleaned_data["key"]
            actions.submit(application, key=key, declarations=form.declared(), by=request.user, at=now)
            return redirect("applications:receipt", number)
        return redirect(application)
    context = {"form": form, "may_submit": rules.can_submit(request.user, application)}
    return render(request, "tenders/applications/check.html", context | _answers(application, now))


def _answers(application: Application, now: datetime) -> dict[str, Any]:
    call = application.lot.call
    said = {"told": content.snapshot(application), "gaps": checks.gaps(application)}
    return {"application": application, "call": call, "is_open": call.accepts_applications(now), **said}


@login_required
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt that stands, for ever (U15)."""
    application = _own(request, number)
    if application.receipt is None:
        raise Http404
    context = {
        "application": application,
        "call": application.lot.call,
        "receipt": application.receipt,
        "told": content.of_receipt(application.receipt),
        "is_open": application.lot.call.accepts_applications(clock.now()),
    }
    return render(request, "tenders/applications/receipt.html", context)


def _taken_back(request: HttpRequest, number: str, act: Any, done: str, page: str) -> HttpResponse:
    application = _own(request, number)
    require(rules.can_submit(request.user, application))
    if request.method == "POST":
        with told(request, done):
            act(application, by=request.user, at=clock.now())
        return redirect(application)
    return render(request, page, {"application": application, "call": application.lot.call})


@login_required
def recall(request: HttpRequest, number: str) -> HttpResponse:
    """Take a submission back, after a question."""
    done = _("Your application is a draft again. It does not take part until you submit it.")
    return _taken_back(request, number, actions.recall, done, "tenders/applications/recall.html")


@login_required
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """End an application, after a question."""
    done = _("Your application is withdrawn.")
    return _taken_back(request, number, actions.withdraw, done, "tenders/applications/withdraw.html")


@login_required
def office(request: HttpRequest, call: str) -> HttpResponse:
    """The opened applications of a call, for the customer's officers and auditors; nothing of it before."""
    found = get_object_or_404(Call.objects.visible_to(request.user).select_related("customer"), number=call)
    require(can_manage(request.user, found))
    if found.is_sealed:
        return render(request, "tenders/applications/sealed.html", {"call": found})
    names = ("pk", "number", "lot__number", "status", "organisation__name_kk", "organisation__name_ru")
    rows = Application.objects.opened().filter(lot__call=found).order_by("pk")
    page = page_of(rows.values(*names, "receipt__received_at", "receipt__requested_amount"), request)
    labels = dict(Application.Status.choices)
    context = {"call": found, "page": page, "rows": [(row, labels[row["status"]]) for row in page]}
    return answer(request, "tenders/applications/office.html", context, part="rows")
