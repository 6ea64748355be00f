"""Calls for everybody, and the office where they are made."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lifecycle import chain, clock
from tenders.calls import actions, calendar, documents, forms, life, rules, steps
from tenders.calls.filters import CallFilter, OfficeFilter
from tenders.calls.models import Call, Lot
from tenders.plans.models import Theme
from ui.guards import require, told
from ui.pages import answer, page_of

DRAWN_FOR = 3600


def index(request: HttpRequest) -> HttpResponse:
    """Every published call: the open ones first, by deadline; then the rest, newest first."""
    now = clock.now()
    found = CallFilter(request.GET, queryset=Call.objects.public().for_list().soonest_first(now))
    context = {"filter": found, "form": found.form, "page": page_of(found.qs, request), "now": now}
    return answer(request, "tenders/calls/index.html", context, part="rows")


def detail(request: HttpRequest, number: str) -> HttpResponse:
    """One call for everybody: what, for whom, by when, by which rules."""
    public = Call.objects.public().select_related("customer", "sphere", "profile", "theme")
    call, now = get_object_or_404(public, number=number), clock.now()
    context = {
        "call": call,
        **life.of(call, request.user, now),
        "is_open": call.accepts_applications(now),
        "lots": list(call.lots.prefetch_related("regions")),
        "criteria": call.criteria.all(),
        "requirements": call.requirements.all(),
        "members": call.named_members(),
        "opinions": call.opinions.for_list(),
    }
    return render(request, "tenders/calls/detail.html", context)


def dates(request: HttpRequest, number: str) -> HttpResponse:
    """The dates of a call for a calendar program."""
    call = get_object_or_404(Call.objects.public().select_related("profile"), number=number)
    headers = {"Content-Disposition": f'attachment; filename="{call.number}.ics"'}
    text = calendar.of(call, clock.now())
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


def document(request: HttpRequest, number: str, language: str) -> HttpResponse:
    """The whole call as a file, drawn once for each state of its conditions."""
    if language not in ("kk", "ru"):
        raise Http404
    call = get_object_or_404(Call.objects.public().select_related("customer", "profile"), number=number)
    key = f"call-{call.pk}-{call.conditions_hash}-{call.contact_email}-{language}"
    pdf = cache.get_or_set(chain.fingerprint(key), lambda: documents.pdf(call, language), DRAWN_FOR)
    headers = {"Content-Disposition": f'attachment; filename="{call.number}-{language}.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@login_required
def office(request: HttpRequest) -> HttpResponse:
    """The calls of the state bodies a person works for."""
    require(rules.can_enter_office(request.user))
    mine = Call.objects.officered_by(request.user).for_list().order_by("-pk")
    found = OfficeFilter(request.GET, queryset=mine, request=request)
    may_create = bool(rules.bodies_of(request.user))
    context = {"filter": found, "form": found.form, "page": page_of(found.qs, request), "may_create": may_create}
    return answer(request, "tenders/calls/office.html", context, part="rows")


def _managed(request: HttpRequest, number: str) -> Call:
    seen = Call.objects.visible_to(request.user).select_related("customer", "profile", "sphere")
    call = get_object_or_404(seen, number=number)
    require(rules.can_manage(request.user, call))
    return call


@login_required
def create(request: HttpRequest) -> HttpResponse:
    """Begin a call, from an approved theme where the address names one (R-020)."""
    bodies, now = rules.bodies_of(request.user), clock.now()
    require(bool(bodies))
    theme = _theme(request, bodies)
    bodies, known = ([theme.body_id], forms.facts_of(theme)) if theme else (bodies, {})
    form = forms.CallForm(request.POST or None, bodies=bodies, initial=forms.standard_facts(bodies[0], now) | known)
    if request.method == "POST" and form.is_valid():
        with told(request, _("The call is drafted.")):
            call = actions.draft(form.cleaned_data | {"theme": theme}, by=request.user, at=now)
            return redirect("calls:manage", call.number)
    return render(request, "tenders/calls/edit.html", {"form": form, "theme": theme})


def _theme(request: HttpRequest, bodies: list[int]) -> Theme | None:
    number = request.GET.get("theme")
    approved = Theme.objects.approved().filter(body__in=bodies)
    return get_object_or_404(approved.select_related("profile", "sphere"), number=number) if number else None


@login_required
def manage(request: HttpRequest, number: str) -> HttpResponse:
    """The steps of a call: what is done, what is missing, what comes next."""
    call, now = _managed(request, number), clock.now()
    offers, gaps = rules.offers(request.user, call), steps.missing(call, now)
    context = {
        "call": call,
        "missing": steps.addressed(call, gaps, offers),
        "steps": steps.of(call, gaps, offers),
        "lots": call.lots.all(),
        "offers": offers,
        "is_prepared": call.published_at is None,
        **life.in_the_office(call, now),
    }
    return render(request, "tenders/calls/manage.html", context)


@login_required
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """Change the texts and dates of a draft."""
    call = _managed(request, number)
    require(rules.can_edit(request.user, call))
    form = forms.CallForm(request.POST or None, instance=call, bodies=[call.customer_id])
    if request.method == "POST" and form.is_valid():
        with told(request, _("The call is saved.")):
            actions.revise(call, form.cleaned_data, by=request.user, at=clock.now())
            return redirect("calls:manage", number)
    return render(request, "tenders/calls/edit.html", {"form": form, "call": call})


def _lot_page(request: HttpRequest, call: Call, lot: Lot) -> HttpResponse:
    require(rules.can_edit(request.user, call))
    form = forms.LotForm(request.POST or None, instance=lot)
    if request.method == "POST" and form.is_valid():
        regions = form.cleaned_data["regions"]
        with told(request, _("The lot is saved.")):
            actions.save_lot(call, form.instance, regions, by=request.user, at=clock.now())
            return redirect("calls:manage", call.number)
    return render(request, "tenders/calls/lot.html", {"form": form, "call": call, "lot": lot})


@login_required
def lot_create(request: HttpRequest, number: str) -> HttpResponse:
    """Add a lot to a draft."""
    return _lot_page(request, _managed(request, number), Lot())


@login_required
def lot_edit(request: HttpRequest, number: str, lot: int) -> HttpResponse:
    """Change a lot of a draft."""
    call = _managed(request, number)
    return _lot_page(request, call, get_object_or_404(call.lots, number=lot))


@login_required
@require_POST
def lot_remove(request: HttpRequest, number: str, lot: int) -> HttpResponse:
    """Take a lot out of a draft."""
    call = _managed(request, number)
    require(rules.can_edit(request.user, call))
    with told(request, _("The lot is removed.")):
        actions.remove_lot(call, get_object_or_404(call.lots, number=lot), by=request.user, at=clock.now())
    return redirect("calls:manage", number)


def _rows_page(request: HttpRequest, number: str, rows: Any, save: Any, template: str) -> HttpResponse:
    call = _managed(request, number)
    require(rules.can_edit(request.user, call))
    formset = rows(request.POST or None, call)
    if request.method == "POST" and formset.is_valid():
        with told(request, _("The call is saved.")):
            save(call, formset.rows, by=request.user, at=clock.now())
            return redirect("calls:manage", number)
    return render(request, template, {"formset": formset, "call": call})


@login_required
def criteria(request: HttpRequest, number: str) -> HttpResponse:
    """Set what applications are scored on."""
    page = "tenders/calls/criteria.html"
    return _rows_page(request, number, forms.criteria_rows, actions.set_criteria, page)


@login_required
def requirements(request: HttpRequest, number: str) -> HttpResponse:
    """Set what an application must meet."""
    page = "tenders/calls/requirements.html"
    return _rows_page(request, number, forms.requirement_rows, actions.set_requirements, page)


@login_required
@require_POST
def approve(request: HttpRequest, number: str) -> HttpResponse:
    """Agree to a draft, as a second person."""
    call = _managed(request, number)
    require(rules.can_approve(request.user, call))
    with told(request, _("The call is approved. Appoint the commission and publish it.")):
        actions.approve(call, by=request.user, at=clock.now())
    return redirect("calls:manage", number)


@login_required
def send_back(request: HttpRequest, number: str) -> HttpResponse:
    """Return an approved call to its drafter, with what has to be mended."""
    call = _managed(request, number)
    require(rules.can_approve(request.user, call))
    form = forms.SendBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told(request, _("The call is a draft again.")):
            actions.send_back(call, by=request.user, at=clock.now(), **form.cleaned_data)
            return redirect("calls:manage", number)
    return render(request, "tenders/calls/send_back.html", {"form": form, "call": call})


@login_required
@require_POST
def publish(request: HttpRequest, number: str) -> HttpResponse:
    """Publish an approved call."""
    call = _managed(request, number)
    require(rules.can_approve(request.user, call))
    with told(request, _("The call is published. Its conditions are frozen.")):
        actions.publish(call, by=request.user, at=clock.now())
    return redirect("calls:manage", number)


@login_required
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Cancel a published call, with a public reason."""
    call = _managed(request, number)
    require(rules.can_approve(request.user, call))
    form = forms.CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told(request, _("The call is cancelled. Every applicant is told.")):
            actions.cancel(call, by=request.user, at=clock.now(), **form.cleaned_data)
            return redirect("calls:manage", number)
    return render(request, "tenders/calls/cancel.html", {"form": form, "call": call})
