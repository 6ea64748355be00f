"""Calls for everybody, and the office where they are made."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lifecycle import clock
from tenders.calls import actions, checks, forms, rules
from tenders.calls.filters import CallFilter
from tenders.calls.models import Call, Lot
from tenders.procedure.models import Profile
from ui.guards import require, told
from ui.pages import answer, page_of


def index(request: HttpRequest) -> HttpResponse:
    """Every published call: the open ones first, by deadline; then the rest, newest first."""
    now = clock.now()
    found = CallFilter(request.GET, queryset=Call.objects.public().for_list().order_by("-deadline_at", "-pk"))
    context = {"filter": found, "page": page_of(found.qs, request), "now": now}
    return answer(request, "tenders/calls/index.html", context, part="rows")


def detail(request: HttpRequest, number: str) -> HttpResponse:
    """One call for everybody: what, for whom, by when, by which rules."""
    call = get_object_or_404(Call.objects.public().select_related("customer", "sphere", "profile"), number=number)
    now = clock.now()
    context = {
        "call": call,
        "now": now,
        "is_open": call.accepts_applications(now),
        "lots": call.lots.prefetch_related("regions"),
        "criteria": call.criteria.all(),
        "requirements": call.requirements.all(),
    }
    return render(request, "tenders/calls/detail.html", context)


@login_required
def office(request: HttpRequest) -> HttpResponse:
    """The calls of the state bodies a person works for."""
    bodies = {a.body_id for a in request.user.current_assignments if a.role in ("call_officer", "approver")}
    require(bool(bodies) or request.user.holds("auditor"))
    seen = Call.objects.visible_to(request.user).for_list().order_by("-pk")
    mine = seen if request.user.holds("auditor") else seen.filter(customer__in=bodies)
    context = {"page": page_of(mine, request), "may_create": bool(rules.bodies_of(request.user))}
    return render(request, "tenders/calls/office.html", context)


def _managed(request: HttpRequest, number: str) -> Call:
    seen = Call.objects.visible_to(request.user).select_related("customer", "profile", "sphere")
    call = get_object_or_404(seen, number=number)
    require(rules.can_manage(request.user, call))
    return call


@login_required
def create(request: HttpRequest) -> HttpResponse:
    """Begin a call."""
    bodies = rules.bodies_of(request.user)
    require(bool(bodies))
    standard = {"profile": Profile.objects.filter(is_default=True).first(), "customer": bodies[0]}
    form = forms.CallForm(request.POST or None, bodies=bodies, initial=standard)
    if request.method == "POST" and form.is_valid():
        call = actions.draft(form.cleaned_data, by=request.user, at=clock.now())
        return redirect("calls:manage", call.number)
    return render(request, "tenders/calls/edit.html", {"form": form})


@login_required
def manage(request: HttpRequest, number: str) -> HttpResponse:
    """The steps of a call: what is done, what is missing, what comes next."""
    call, now = _managed(request, number), clock.now()
    is_draft = call.status in (Call.Status.DRAFT, Call.Status.APPROVED)
    gaps = checks.publication_gaps(call, now) if is_draft else []
    context = {
        "call": call,
        "gaps": gaps,
        "steps": _steps(call, gaps),
        "lots": call.lots.all(),
        "offers": rules.offers(request.user, call),
        "may_appoint": is_draft and rules.can_approve(request.user, call),
    }
    return render(request, "tenders/calls/manage.html", context)


def _steps(call: Call, gaps: list[checks.Gap]) -> list[dict[str, Any]]:
    missing = {gap.page for gap in gaps}
    names = {"edit": _("Texts and dates"), "manage": _("Lots"), "criteria": _("Criteria and weights")}
    names |= {"requirements": _("Requirements"), "commission": _("Commission")}
    return [{"page": page, "name": name, "is_done": page not in missing} for page, name in names.items()]


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
    extra = 1 if "add" in request.GET or not request.POST else 0
    formset = rows(request.POST or None, call, extra)
    if request.method == "POST" and formset.is_valid():
        kept = [form.instance for form in formset if form.has_changed() or form.instance.pk]
        kept = [row for row in kept if row not in [form.instance for form in formset.deleted_forms]]
        with told(request, _("The call is saved.")):
            save(call, kept, by=request.user, at=clock.now())
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
