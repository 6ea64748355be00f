"""Changes of a published call: for everybody once in force; proposed and confirmed in the office; outages."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lifecycle import clock
from tenders.calls.models import Call
from tenders.changes import actions, forms, parts, queries, rules
from tenders.changes.models import Change
from ui.guards import require, told

FOLDER = "tenders/changes"


def _public(number: str) -> Call:
    return get_object_or_404(Call.objects.public().select_related("customer", "profile"), number=number)


def _changed(request: HttpRequest, number: str) -> Call:
    call = _public(number)
    require(rules.can_propose(request.user, call))
    return call


def _change(request: HttpRequest, number: str, change: int) -> Change:
    seen = Change.objects.visible_to(request.user).select_related("call__customer", "call__profile", "incident")
    return get_object_or_404(seen, call__number=number, number=change)


def detail(request: HttpRequest, number: str, change: int) -> HttpResponse:
    """One change: what was, what is, why, from which deadline to which."""
    found = _change(request, number, change)
    offers = rules.offers(request.user, found) if request.user.is_authenticated else set()
    context = {"change": found, "call": found.call, "offers": offers, "rows": queries.differences(found)}
    return render(request, f"{FOLDER}/detail.html", context)


@login_required
def amend(request: HttpRequest, number: str) -> HttpResponse:
    """Which part of the call is to change."""
    call = _changed(request, number)
    return render(request, f"{FOLDER}/amend.html", {"call": call, "parts": queries.parts_of(call)})


@login_required
def amend_part(request: HttpRequest, number: str, part: str) -> HttpResponse:
    """Propose other words for a part."""
    call = _changed(request, number)
    record = parts.of(call).get(part)
    if record is None:
        raise Http404
    form = forms.amendment(request.POST or None, record)
    if request.method == "POST" and form.is_valid():
        with told(request, _("The change is proposed. Another approver confirms it.")):
            reasons, at = form.reasons, clock.now()
            return redirect(actions.propose_amendment(call, part, form.cleaned_data, **reasons, by=request.user, at=at))
    name = queries.name_of(part)
    return render(request, f"{FOLDER}/amend_part.html", {"call": call, "form": form, "name": name})


@login_required
def extend(request: HttpRequest, number: str) -> HttpResponse:
    """Propose a later deadline; what is refused answers 422 (Q19)."""
    call = _changed(request, number)
    form = forms.ExtensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told(request, _("The later deadline is proposed. Another approver confirms it.")):
            at = clock.now()
            return redirect(actions.propose_extension(call, **form.cleaned_data, by=request.user, at=at))
    status = 422 if request.method == "POST" else 200
    return render(request, f"{FOLDER}/extend.html", {"call": call, "form": form}, status=status)


@login_required
@require_POST
def confirm(request: HttpRequest, number: str, change: int) -> HttpResponse:
    """Bring a change into force, as a second person."""
    found = _change(request, number, change)
    require(rules.can_confirm(request.user, found))
    with told(request, _("The change is in force. Everybody concerned is told.")):
        actions.confirm(found, by=request.user, at=clock.now())
    return redirect(found)


@login_required
@require_POST
def drop(request: HttpRequest, number: str, change: int) -> HttpResponse:
    """Take back a proposal, or do not accept it."""
    found = _change(request, number, change)
    require(rules.can_drop(request.user, found))
    with told(request, _("The proposal is dropped. Nothing in the call changed.")):
        actions.drop(found, by=request.user, at=clock.now())
    return redirect(found)


def incidents(request: HttpRequest) -> HttpResponse:
    """Every outage that was declared, with the calls whose deadline moved for it."""
    context = {"incidents": queries.incidents(), "may_declare": rules.can_declare(request.user)}
    return render(request, f"{FOLDER}/incidents.html", context)


@login_required
def declare(request: HttpRequest) -> HttpResponse:
    """Declare an outage."""
    require(rules.can_declare(request.user))
    form = forms.IncidentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told(request, _("The outage is published. Later deadlines are proposed to the customers.")):
            actions.declare(**form.cleaned_data, by=request.user, at=clock.now())
            return redirect("changes:incidents")
    return render(request, f"{FOLDER}/declare.html", {"form": form})


@login_required
def agree_directly(request: HttpRequest, number: str) -> HttpResponse:
    """After a second failure, say in public that the customer agrees directly."""
    call = _public(number)
    require(rules.can_agree_directly(request.user, call))
    form = forms.DirectAgreementForm(request.POST or None, call=call)
    if request.method == "POST" and form.is_valid():
        with told(request, _("The notice of direct agreement is published.")):
            actions.agree_directly(call, **form.cleaned_data, by=request.user, at=clock.now())
            return redirect("calls:manage", number)
    return render(request, f"{FOLDER}/agree_directly.html", {"form": form, "call": call})
