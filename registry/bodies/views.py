"""What everybody may read of bodies and of restricted parties."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from registry.bodies.filters import RestrictedPartyFilter
from registry.bodies.models import RestrictedParty
from ui.pages import answer, page_of


def restricted(request: HttpRequest) -> HttpResponse:
    """Whom no tender takes today, and whom none took at an earlier time (R-014)."""
    found = RestrictedPartyFilter(request.GET, queryset=RestrictedParty.objects.all())
    context = {"filter": found, "page": page_of(found.qs, request), "today": timezone.localdate()}
    return answer(request, "registry/bodies/restricted.html", context, part="rows")
