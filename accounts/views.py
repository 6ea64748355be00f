"""What a person does with their own account, besides signing in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts import actions, keeping, rules
from accounts.forms import ProfileForm
from accounts.models import Invitation
from lifecycle import chain, clock
from ui.guards import told


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """My name, the language of my messages, and the roles I hold."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        with told(request, _("Your changes are saved.")):
            actions.change_profile(request.user, **form.cleaned_data, by=request.user, at=clock.now())
        return redirect("accounts:profile")
    roles = request.user.assignments.current(timezone.localdate()).select_related("body")
    return TemplateResponse(request, "accounts/profile.html", {"form": form, "roles": roles})


@never_cache
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What an invitation into a role leads to. Looking at it changes nothing; only pressing the button accepts."""
    found = get_object_or_404(Invitation, token_hash=chain.fingerprint(token), purpose=Invitation.Purpose.ROLE)
    if request.method == "POST" and request.user.is_authenticated:
        with told(request, _("You have accepted the invitation.")):
            actions.accept(token, by=request.user, at=clock.now())
        return redirect("desk:index")
    context = {
        "invitation": found,
        "why_closed": found.why_closed(clock.now()),
        "may_accept": rules.can_accept(request.user, found),
    }
    # The address is a secret: no other site may hear where the person came from (S26).
    return TemplateResponse(request, "accounts/invitation.html", context, headers={"Referrer-Policy": "same-origin"})


@never_cache
@login_required
def kept(request: HttpRequest) -> HttpResponse:
    """What I typed when my session had ended, to be sent once more with one press (U10)."""
    found = keeping.of(request, at=clock.now())
    if found is None:
        return redirect("desk:index")
    return render(request, "accounts/kept.html", {"kept": found})


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in plain words that a form was too old or came from elsewhere; keep what our own page sent. Answers 403."""
    is_kept = keeping.is_from_here(request) and keeping.keep(request, at=clock.now())
    return render(request, "403_csrf.html", {"is_kept": is_kept}, status=403)
