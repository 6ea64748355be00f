"""The yearly reports of one's own organisation, from the list of years to the filing; and what everybody may read."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lifecycle import clock
from lifecycle.models import Refused
from registry.filings import actions, checks, content, queries, rules, years
from registry.filings.forms import CorrectForm, Section
from registry.filings.models import AnnualReport
from registry.organisations.models import Organisation
from registry.organisations.rules import can_report
from ui.guards import require, told

FOLDER = "registry/filings"


def public(request: HttpRequest, code: str) -> HttpResponse:
    """The figures of every report that was ever filed, for everybody."""
    organisation = get_object_or_404(Organisation.objects.public(), Q(code=code) | Q(bin=code))
    context = {"organisation": organisation, "reports": queries.public(organisation)}
    return render(request, f"{FOLDER}/public.html", context)


@login_required
def index(request: HttpRequest, code: str) -> HttpResponse:
    """The years for which the organisation reports, each with its state."""
    organisation, day = _own(request, code), localdate(clock.now())
    context = {"organisation": organisation, "years": years.of(organisation, day)}
    context["may_start"] = rules.can_prepare(request.user, organisation)
    return render(request, f"{FOLDER}/index.html", context)


@login_required
def detail(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """A year: the sections of its draft, and every version that was filed."""
    organisation = _own(request, code)
    draft, versions = _draft(organisation, year), queries.versions(organisation, year)
    if draft is None and not versions:
        raise Http404
    context = {"organisation": organisation, "year": year, "versions": [content.figures(one) for one in versions]}
    context |= {"offers": rules.offers(request.user, organisation)} | (queries.task_list(draft) if draft else {})
    return render(request, f"{FOLDER}/detail.html", context)


@login_required
@require_POST
def start(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Begin the report of a year."""
    organisation = _own(request, code)
    require(rules.can_prepare(request.user, organisation))
    with told(request, _("The report is begun. Fill in its sections in any order.")):
        return redirect(actions.start(organisation, year, by=request.user, at=clock.now()))
    return redirect("filings:index", code)


@login_required
def section(request: HttpRequest, code: str, year: int, section: str) -> HttpResponse:
    """One section of a draft: change, add, remove, save."""
    organisation = _own(request, code)
    draft = _draft(organisation, year)
    if draft is None or section not in checks.SECTIONS:
        raise Http404
    require(rules.can_prepare(request.user, organisation))
    if request.method == "POST":
        return _save(request, draft, section)
    return _page(request, draft, section, Section(section, draft, more="more" in request.GET))


def _save(request: HttpRequest, draft: AnnualReport, section: str) -> HttpResponse:
    step = request.POST.get("step", "finish")
    form = Section(section, draft, request.POST, is_draft=step != "finish")
    if not form.is_valid():
        return _page(request, draft, section, form)
    try:
        actions.revise(draft, section, form.facts, by=request.user, at=clock.now())
    except Refused as refusal:
        return _page(request, draft, section, form, refusal=refusal)
    messages.success(request, _("“%(section)s” is saved.") % {"section": checks.SECTIONS[section]})
    if step == "more" and form.rows is not None:
        return redirect(f"{request.path}?more=1#row-{len(form.rows.rows) + 1}")
    is_from_check = "check" in request.GET
    return redirect("filings:check", draft.organisation.code, draft.year) if is_from_check else redirect(draft)


def _page(request: HttpRequest, draft: AnnualReport, section: str, form: Section, **trouble: object) -> HttpResponse:
    context = {"draft": draft, "organisation": draft.organisation, "section": section, "form": form, **trouble}
    context |= {"name": checks.SECTIONS[section], "hint": checks.HINTS[section]}
    context |= {"one_more": checks.ONE_MORE.get(section), "is_carried": section in draft.carried}
    return render(request, f"{FOLDER}/section.html", context, status=409 if trouble else 200)


@login_required
def check(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Everything once more before the report is filed; and the filing."""
    organisation = _own(request, code)
    draft = _draft(organisation, year)
    if draft is None:
        raise Http404
    if request.method == "POST":
        require(can_report(request.user, organisation))
        with told(request, _("The report is filed.")):
            actions.file(draft, by=request.user, at=clock.now())
            return redirect(draft)
        return redirect("filings:check", code, year)
    context = {"organisation": organisation, "draft": draft, "gaps": queries.gap_links(draft)}
    context |= {"figures": content.figures(draft), "offers": rules.offers(request.user, organisation)}
    return render(request, f"{FOLDER}/check.html", context)


@login_required
def correct(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Begin a correction of the report that stands, with its reason."""
    organisation = _own(request, code)
    report = get_object_or_404(organisation.annual_reports.standing(), year=year)
    require(can_report(request.user, organisation))
    form = CorrectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told(request, _("The correction is begun as a copy of what you filed. Change it, then file it.")):
            actions.correct(report, because=form.cleaned_data["because"], by=request.user, at=clock.now())
        return redirect(report)
    context = {"organisation": organisation, "report": report, "form": form}
    return render(request, f"{FOLDER}/correct.html", context)


def _own(request: HttpRequest, code: str) -> Organisation:
    """An organisation that this person acts for; for anybody else it is not there."""
    return get_object_or_404(Organisation.objects.of(request.user), code=code)


def _draft(organisation: Organisation, year: int) -> AnnualReport | None:
    drafts = organisation.annual_reports.drafts().select_related("organisation").filter(year=year)
    return drafts.prefetch_related(*content.fetched()).first()
