"""A file on its way out: something to be saved, that opens nowhere on this site (Q39). Pure."""

from django.utils.http import content_disposition_header

from files import kinds


def type_of(kind: str) -> str:
    """What a browser is told that it is: what was found inside, never what somebody said."""
    return kinds.TYPES[kind]


def headers(name: str) -> dict[str, str]:
    """What makes it inert, with its name in any alphabet (RFC 6266, RFC 8187)."""
    return {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
