"""Sending an application to whoever signs, and the one page on which they submit it."""

from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lifecycle import clock
from lifecycle.models import Refused
from tenders.applications import actions as applications
from tenders.applications import content, insist
from tenders.applications import rules as applicants
from tenders.applications.forms import SignForm
from tenders.applications.models import Application
from tenders.prompts import actions, queries, rules
from ui.guards import require, told
from ui.pages import see_other


def _own(request: HttpRequest, number: str) -> Application:
    whole = Application.objects.of(request.user).select_related(
        "lot__call__profile", "lot__call__customer", "organisation", "working_copy", "receipt"
    )
    return get_object_or_404(whole.prefetch_related(content.FILES), number=number)


@login_required
@require_POST
def ask(request: HttpRequest, number: str) -> HttpResponse:
    """Send the application to the head for submission."""
    application = _own(request, number)
    require(rules.can_ask(request.user, application))
    with told(request, _("It is sent. Whoever signs gets a mail and sees it on their page.")):
        actions.ask_to_submit(application, by=request.user, at=clock.now())
    return redirect("applications:check", number)


@login_required
def submit(request: HttpRequest, number: str) -> HttpResponse:
    """What a signatory must know on one page: what, for which call, how much, until when; one tick, one button."""
    application, now = _own(request, number), clock.now()
    form = SignForm(request.POST or None, initial={"key": uuid4()})
    if request.method == "POST":
        require(applicants.can_submit(request.user, application))
        if form.is_valid():
            return _hand_in(request, application, form, now)
    offers = applicants.offers(request.user, application, application.lot.call.accepts_applications(now))
    if "edit" not in offers:
        return redirect(application)
    return render(request, "tenders/prompts/submit.html", queries.page(application, form, offers, now))


def _hand_in(request: HttpRequest, application: Application, form: SignForm, now: object) -> HttpResponse:
    key, page = form.cleaned_data["key"], "applications:receipt"
    try:
        applications.submit(application, key=key, declarations=form.declared(), by=request.user, at=now)
    except Refused as refusal:
        messages.error(request, str(refusal))
        page = "applications:detail" if isinstance(refusal, insist.TooLate) else "prompts:submit"
    return see_other(page, application.number)
