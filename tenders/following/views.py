"""The calls a person follows and the searches a person keeps."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lifecycle import clock
from tenders.calls.models import Call
from tenders.following import actions
from tenders.following.forms import filters_of
from tenders.following.models import CallSearch
from ui.guards import told


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """What I follow, and my searches."""
    followed = Call.objects.public().filter(followers__user=request.user).select_related("customer")
    searches = CallSearch.objects.of(request.user)
    context = {"calls": followed.soonest_first(clock.now()), "searches": searches}
    return render(request, "tenders/following/index.html", context)


@login_required
@require_POST
def follow(request: HttpRequest, number: str) -> HttpResponse:
    """Hear of this call."""
    call = get_object_or_404(Call.objects.public(), number=number)
    with told(request, _("You follow this call: you are told of every change and answer.")):
        actions.follow(call, by=request.user, at=clock.now())
    return redirect(call)


@login_required
@require_POST
def unfollow(request: HttpRequest, number: str) -> HttpResponse:
    """Hear of this call no more."""
    call = get_object_or_404(Call.objects.public(), number=number)
    with told(request, _("You do not follow this call any more.")):
        actions.unfollow(call, by=request.user)
    return redirect(call)


@login_required
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """The filters of the list of calls."""
    filters = filters_of(request.POST.dict())
    if not filters:
        messages.error(request, _("Choose a filter first, then save the search."))
        return redirect("calls:index")
    with told(request, _("The search is saved. You are told of each new call that fits.")):
        actions.keep(filters, by=request.user, at=clock.now())
    return redirect("following:index")


@login_required
@require_POST
def forget(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the person's own."""
    search = get_object_or_404(CallSearch.objects.of(request.user), pk=pk)
    with told(request, _("The search is removed.")):
        actions.forget(search, by=request.user)
    return redirect("following:index")
