"""The page of an organisation's own people."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate

from lifecycle import clock
from registry.eligibility import passport as passports
from registry.organisations.models import Organisation


@login_required
def passport(request: HttpRequest, code: str) -> HttpResponse:
    """What an organisation's people need: its state, its dates, what blocks an application today, its reports."""
    if survivor := Organisation.objects.of(request.user).surviving(code).first():
        return redirect(survivor, permanent=True)
    organisation = get_object_or_404(Organisation.objects.of(request.user).for_list(), code=code)
    context = passports.page(organisation, request.user, localdate(clock.now()))
    return render(request, "registry/eligibility/passport.html", context)
