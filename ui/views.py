"""The gallery of components."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lifecycle import clock
from ui.gallery import samples


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state, for those who build pages."""
    return render(request, "ui/gallery.html", samples(clock.now()))
