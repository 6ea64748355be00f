"""Pages for machines, not for people; and one that is shut."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from lifecycle import clock


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
