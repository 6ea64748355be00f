"""What a person typed when their session had ended, kept until they have signed in again (U10, Q28).

A form that arrives without a session is laid aside in the session that begins then. Only the person who was signed in
on this browser before gets it back; nobody else who signs in there ever sees it. It may be of an application, so it
stands in cipher wherever sessions are kept (Q53).
"""

import json
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

from lifecycle.encrypted import decrypted, encrypted

SLOT = "kept"
WRITER = "__Host-writer" if settings.SESSION_COOKIE_SECURE else "writer"
SALT = "accounts.keeping"
REMEMBERED = timedelta(days=30)
AT_MOST = timedelta(days=1)
# What a field is named after that is written down nowhere in the clear (S48).
SECRETS = ("password", "iin", "bank_account", "head_phone")
# Saved by a script that still has the text and sends it again by itself.
BY_ITSELF = ("X-Auto-Save", "HX-Request")


class Kept(NamedTuple):
    """A form that was sent and not received: where to, its fields with all their values, whether it had files."""

    path: str
    fields: list[tuple[str, str]]
    had_files: bool

    @property
    def texts(self) -> list[str]:
        """What of it a person wrote, to be read and copied: values with a space in them."""
        return [value for _name, value in self.fields if " " in value.strip()]


def remember(request: Any, response: Any) -> None:
    """Note on the browser who is signed in there, sealed against change."""
    if request.user.is_authenticated and _writer(request) != str(request.user.pk):
        response.set_signed_cookie(
            WRITER,
            request.user.pk,
            salt=SALT,
            max_age=REMEMBERED,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def was_turned_away(request: Any, response: Any) -> bool:
    """Whether a form met the page of sign-in instead of the page that it was for."""
    if request.method != "POST" or request.user.is_authenticated or response.status_code != 302:
        return False
    leads_to = urlsplit(response["Location"])
    return parse_qs(leads_to.query).get("next", [""])[0].startswith(request.path)


def is_from_here(request: Any) -> bool:
    """Whether the browser vouches that a page of this very site has sent the form."""
    own = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Sec-Fetch-Site") == "same-origin" or request.headers.get("Origin") == own


def keep(request: Any, *, at: datetime) -> bool:
    """Lay a form aside for the person who was signed in here. Answers whether: never one with a secret."""
    writer = _writer(request)
    if writer is None or _has_secret(request) or any(name in request.headers for name in BY_ITSELF):
        return False
    request.session[SLOT] = {
        "writer": writer,
        "at": at.isoformat(),
        "path": request.get_full_path(),
        "fields": encrypted(json.dumps([field for field in _fields(request) if field[0] != "csrfmiddlewaretoken"])),
        "had_files": bool(request.FILES),
    }
    return True


def once_more(request: Any) -> list[tuple[str, str]]:
    """The fields of a form, for a page that offers to send them again; none of one with a secret or with files."""
    return [] if request.FILES or _has_secret(request) else _fields(request)


def of(request: Any, *, at: datetime) -> Kept | None:
    """What is kept for the person signed in now, for a day; what was another person's is forgotten."""
    slot = request.session.get(SLOT)
    if slot is None:
        return None
    is_old = at - datetime.fromisoformat(slot["at"]) > AT_MOST
    if is_old or slot["writer"] != str(request.user.pk):
        del request.session[SLOT]
        return None
    fields = [(name, value) for name, value in json.loads(decrypted(slot["fields"]))]
    return Kept(slot["path"], fields, slot["had_files"])


def forget(request: Any) -> None:
    """The form has arrived after all: nothing is kept of it any longer."""
    if request.session.get(SLOT, {}).get("path") == request.get_full_path():
        del request.session[SLOT]


def _has_secret(request: Any) -> bool:
    return any(secret in name for name in request.POST for secret in SECRETS)


def _fields(request: Any) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.POST.lists() for value in values]


def _writer(request: Any) -> str | None:
    return request.get_signed_cookie(WRITER, default=None, salt=SALT, max_age=REMEMBERED.total_seconds())
