"""The gallery of components, and the answer to a form whose origin is in doubt."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lifecycle import clock
from ui.gallery import samples


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for those who build pages."""
    return render(request, "ui/gallery.html", samples(clock.now()))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in plain words that a form was too old or came from elsewhere. Answers 403."""
    return render(request, "403_csrf.html", status=403)
