"""What is written about an application, for both sides; writing."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from lifecycle import clock
from tenders.applications.models import Application
from tenders.messages import actions, rules
from tenders.messages.forms import MessageForm
from ui.guards import require, told
from ui.pages import page_of


@login_required
def index(request: HttpRequest, number: str) -> HttpResponse:
    """The messages, newest first; before the opening, why there are none and where to ask."""
    whole = rules.readable_by(request.user).select_related("lot__call__customer", "organisation")
    application = get_object_or_404(whole, number=number)
    may_write = rules.can_write(request.user, application)
    form = MessageForm(request.POST or None)
    if request.method == "POST":
        require(may_write)
        if form.is_valid():
            with told(request, _("Your message is sent. The other side is told.")):
                actions.write(application, form.cleaned_data["text"], by=request.user, at=clock.now())
                return redirect("messages:index", number)
    return _page(request, application, form, may_write)


def _page(request: HttpRequest, application: Application, form: MessageForm, may_write: bool) -> HttpResponse:
    context = {
        "application": application,
        "call": application.lot.call,
        "page": page_of(application.messages.select_related("written_by"), request),
        "form": form,
        "may_write": may_write,
        "is_own": Application.objects.of(request.user).filter(pk=application.pk).exists(),
        "is_to_be_opened": rules.is_to_be_opened(application),
    }
    return render(request, "tenders/messages/index.html", context)
