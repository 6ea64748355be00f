"""The session, the ranking, and the results for everybody."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lifecycle import clock
from tenders.applications.models import Application
from tenders.calls.models import Call
from tenders.commission.models import Member
from tenders.commission.views import after_declaring, commission_of
from tenders.decisions import actions, ballots, queries, rules
from tenders.decisions.forms import SessionForm, VoteForm
from tenders.decisions.models import Result
from ui.guards import require, told
from ui.pages import answer, page_of


@after_declaring
def session(request: HttpRequest, number: str) -> HttpResponse:
    """What the commission decides today: each lot with its presence, votes and what is still missing."""
    commission = commission_of(request, number)
    require(rules.seat_of(request.user, commission.call) is not None)
    context = queries.session_page(commission, request.user)
    return render(request, "tenders/decisions/session.html", context)


@after_declaring
def convene(request: HttpRequest, number: str) -> HttpResponse:
    """Open a session: the place, and who is present."""
    commission = commission_of(request, number)
    require(rules.can_convene(request.user, commission.call))
    voters = Member.objects.serving().voting().filter(commission=commission).select_related("user")
    form = SessionForm(request.POST or None, members=voters)
    if request.method == "POST" and form.is_valid():
        with told(request, _("The session is open.")):
            actions.convene(commission.call, place=form.place, present=form.present, by=request.user, at=clock.now())
        return redirect("decisions:session", number)
    context = {"call": commission.call, "form": form}
    return render(request, "tenders/decisions/convene.html", context)


@after_declaring
def vote(request: HttpRequest, number: str, lot: int) -> HttpResponse:
    """Vote on the ranking of one lot, once."""
    commission = commission_of(request, number)
    held, item = commission.call.sessions.last(), get_object_or_404(commission.call.lots, number=lot)
    require(held is not None and rules.can_vote(request.user, held, item))
    require(rules.can_see_ranking(request.user, commission.call))
    form = VoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        member = rules.seat_of(request.user, commission.call)
        with told(request, _("Your vote is written down.")):
            actions.vote(held, item, member=member, at=clock.now(), **form.cleaned_data)
        return redirect("decisions:session", number)
    context = {"call": commission.call, "lot": item, "form": form, **queries.ranking_of(item)}
    return render(request, "tenders/decisions/vote.html", context)


@after_declaring
@require_POST
def publish(request: HttpRequest, number: str) -> HttpResponse:
    """Publish the results to everybody at once."""
    commission = commission_of(request, number)
    require(rules.can_publish(request.user, commission.call))
    with told(request, _("The results are published. Every applicant is told.")):
        actions.publish_results(commission.call, by=request.user, at=clock.now())
        return redirect("decisions:results", number)
    return redirect("decisions:session", number)


@after_declaring
def ranking(request: HttpRequest, number: str) -> HttpResponse:
    """The ranking as it stands when every sheet is locked, lot by lot, with how each figure came about."""
    commission = commission_of(request, number)
    require(rules.can_see_ranking(request.user, commission.call))
    lots = rules.lots_without_conflict(request.user, ballots.open_lots(commission.call))
    chosen = next((lot for lot in lots if str(lot.number) == request.GET.get("lot")), lots[0] if lots else None)
    context = {"call": commission.call, "lots": lots, "lot": chosen, **(queries.ranking_of(chosen) if chosen else {})}
    return render(request, "tenders/decisions/ranking.html", context)


def results(request: HttpRequest, call: str) -> HttpResponse:
    """Who got the money and why, for everybody (R-090)."""
    found = get_object_or_404(Call.objects.public().filter(results_at__isnull=False), number=call)
    page, heads = page_of(Result.objects.filter(lot__call=found).for_list(), request), queries.results_heads(found)
    context = {"call": found, "page": page, "rows": queries.with_marks(page, heads["criteria"]), **heads}
    return answer(request, "tenders/decisions/results.html", context, part="rows")


@login_required
def decision(request: HttpRequest, number: str) -> HttpResponse:
    """What an NGO is told about its own application: points, comments, reasons, and how to appeal (R-068)."""
    own = Application.objects.of(request.user).filter(result__isnull=False)
    application = get_object_or_404(own.select_related("lot__call__profile", "result", "organisation"), number=number)
    context = queries.decision_page(application, at=clock.now())
    return render(request, "tenders/decisions/decision.html", context)
