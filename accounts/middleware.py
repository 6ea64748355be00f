"""Officials reach nothing before they have a second factor (S1); what was typed without a session is kept (U10)."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import keeping
from lifecycle import clock

STILL_OPEN = {"account_logout", "account_reauthenticate", "account_confirm_email", "health_live", "health_ready"}


class SecondFactor:
    """Leads staff and everybody with a role to the page where a second factor is set up, from wherever they are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Answer instead of the view where the person still lacks a second factor."""
        if not settings.SECOND_FACTOR_REQUIRED or _is_open(request) or not _lacks_it(request.user):
            return None
        messages.warning(request, _("Your role needs a second factor. Set it up, then go on."))
        return redirect("mfa_activate_totp")


def _is_open(request: HttpRequest) -> bool:
    name = request.resolver_match.view_name if request.resolver_match else ""
    return name.startswith("mfa_") or name in STILL_OPEN


def _lacks_it(user: Any) -> bool:
    return user.is_authenticated and user.is_official and not is_mfa_enabled(user)


class KeptText:
    """Leads whoever was signed out while writing through the sign-in to what they had typed (U10)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if keeping.was_turned_away(request, response) and keeping.keep(request, at=clock.now()):
            return redirect_to_login(reverse("accounts:kept"))
        keeping.remember(request, response)
        return response

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        """What arrives is no longer kept; if it is turned away again, it is kept again."""
        if request.method == "POST" and request.user.is_authenticated:
            keeping.forget(request)
