"""The commission of a call, its appointment, and the gate of conflicts before anything is read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lifecycle import clock
from tenders.calls.models import Call
from tenders.commission import actions, forms, queries, rules
from tenders.commission.models import Commission
from ui.guards import require, told
from ui.pages import page_of

# More bidders than this are answered for in several pages.
BIDDERS_A_PAGE = 250


def commission_of(request: HttpRequest, number: str) -> Commission:
    """The commission of a call, for those who may know of it. Answers 404 to everybody else."""
    seen = Commission.objects.visible_to(request.user).select_related("call__profile", "call__customer")
    return get_object_or_404(seen, call__number=number)


def after_declaring(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Lead a member who owes a declaration to the gate, whatever page of the commission was asked for (R-051, U21)."""

    @wraps(view)
    @login_required
    def led(request: HttpRequest, number: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if rules.must_declare(request.user, number):
            messages.info(request, _("Declare conflicts of interest first. Applications open after that."))
            return redirect("commission:conflicts", number)
        return view(request, number, *args, **kwargs)

    return led


@login_required
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """Who sits on the commission, and what awaits it now."""
    commission = commission_of(request, number)
    context = queries.commission_page(commission, request.user)
    return render(request, "tenders/commission/detail.html", context)


@login_required
def appoint(request: HttpRequest, number: str) -> HttpResponse:
    """Appoint the commission of a call by order."""
    seen = Call.objects.visible_to(request.user).select_related("profile", "customer")
    call = get_object_or_404(seen, number=number)
    require(rules.can_appoint(request.user, call))
    form, seats = forms.order(request.POST or None, call), forms.seats(request.POST or None, call)
    if request.method == "POST" and form.is_valid() & seats.is_valid():
        with told(request, _("The commission is appointed. Every member is told.")):
            actions.appoint(call, form.cleaned_data, seats.members, by=request.user, at=clock.now())
            return redirect("calls:manage", number)
    context = {"call": call, "form": form, "seats": seats}
    return render(request, "tenders/commission/appoint.html", context)


@login_required
def conflicts(request: HttpRequest, number: str) -> HttpResponse:
    """Say for every bidder whether there is a conflict, before anything of it is read."""
    commission = commission_of(request, number)
    require(rules.can_declare(request.user, commission.call))
    member = rules.seat_of(request.user, commission.call)
    page = page_of(queries.bidders_owed(member, get_language()), request, per=BIDDERS_A_PAGE)
    form = forms.DeclarationForm(request.POST or None, bidders=page, own=rules.own_organisations(request.user))
    if request.method == "POST" and form.is_valid() and not form.asks_why:
        with told(request, _("Your declaration is signed and kept.")):
            actions.declare(member, form.answers(rules.owed_by(member)), by=request.user, at=clock.now())
        return redirect("commission:detail", number)
    context = {"commission": commission, "call": commission.call, "member": member, "page": page, "form": form}
    return render(request, "tenders/commission/conflicts.html", context | queries.declared_by(member))
