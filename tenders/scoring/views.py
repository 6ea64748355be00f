"""A member's queue of score sheets, the room where one is filled in, the check before it is locked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lifecycle import clock
from lifecycle.models import Refused
from tenders.applications.models import Application
from tenders.commission.models import Member
from tenders.commission.rules import can_declare, readable, seat_of
from tenders.commission.views import after_declaring, commission_of
from tenders.scoring import actions, queries, rules
from tenders.scoring.forms import LateConflictForm, SheetForm
from tenders.scoring.models import ScoreSheet
from ui.guards import require, told
from ui.pages import answer, page_of

ROWS = 100


def _own_sheet(request: HttpRequest, number: str, application: str) -> ScoreSheet:
    call = commission_of(request, number).call
    own = ScoreSheet.objects.of(request.user, call).for_work()
    related = ("application__organisation", "application__receipt", "application__low_price__explanation")
    return get_object_or_404(own.select_related("member", *related), application__number=application)


@after_declaring
def index(request: HttpRequest, number: str) -> HttpResponse:
    """What this member scores, in an order of the member's own, and how far the commission is."""
    commission = commission_of(request, number)
    seat = seat_of(request.user, commission.call)
    require(seat is not None and seat.role in Member.READING)
    context = queries.scoring_page(commission, seat)
    rows = queries.queue_rows(request.user, commission.call, unfinished="unfinished" in request.GET)
    context |= {"page": page_of(rows, request, per=ROWS), "unfinished": "unfinished" in request.GET}
    return answer(request, "tenders/scoring/index.html", context, part="rows")


@login_required
@require_POST
def begin(request: HttpRequest, number: str) -> HttpResponse:
    """Give every scorer the sheets."""
    commission = commission_of(request, number)
    require(rules.can_begin(request.user, commission.call))
    with told(request, _("Scoring has begun. Every scorer is told.")):
        actions.begin(commission.call, by=request.user, at=clock.now())
    return redirect("scoring:index", number)


@after_declaring
def sheet(request: HttpRequest, number: str, application: str) -> HttpResponse:
    """The room: the application beside its score sheet."""
    own = _own_sheet(request, number, application)
    form = SheetForm(request.POST or None, sheet=own, criteria=own.application.lot.call.criteria.all())
    if request.method == "POST":
        require(rules.can_score(request.user, own))
        return _saved(request, own, form)
    return render(request, "tenders/scoring/sheet.html", queries.sheet_page(own, request.user) | {"form": form})


def _saved(request: HttpRequest, own: ScoreSheet, form: SheetForm) -> HttpResponse:
    """Save what was changed; what cannot be saved comes back with every word of it."""
    by_itself, status, now = "X-Auto-Save" in request.headers, 422, clock.now()
    if form.is_valid():
        seen, version = form.seen(), form.cleaned_data["version"]
        try:
            saved = actions.save_sheet(own, form.marks(), version=version, seen=seen, by=request.user, at=now)
        except Refused as refusal:
            status = 409 if isinstance(refusal, actions.Stale) else 422
            form.add_error(None, str(refusal))
        else:
            return _went_well(request, saved, form, by_itself)
    if by_itself:
        return JsonResponse({"errors": form.errors}, status=status)
    context = queries.sheet_page(own, request.user) | {"form": form}
    return render(request, "tenders/scoring/sheet.html", context, status=status)


def _went_well(request: HttpRequest, saved: ScoreSheet, form: SheetForm, by_itself: bool) -> HttpResponse:
    number, call = saved.application.number, saved.application.lot.call.number
    if by_itself:
        at = f"{timezone.localtime(saved.saved_at):%H:%M}" if saved.saved_at else ""
        return JsonResponse({"saved_at": at} | form.news(saved))
    if "check" in request.POST:
        return redirect("scoring:lock", call, number)
    messages.success(request, _("Your marks are saved. The sheet is not locked yet."))
    return redirect("scoring:sheet", call, number)


@after_declaring
def lock(request: HttpRequest, number: str, application: str) -> HttpResponse:
    """Every mark once more; then the sheet is locked for good."""
    own = _own_sheet(request, number, application)
    require(rules.can_score(request.user, own))
    if request.method == "POST":
        with told(request, _("The sheet for %(number)s is locked.") % {"number": application}):
            actions.lock_sheet(own, by=request.user, at=clock.now())
            following = ScoreSheet.objects.of(request.user, own.application.lot.call).unfinished().first()
            if following:
                return redirect("scoring:sheet", number, following.application.number)
        return redirect("scoring:index", number)
    return render(request, "tenders/scoring/lock.html", queries.check_page(own))


@after_declaring
def compare(request: HttpRequest, number: str, application: str) -> HttpResponse:
    """All locked sheets of one application, when the round is over."""
    call = commission_of(request, number).call
    one = get_object_or_404(readable(request.user, call).select_related("organisation"), number=application)
    sheets = ScoreSheet.objects.visible_to(request.user).locked_sheets().filter(application=one)
    require(call.status in queries.ROUND_IS_OVER)
    context = {"call": call, "application": one, **queries.compare_page(sheets, call)}
    return render(request, "tenders/scoring/compare.html", context)


@login_required
def declare_late(request: HttpRequest, number: str) -> HttpResponse:
    """Declare a conflict that was found after the declaration."""
    call = commission_of(request, number).call
    require(can_declare(request.user, call) and not call.is_sealed)
    form = LateConflictForm(request.POST or None, bidders=queries.bidders(call))
    if request.method == "POST" and form.is_valid():
        bids = Application.objects.opened().filter(lot__call=call, organisation=form.cleaned_data["bidder"])
        member, now = seat_of(request.user, call), clock.now()
        with told(request, _("The conflict is declared. You no longer take part in the lots of this bidder.")):
            actions.declare_late(member, bids.first(), **form.conflict, by=request.user, at=now)
        return redirect("commission:detail", number)
    return render(request, "tenders/scoring/late.html", {"call": call, "form": form})
