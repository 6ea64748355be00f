"""The pages everybody reads."""

from allauth.core.ratelimit import consume, respond_429
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from lifecycle import clock
from registry.organisations.models import Organisation
from tenders.portal import early, performance, queries
from tenders.portal import participation as taking_part
from tenders.portal.forms import VerifyForm


def home(request: HttpRequest) -> HttpResponse:
    """The front door: what is open now, until when, and what was decided last (U1)."""
    return render(request, "tenders/portal/home.html", queries.front(clock.now()))


def history(request: HttpRequest) -> HttpResponse:
    """The tenders of 2003 to 2005, apart from everything of today (R-095)."""
    return render(request, "tenders/portal/history.html", early.early_tenders())


def participation(request: HttpRequest) -> HttpResponse:
    """The five stages of taking part, each with its page, and at which level the state orders (A13, A17)."""
    context = {"stages": taking_part.stages(), "chart": taking_part.calls_by_level()}
    return render(request, "tenders/portal/participation.html", context)


def record(request: HttpRequest, code: str) -> HttpResponse:
    """What an NGO did in tenders, by its code or its BIN: public facts alone (R-066)."""
    organisation = get_object_or_404(Organisation.objects.public(), Q(code=code) | Q(bin=code))
    card = performance.card(organisation, at=clock.now())
    context = {"organisation": organisation, "card": card, "charts": performance.charts(card)}
    return render(request, "tenders/portal/record.html", context)


def verify(request: HttpRequest) -> HttpResponse:
    """Whether a receipt is genuine, and of what moment; nothing else, and not too often in a row (S4)."""
    if not consume(request, action="verify"):
        return respond_429(request)
    # The address on a receipt fills the form in; only the button asks.
    form = VerifyForm(
        request.POST or None, initial={name: request.GET.get(name, "") for name in VerifyForm.base_fields}
    )
    context = {"form": form, "is_asked": form.is_valid()}
    if form.is_valid():
        context["received_at"] = queries.received_at(**form.cleaned_data)
        context["signature"] = queries.signature_of(**form.cleaned_data)
    return render(request, "tenders/portal/verify.html", context)


def help_page(request: HttpRequest) -> HttpResponse:
    """How one takes part, step by step."""
    return render(request, "tenders/portal/help.html")


def protection(request: HttpRequest) -> HttpResponse:
    """What is promised to an applicant, and what is not."""
    return render(request, "tenders/portal/protection.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    """What this site does for everybody to be able to use it, and what it does not do yet."""
    return render(request, "tenders/portal/accessibility.html")
