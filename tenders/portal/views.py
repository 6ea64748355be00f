"""The pages everybody reads."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lifecycle import clock
from tenders.portal import early, queries


def home(request: HttpRequest) -> HttpResponse:
    """The front door: what is open now, until when, and what was decided last (U1)."""
    return render(request, "tenders/portal/home.html", queries.front(clock.now()))


def history(request: HttpRequest) -> HttpResponse:
    """The tenders of 2003 to 2005, apart from everything of today (R-095)."""
    return render(request, "tenders/portal/history.html", early.early_tenders())


def help_page(request: HttpRequest) -> HttpResponse:
    """How one takes part, step by step."""
    return render(request, "tenders/portal/help.html")


def protection(request: HttpRequest) -> HttpResponse:
    """What is promised to an applicant, and what is not."""
    return render(request, "tenders/portal/protection.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    """What this site does for everybody to be able to use it, and what it does not do yet."""
    return render(request, "tenders/portal/accessibility.html")
