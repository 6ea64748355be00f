"""The public opening list, and the commission's rulings on admission."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from lifecycle import clock
from tenders.admission import actions, queries, rules
from tenders.admission.filters import AdmissionFilter
from tenders.admission.forms import RulingForm
from tenders.calls.models import Call
from tenders.commission.models import Member
from tenders.commission.rules import readable, seat_of
from tenders.commission.views import after_declaring, commission_of
from ui.guards import require, told
from ui.pages import answer, page_of

ROWS = 100
BIDS = 250


def opening(request: HttpRequest, number: str) -> HttpResponse:
    """Who applied, when and for how much: the public list of an opening."""
    call = get_object_or_404(Call.objects.public().select_related("customer"), number=number)
    start = request.GET.get("from", "")
    context = queries.opening_page(call, int(start) if start.isdecimal() else 0, BIDS)
    if context is None:
        raise Http404
    return render(request, "tenders/admission/opening.html", context)


@after_declaring
def index(request: HttpRequest, number: str) -> HttpResponse:
    """Every application this member may read, with its ruling or without."""
    commission = commission_of(request, number)
    seat = seat_of(request.user, commission.call)
    require(seat is not None and seat.role in Member.READING)
    context = queries.admission_page(commission, seat)
    seen = queries.for_list(readable(request.user, commission.call))
    found = AdmissionFilter(request.GET, queryset=seen, lots=context["lots"])
    context |= {"filter": found, "page": page_of(found.qs, request, per=ROWS)}
    return answer(request, "tenders/admission/index.html", context, part="rows")


@login_required
@require_POST
def begin(request: HttpRequest, number: str) -> HttpResponse:
    """Begin admission, when everybody has declared."""
    commission = commission_of(request, number)
    require(rules.leads(request.user, commission.call))
    with told(request, _("Admission has begun.")):
        actions.begin(commission.call, by=request.user, at=clock.now())
    return redirect("admission:index", number)


@after_declaring
@require_POST
def admit(request: HttpRequest, number: str) -> HttpResponse:
    """Admit every application that was ticked."""
    commission = commission_of(request, number)
    lots = rules.ruled_lots(request.user, commission.call)
    require(bool(lots))
    ticked = readable(request.user, commission.call).filter(number__in=request.POST.getlist("number"), lot__in=lots)
    chosen = list(ticked[:ROWS])
    text = ngettext("%(count)s application is admitted.", "%(count)s applications are admitted.", len(chosen))
    with told(request, text % {"count": len(chosen)}):
        actions.admit(chosen, by=request.user, at=clock.now())
    return redirect("admission:index", number)


@after_declaring
def rule(request: HttpRequest, number: str, application: str) -> HttpResponse:
    """One application beside the published requirements: admit it, or reject it on one of them."""
    commission = commission_of(request, number)
    seen = readable(request.user, commission.call).select_related("lot__call__profile", "organisation", "receipt")
    one = get_object_or_404(seen, number=application)
    context = queries.ruling_page(one, request.user)
    form = RulingForm(request.POST or None, requirements=queries.requirements_of(commission.call))
    if request.method == "POST":
        require(rules.can_rule(request.user, one))
        if form.is_valid():
            return _ruled(request, one, form)
    return render(request, "tenders/admission/rule.html", context | {"form": form})


def _ruled(request: HttpRequest, one: object, form: RulingForm) -> HttpResponse:
    text = _("%(number)s is admitted.") if form.is_admitted else _("%(number)s is rejected.")
    with told(request, text % {"number": one.number}):
        if form.is_admitted:
            actions.admit([one], by=request.user, at=clock.now())
        else:
            actions.reject(one, **form.grounds, by=request.user, at=clock.now())
    call, following = one.lot.call.number, queries.next_without_ruling(one, request.user)
    return redirect("admission:rule", call, following) if following else redirect("admission:index", call)


@after_declaring
@require_POST
def finish(request: HttpRequest, number: str) -> HttpResponse:
    """Close admission with its protocol."""
    commission = commission_of(request, number)
    require(rules.leads(request.user, commission.call))
    with told(request, _("The admission protocol is published. Every applicant is told.")):
        actions.finish(commission.call, by=request.user, at=clock.now())
    return redirect("admission:index", number)
