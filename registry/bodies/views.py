"""What everybody may read of bodies and of restricted parties."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from registry.bodies.filters import BodyFilter, RestrictedPartyFilter
from registry.bodies.models import Body, RestrictedParty
from ui.pages import answer, page_of


def index(request: HttpRequest) -> HttpResponse:
    """The networks, associations, councils, chambers and forums of the sector."""
    found = BodyFilter(request.GET, queryset=Body.objects.for_list().in_order())
    context = {"filter": found, "page": page_of(found.qs, request)}
    return answer(request, "registry/bodies/index.html", context, part="rows")


def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One body: its tasks, its members with their days, what happened, what it advised."""
    body = get_object_or_404(Body.objects.select_related("region"), code=code)
    context = {
        "body": body,
        "page": page_of(body.memberships.named(), request),
        "unnamed": body.memberships.unnamed().count(),
        "events": body.events.all(),
        "opinions": body.opinions.for_list().prefetch_related("about"),
        "today": timezone.localdate(),
    }
    return render(request, "registry/bodies/detail.html", context)


def restricted(request: HttpRequest) -> HttpResponse:
    """Whom no tender takes today, and whom none took at an earlier time (R-014)."""
    found = RestrictedPartyFilter(request.GET, queryset=RestrictedParty.objects.all())
    context = {"filter": found, "page": page_of(found.qs, request), "today": timezone.localdate()}
    return answer(request, "registry/bodies/restricted.html", context, part="rows")
