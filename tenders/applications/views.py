"""The applications of one's own NGO, from the first look to the receipt; and what may be read after the opening."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from files import downloads, kinds
from lifecycle import clock
from lifecycle.models import Refused
from registry.organisations.models import Organisation
from tenders.applications import (
    actions,
    bringing,
    colleagues,
    content,
    documents,
    eligibility,
    forms,
    insist,
    printing,
    queries,
    rules,
    wording,
    workbooks,
)
from tenders.applications.models import Application
from tenders.calls.models import Call, Lot
from ui.guards import require, told
from ui.pages import answer, marks_of, page_of, see_other

FOLDER = "tenders/applications"


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """The applications of the organisations a person acts for."""
    mine = Application.objects.of(request.user).for_list().order_by("-pk")
    return render(request, f"{FOLDER}/index.html", {"page": page_of(mine, request), "now": clock.now()})


def start(request: HttpRequest, call: str, lot: int) -> HttpResponse:
    """What it takes to apply, and whether one may, rule by rule; the button that begins (U2, U3)."""
    whole = ("call__sphere", "call__customer", "call__profile")
    lots = Lot.objects.filter(call__in=Call.objects.public()).select_related(*whole)
    found, now = get_object_or_404(lots, call__number=call, number=lot), clock.now()
    if request.method == "POST":
        return _begin(request, found)
    offered = queries.offers(request.user, found, now)
    context = {"lot": found, "call": found.call, "offered": offered, "now": now, "rules": queries.rules_asked()}
    return render(request, f"{FOLDER}/start.html", context | queries.preview(found.call))


@login_required
def _begin(request: HttpRequest, lot: Lot) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.of(request.user), code=request.POST.get("organisation"))
    require(rules.can_start(request.user, organisation))
    if application := eligibility.standing_of(organisation, lot):
        return redirect(application)
    own = Application.objects.of(request.user).filter(organisation=organisation)
    earlier = own.filter(number=request.POST.get("earlier", "")).first()
    wish = {"language": request.POST.get("language", ""), "earlier": earlier}
    with told(request, _("Your application is begun. Fill in its sections in any order.")):
        return redirect(actions.start(lot, organisation, **wish, by=request.user, at=clock.now()))
    return redirect("applications:start", lot.call.number, lot.number)


def _own(request: HttpRequest, number: str) -> Application:
    mine = Application.objects.of(request.user).with_standing()
    whole = mine.select_related(
        "lot__call__profile",
        "lot__call__customer",
        "organisation__legal_form",
        "organisation__region",
        "receipt",
        "edited_by",
        "working_copy",
        "low_price__explanation",
    )
    return get_object_or_404(whole.prefetch_related(content.FILES), number=number)


@login_required
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """The task list while the call is open; where the application stands, afterwards; for others, what was opened."""
    if not Application.objects.of(request.user).filter(number=number).exists():
        return _reading(request, number)
    application, now = _own(request, number), clock.now()
    offers = rules.offers(request.user, application, application.lot.call.accepts_applications(now))
    if "edit" in offers:
        others = {"offers": offers, "colleagues": colleagues.at_work(application, request.user, now)}
        return render(request, f"{FOLDER}/detail.html", queries.task_list(application, now) | others)
    if application.status == Application.Status.DRAFT:
        is_open = application.lot.call.accepts_applications(now)
        page, shown = ("draft", queries.draft) if is_open else ("late", queries.late)
        return render(request, f"{FOLDER}/{page}.html", shown(application, now))
    return render(request, f"{FOLDER}/status.html", queries.standing(application, now))


def _opened(request: HttpRequest, number: str) -> Application:
    seen = Application.objects.visible_to(request.user).opened()
    whole = seen.select_related("receipt", "organisation", "lot__call", "low_price__explanation")
    return get_object_or_404(whole, number=number)


def _reading(request: HttpRequest, number: str) -> HttpResponse:
    application = _opened(request, number)
    context = {"application": application, "told": content.of_receipt(application.receipt)}
    context["is_written_to"] = rules.may_be_written_to(request.user, application.lot.call)
    return render(request, f"{FOLDER}/reading.html", context)


@login_required
def document(request: HttpRequest, number: str, language: str) -> HttpResponse:
    """What an application says as a file: for its own people at any time, for others what was opened (X20)."""
    if language not in printing.LANGUAGES:
        raise Http404
    is_own = Application.objects.of(request.user).filter(number=number).exists()
    application = _own(request, number) if is_own else _opened(request, number)
    told, receipt = printing.submitted_or_draft(application)
    pdf = printing.pdf(application, told, receipt, language)
    headers = downloads.headers(f"{application.number}-{language}.pdf")
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def section(request: HttpRequest, number: str, section: str) -> HttpResponse:
    """One section: change, add, remove, save. A page that saves by itself says so in a header (Q27)."""
    if not request.user.is_authenticated:
        is_by_itself = "X-Auto-Save" in request.headers
        return HttpResponse(status=401) if is_by_itself else redirect_to_login(request.get_full_path())
    if section not in wording.SECTIONS:
        raise Http404
    application = _own(request, number)
    if request.method == "POST":
        return _written(request, application, section)
    offers = rules.offers(request.user, application, application.lot.call.accepts_applications(clock.now()))
    if "edit" not in offers:
        return redirect(application)
    return _page(request, application, section, forms.of(section, application, more="more" in request.GET))


def _written(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    require(rules.can_edit(request.user, application))
    if "X-Auto-Save" in request.headers:
        return _keep(request, application, section)
    is_brought = section == bringing.SECTION and request.POST.get("step") == "bring"
    return (_bring if is_brought else _save)(request, application, section)


def _save(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    step = request.POST.get("step", "finish")
    form = forms.of(section, application, request.POST, is_draft=step != "finish")
    if not form.is_valid():
        return _page(request, application, section, form)
    kept = {name: value for name, value in form.facts.items() if not request.POST.get(f"keep-{name}")}
    try:
        actions.revise(application, kept, seen=marks_of(request), by=request.user, at=clock.now())
    except Refused as refusal:
        trouble = "clash" if isinstance(refusal, actions.Stale) else "refusal"
        return _page(request, application, section, form, **{trouble: refusal})
    messages.success(request, _("“%(section)s” is saved.") % {"section": wording.SECTIONS[section]})
    if step == "more":
        return redirect(f"{request.path}?more=1#row-{len(form.rows) + 1}")
    return redirect("applications:check", application.number) if "check" in request.GET else redirect(application)


def _bring(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    """The lines of a spreadsheet, to be looked at beside those that were typed; nothing is kept yet."""
    form = bringing.rows(application, request.POST, request.FILES.get("file"))
    return _page(request, application, section, form)


def _keep(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    changed, now = request.POST.getlist("changed"), clock.now()
    form = forms.of(section, application, forms.overlaid(section, application, request.POST), is_draft=True)
    form.is_valid()
    facts, seen = form.partial(changed), marks_of(request)
    try:
        kept = actions.revise(application, facts, seen=seen, by_itself=True, by=request.user, at=now)
    except Refused as refusal:
        return JsonResponse({"why": str(refusal), "clashes": list(getattr(refusal, "names", ()))}, status=409)
    # Of what this page has not sent, it goes on showing what it showed.
    marks = content.fingerprints(kept, forms.names(section))
    marks |= {name: mark for name, mark in seen.items() if name in marks and name not in facts}
    answer = {"seen": json.dumps(marks), "saved_at": f"{localtime(now):%H:%M}"}
    answer["colleagues"] = colleagues.meet(application, section, by=request.user, at=now)
    return JsonResponse(answer, status=200 if form.is_readable(changed) else 422)


def _page(request: HttpRequest, application: Application, section: str, form: Any, **trouble: Any) -> HttpResponse:
    now = clock.now()
    context = queries.section(application, section, form, now) | trouble
    context["colleagues"] = colleagues.meet(application, section, by=request.user, at=now)
    if trouble:
        stands = Application.objects.select_related("edited_by", "lot__call", "working_copy").get(pk=application.pk)
        context |= queries.clash(stands, section, trouble.get("clash"), form)
    template = "summary" if section == "summary" else "rows"
    return render(request, f"{FOLDER}/{template}.html", context, status=409 if trouble else 200)


@login_required
@require_POST
def reuse(request: HttpRequest, number: str) -> HttpResponse:
    """Fill what is empty from an earlier application of the same organisation."""
    application = _own(request, number)
    require(rules.can_edit(request.user, application))
    mine = Application.objects.of(request.user)
    earlier = get_object_or_404(mine.select_related("working_copy"), number=request.POST.get("earlier"))
    with told(request, _("Empty sections are filled from %(number)s. Check them.") % {"number": earlier}):
        actions.reuse(application, earlier, by=request.user, at=clock.now())
    return redirect(application)


@login_required
@require_POST
def take_known(request: HttpRequest, number: str) -> HttpResponse:
    """Add what the portal and the register know to the experience."""
    application = _own(request, number)
    require(rules.can_edit(request.user, application))
    with told(request, _("The projects are added. Say what came of each.")):
        actions.add_known_projects(application, by=request.user, at=clock.now())
    return redirect("applications:section", application.number, "experience")


@login_required
def budget_template(request: HttpRequest) -> HttpResponse:
    """An empty budget for a spreadsheet program, its headings in the three languages."""
    return HttpResponse(
        workbooks.template(), content_type=downloads.type_of(kinds.XLSX), headers=downloads.headers("budget.xlsx")
    )


@login_required
def check(request: HttpRequest, number: str) -> HttpResponse:
    """Everything once more, as the commission will read it; and the handing in, by a request of a few bytes (Q16)."""
    now = clock.now()
    form = forms.SubmitForm(request.POST or None, initial={"key": uuid4()})
    if request.method == "POST" and form.is_valid():
        return _hand_in(request, number, form, now)
    return _last_look(request, number, form, now)


def _last_look(request: HttpRequest, number: str, form: forms.SubmitForm, now: Any) -> HttpResponse:
    application = _own(request, number)
    offers = rules.offers(request.user, application, application.lot.call.accepts_applications(now))
    if request.method == "POST":
        require(rules.can_submit(request.user, application))
    if "edit" not in offers:
        return redirect(application)
    context = queries.check(application, form, offers, now) | {"is_pressed": request.method == "POST"}
    return render(request, f"{FOLDER}/check.html", context)


def _hand_in(request: HttpRequest, number: str, form: forms.SubmitForm, now: Any) -> HttpResponse:
    # Read whole under the lock, so here no more than who may.
    if (seat := rules.seat_at(request.user, number)) is None:
        raise Http404
    require(seat.signs_on(localdate(now)))
    application = Application(pk=seat.application_id, lot_id=seat.lot_id)
    key, page = form.cleaned_data["key"], "applications:receipt"
    try:
        actions.submit(application, key=key, declarations=form.declared(), by=request.user, at=now)
    except insist.Incomplete:
        return _last_look(request, number, form, now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        page = "applications:detail" if isinstance(refusal, insist.TooLate) else "applications:check"
    return see_other(page, number)


@login_required
def standing(request: HttpRequest, number: str) -> HttpResponse:
    """Where the application stands on its way, at any time (U16)."""
    application, now = _own(request, number), clock.now()
    return render(request, f"{FOLDER}/status.html", queries.standing(application, now))


@login_required
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt that stands, or the last one there was; for ever (U15)."""
    application = _own(request, number)
    receipts = list(application.receipts.order_by("-received_at").select_related("submitted_by"))
    if not receipts:
        raise Http404
    context = queries.receipt(application, receipts, clock.now())
    return render(request, f"{FOLDER}/receipt.html", context)


@login_required
def receipt_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The same receipt as a file, in the language of the page."""
    application = _own(request, number)
    last = application.receipt or application.receipts.order_by("received_at").last()
    if last is None:
        raise Http404
    last.application = application
    headers = {"Content-Disposition": f'attachment; filename="{last.number}.pdf"'}
    pdf = documents.receipt_pdf(last, get_language() or "kk")
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _taken_back(request: HttpRequest, number: str, act: Callable, done: str, page: str) -> HttpResponse:
    application, now = _own(request, number), clock.now()
    require(rules.can_submit(request.user, application))
    if request.method == "POST":
        with told(request, done):
            act(application, by=request.user, at=now)
        return redirect(application)
    if not rules.offers(request.user, application, application.lot.call.accepts_applications(now)) & {"recall"}:
        return redirect(application)
    return render(request, page, {"application": application, "call": application.lot.call, "now": now})


@login_required
def recall(request: HttpRequest, number: str) -> HttpResponse:
    """Take a submission back, after a question."""
    done = _("Your application is a draft again. It does not take part until you submit it.")
    return _taken_back(request, number, actions.recall, done, f"{FOLDER}/recall.html")


@login_required
@require_POST
def reconfirm(request: HttpRequest, number: str) -> HttpResponse:
    """Confirm what was submitted after the call has changed."""
    application = _own(request, number)
    require(rules.can_submit(request.user, application))
    with told(request, _("Your application is confirmed. It takes part as it was submitted.")):
        actions.reconfirm(application, by=request.user, at=clock.now())
    return redirect(application)


@login_required
def withdraw(request: HttpRequest, number: str) -> HttpResponse:
    """End an application, after a question."""
    done = _("Your application is withdrawn.")
    return _taken_back(request, number, actions.withdraw, done, f"{FOLDER}/withdraw.html")


@login_required
def office(request: HttpRequest, call: str) -> HttpResponse:
    """What was opened: the facts of the opening for the customer, links for whoever may read; nothing before it."""
    found = get_object_or_404(Call.objects.public().select_related("customer"), number=call)
    if not rules.can_list(request.user, found):
        raise Http404
    lost, unreadable = queries.incidents(found)
    if found.is_sealed:
        return render(request, f"{FOLDER}/sealed.html", {"call": found, "lost_at": lost})
    lots = list(found.lots.all())
    chosen = [lot for lot in lots if request.GET.get("lot") == str(lot.number)] or lots
    page = page_of(Application.objects.opened().in_the_order_received(chosen), request)
    context = {"call": found, "lots": lots, "page": page, "unreadable": unreadable}
    context |= queries.opened(page.rows, request.user)
    context["is_written_to"] = rules.may_be_written_to(request.user, found)
    return answer(request, f"{FOLDER}/office.html", context, part="rows")
