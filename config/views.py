"""Pages for machines, not for people; one that is shut; and what people see while the database is away."""

import sys
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.defaults import server_error

from accounts import keeping
from lifecycle import clock

# Seconds after which a browser or a proxy may ask again: a database is back sooner than that.
RETRY_AFTER = "5"


def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116, S43)."""
    expires = clock.now() + timedelta(days=180)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: kk, ru, en",
        f"Canonical: {settings.SITE_URL}{reverse('security_txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def not_there(request: HttpRequest, record: str) -> HttpResponse:
    """Nothing stands here for anybody. Answers 404."""
    raise Http404


def broken(request: HttpRequest) -> HttpResponse:
    """Say that something went wrong; of a lost database, that nothing was half done, with a button to try again.

    Answers 500, and 503 without a database. Neither page asks the database for anything.
    """
    if not isinstance(sys.exc_info()[1], (OperationalError, InterfaceError)):
        return server_error(request)
    # Whoever answers further out would ask the database again who this is.
    request.user = AnonymousUser()
    page = render_to_string("503.html", {"again": keeping.once_more(request), "is_posted": request.method == "POST"})
    return HttpResponse(page, status=503, headers={"Retry-After": RETRY_AFTER, "Cache-Control": "private, no-store"})
