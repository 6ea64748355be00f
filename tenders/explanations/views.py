"""Whether a price is to be explained, and the explanation."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lifecycle import clock
from tenders.applications.models import Application
from tenders.explanations import actions, rules
from tenders.explanations.forms import ExplanationForm
from ui.guards import require, told


@login_required
def explain(request: HttpRequest, number: str) -> HttpResponse:
    """What was asked and answered, for whoever reads the application; its people answer here (R-047)."""
    now, whole = clock.now(), Application.objects.visible_to(request.user)
    whole = whole.select_related("lot__call", "organisation", "low_price__explanation")
    application = get_object_or_404(whole, number=number)
    form, may_explain = ExplanationForm(request.POST or None), rules.can_explain(request.user, application)
    if request.method == "POST":
        require(may_explain)
        if form.is_valid():
            with told(request, _("Your explanation is sent. The commission reads it with the application.")):
                actions.explain(application, form.cleaned_data["text"], by=request.user, at=now)
                return redirect("explanations:explain", number)
    return _page(request, application, form, may_explain, now)


def _page(
    request: HttpRequest, application: Application, form: ExplanationForm, may_explain: bool, now: datetime
) -> HttpResponse:
    low = getattr(application, "low_price", None)
    context = {"application": application, "call": application.lot.call, "low": low, "form": form, "now": now}
    context["is_offered"] = may_explain and (form.is_bound or rules.is_owed(low, now))
    context["is_own"] = Application.objects.of(request.user).filter(pk=application.pk).exists()
    return render(request, "tenders/explanations/explain.html", context)
