"""Calls for everybody, and the office where they are made."""

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from lifecycle import chain, clock
from lifecycle.models import Refused
from tenders.calls import actions, calendar, checks, conditions, forms, formsets, life, rules, steps
from tenders.calls.documents import pdf
from tenders.calls.filters import CallFilter, OfficeFilter
from tenders.calls.models import Call, Lot
from tenders.plans.models import Theme
from ui.guards import require, told
from ui.pages import answer, marks_of, page_of

DRAWN_FOR = 3600
# How many calls of the past the first page of a new one offers to copy.
EARLIER = 5


def index(request: HttpRequest) -> HttpResponse:
    """Every published call: the open ones first, by deadline; then the rest, newest first."""
    now = clock.now()
    found = CallFilter(request.GET, queryset=Call.objects.public().for_list().soonest_first(now))
    context = {"filter": found, "form": found.form, "page": page_of(found.qs, request), "now": now}
    return answer(request, "tenders/calls/index.html", context, part="rows")


def detail(request: HttpRequest, number: str) -> HttpResponse:
    """One call for everybody: what, for whom, by when, by which rules."""
    public = Call.objects.public().select_related("customer", "sphere", "profile", "theme", "commission").with_counts()
    call, now = get_object_or_404(public, number=number), clock.now()
    context = _published(call, call.document_count) | {
        **life.of(call, request.user, now),
        "is_open": call.accepts_applications(now),
        "members": call.named_members(),
        "opinions": call.opinions.for_list(),
    }
    return render(request, "tenders/calls/detail.html", context)


def dates(request: HttpRequest, number: str) -> HttpResponse:
    """The dates of a call for a calendar program."""
    call = get_object_or_404(Call.objects.public().select_related("profile"), number=number)
    headers = {"Content-Disposition": f'attachment; filename="{call.number}.ics"'}
    text = calendar.of(call)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)


def document(request: HttpRequest, number: str, language: str) -> HttpResponse:
    """The whole call as a file, drawn once for each state of its conditions."""
    if language not in ("kk", "ru"):
        raise Http404
    call = get_object_or_404(Call.objects.public().select_related("customer", "profile"), number=number)
    key = f"call-{call.pk}-{call.conditions_hash}-{call.contact_email}-{language}"
    drawn = cache.get_or_set(chain.fingerprint(key), lambda: pdf(call, language), DRAWN_FOR)
    headers = {"Content-Disposition": f'attachment; filename="{call.number}-{language}.pdf"'}
    return HttpResponse(drawn, content_type="application/pdf", headers=headers)


def _published(call: Call, documents: int) -> dict[str, Any]:
    return {
        "call": call,
        "lots": list(call.lots.prefetch_related("regions", "cost_lines")),
        "criteria": list(call.criteria.all()),
        "requirements": list(call.requirements.all()),
        "documents": list(call.documents.all()) if documents else [],
    }


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
    """Begin a call: anew, from an approved theme where the address names one (R-020), or from an earlier call."""
    bodies, now = rules.bodies_of(request.user), clock.now()
    require(bool(bodies))
    theme = _theme(request, bodies)
    bodies, known = ([theme.body_id], forms.offered_by(theme)) if theme else (bodies, {})
    form = forms.StartForm(request.POST or None, bodies=bodies, initial=forms.standard_facts(bodies[0]) | known)
    if request.method == "POST" and form.is_valid():
        with told(request, _("The call is begun. Write its parts in any order.")):
            call = actions.draft(form.facts(request.user, now) | forms.taken_from(theme), by=request.user, at=now)
            return redirect("calls:manage", call.number)
    earlier = Call.objects.none() if theme else Call.objects.public().filter(customer__in=bodies)[:EARLIER]
    return render(request, "tenders/calls/start.html", {"form": form, "earlier": earlier, "theme": theme})


def _theme(request: HttpRequest, bodies: list[int]) -> Theme | None:
    number = request.GET.get("theme")
    approved = Theme.objects.approved().filter(body__in=bodies)
    return get_object_or_404(approved.select_related("profile", "sphere"), number=number) if number else None


@login_required
@require_POST
def copy(request: HttpRequest, number: str) -> HttpResponse:
    """Begin a call with everything of this one but its dates."""
    source, now = _managed(request, number), clock.now()
    require(rules.can_edit(request.user, source))
    with told(request, _("The call is copied. Look at each part again and save it.")):
        call = actions.copy(source, forms.standard_dates(source.profile, now), by=request.user, at=now)
        return redirect("calls:manage", call.number)
    return redirect("calls:manage", number)


@login_required
def manage(request: HttpRequest, number: str) -> HttpResponse:
    """The steps of a call: what is done, what is missing, what comes next."""
    call, now = _managed(request, number), clock.now()
    prefetch_related_objects([call], "lots__cost_lines")
    offers, gaps, lots = rules.offers(request.user, call), steps.missing(call, now), list(call.lots.all())
    context = {
        "call": call,
        "missing": steps.addressed(call, gaps, offers),
        "steps": steps.of(call, gaps, offers, lots),
        "lots": lots,
        "offers": offers,
        "is_prepared": call.published_at is None,
        **life.in_the_office(call, now),
    }
    return render(request, "tenders/calls/manage.html", context)


@login_required
def part(request: HttpRequest, number: str, part: str) -> HttpResponse:
    """Change one part of a draft: topic, why, dates. A page that saves by itself says so in a header (Q27)."""
    if part not in forms.PARTS:
        raise Http404
    call = _managed(request, number)
    require(rules.can_edit(request.user, call))
    if request.method == "POST":
        act = _keep if "X-Auto-Save" in request.headers else _save
        return act(request, call, part)
    return _part(request, call, part, forms.PARTS[part](instance=call))


def _save(request: HttpRequest, call: Call, part: str) -> HttpResponse:
    form, clashes = forms.PARTS[part](request.POST, instance=call), []
    if form.is_valid():
        try:
            actions.revise(call, form.cleaned_data, part=part, seen=marks_of(request), by=request.user, at=clock.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
            clashes = getattr(refusal, "names", [])
        else:
            messages.success(request, _("The call is saved."))
            return redirect("calls:manage", call.number)
    return _part(request, call, part, form, clashes)


def _keep(request: HttpRequest, call: Call, part: str) -> HttpResponse:
    changed, now, seen = request.POST.getlist("changed"), clock.now(), marks_of(request)
    form = forms.PARTS[part](request.POST, instance=call, is_draft=True)
    form.is_valid()
    facts = form.partial(changed)
    try:
        kept = actions.keep(call, facts, seen=seen, by=request.user, at=now)
    except Refused as refusal:
        return HttpResponse(str(refusal), status=409)
    answer = {"seen": json.dumps(seen | conditions.marks_of(kept, facts)), "saved_at": f"{localtime(now):%H:%M}"}
    return JsonResponse(answer, status=200 if form.is_readable(changed) else 422)


def _part(request: HttpRequest, call: Call, part: str, form: forms.PartForm, clashes: Any = ()) -> HttpResponse:
    stands = Call.objects.select_related("profile", "sphere").get(pk=call.pk)
    context = {"form": form, "call": stands, "part": part}
    context["seen"] = json.dumps(conditions.marks_of(stands, form.fields))
    context["theirs"] = [(form[name].label, getattr(stands, name)) for name in clashes]
    if part == "dates":
        context["earliest"] = forms.earliest_deadline(stands.profile, stands.publish_on)
    return render(request, "tenders/calls/part.html", context, status=409 if clashes else 200)


def _lot_page(request: HttpRequest, call: Call, lot: Lot) -> HttpResponse:
    require(rules.can_edit(request.user, call))
    costs = formsets.cost_rows(request.POST or None, call, lot)
    form = forms.LotForm(request.POST or None, instance=lot, costs=costs)
    if request.method == "POST" and form.is_valid() and costs.is_valid():
        form.instance.budget_amount = form.cleaned_data["budget_amount"]
        with told(request, _("The lot is saved.")):
            regions = form.cleaned_data["regions"]
            actions.save_lot(call, form.instance, regions, costs.rows, by=request.user, at=clock.now())
            return redirect("calls:manage", call.number)
    context = {"form": form, "formset": costs, "call": call, "lot": lot}
    return render(request, "tenders/calls/lot.html", context)


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
    return _rows_page(request, number, formsets.criteria_rows, actions.set_criteria, page)


@login_required
def requirements(request: HttpRequest, number: str) -> HttpResponse:
    """Set what an application must meet."""
    page = "tenders/calls/requirements.html"
    return _rows_page(request, number, formsets.requirement_rows, actions.set_requirements, page)


@login_required
def documents(request: HttpRequest, number: str) -> HttpResponse:
    """Add what else an applicant must read, as a text or an address."""
    page = "tenders/calls/documents.html"
    return _rows_page(request, number, formsets.document_rows, actions.set_documents, page)


@login_required
def warnings(request: HttpRequest, number: str) -> HttpResponse:
    """What the call is warned of; each warning is answered with a reason or mended."""
    call = _managed(request, number)
    require(rules.can_edit(request.user, call))
    form = forms.AnswersForm(request.POST or None, warnings=checks.warnings(call))
    if request.method == "POST" and form.is_valid():
        with told(request, _("Your answers are saved.")):
            actions.explain(call, form.answers, by=request.user, at=clock.now())
            return redirect("calls:manage", number)
    return render(
        request, "tenders/calls/warnings.html", {"form": form, "call": call, "rows": steps.doubted(call, form)}
    )


@login_required
def check(request: HttpRequest, number: str) -> HttpResponse:
    """Exactly what will be published, in both languages side by side."""
    call = _managed(request, number)
    published = _published(call, call.documents.count())
    pages = []
    for language in ("kk", "ru"):
        with override(language):
            shown = render_to_string("tenders/calls/_public.html", published | {"prefix": f"{language}-"}, request)
            pages.append((language, shown))
    answered = [one for one in checks.warnings(call) if one.answer]
    context = {"call": call, "pages": pages, "answered": answered, "lots": published["lots"]}
    return render(request, "tenders/calls/check.html", context)


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
