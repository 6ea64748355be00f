"""Protocols for everybody: a list, a page, the file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from tenders.protocols import layouts
from tenders.protocols.models import Protocol


def index(request: HttpRequest, call: str) -> HttpResponse:
    """The protocols of a call, first to last."""
    protocols = list(Protocol.objects.public().of_call(call))
    if not protocols:
        raise Http404
    context = {"call": protocols[0].call, "protocols": protocols}
    return render(request, "tenders/protocols/index.html", context)


def detail(request: HttpRequest, call: str, number: int) -> HttpResponse:
    """One protocol: the same words as its file, its hashes, and the file in both languages."""
    protocol = get_object_or_404(Protocol.objects.public().of_call(call), number=number)
    language = "ru" if get_language() == "ru" else "kk"
    sections = layouts.tables(protocol.kind, protocol.body, language)
    context = {"protocol": protocol, "call": protocol.call, "sections": sections, "written_in": language}
    return render(request, "tenders/protocols/detail.html", context)


def pdf(request: HttpRequest, call: str, number: int, language: str) -> HttpResponse:
    """The file of a protocol, exactly as it was drawn up."""
    if language not in ("kk", "ru"):
        raise Http404
    protocol = get_object_or_404(Protocol.objects.of_call(call).with_file(language), number=number)
    name = f"{protocol.call.number}-{number}-{language}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(bytes(getattr(protocol, f"pdf_{language}")), content_type="application/pdf", headers=headers)
