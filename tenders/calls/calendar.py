"""The dates of a call for a calendar program (RFC 5545), in the language that is active."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tenders.calls.models import Call
from ui import words

FOLD = 73


def of(call: Call) -> str:
    """The last day for questions, the deadline and the opening; a later deadline has a higher SEQUENCE (Q19)."""
    changes = list(call.changes.confirmed().values_list("decided_at", flat=True))
    changed = max(moment for moment in (call.published_at, *changes) if moment)
    title = words.spoken(call, "title", get_language() or "kk")[1]
    dates = {
        "questions": (call.profile.questions_until(call.deadline_at), _("Last moment for questions")),
        "deadline": (call.deadline_at, _("Deadline for applications")),
        "opening": (call.opening_at, _("Opening of applications")),
    }
    events = [
        line
        for name, (moment, label) in dates.items()
        for line in (
            "BEGIN:VEVENT",
            f"UID:{call.number}-{name}@{urlsplit(settings.SITE_URL).hostname}",
            f"DTSTAMP:{_moment(changed)}",
            f"DTSTART:{_moment(moment)}",
            f"DTEND:{_moment(moment)}",
            f"SEQUENCE:{len(changes)}",
            f"STATUS:{'CANCELLED' if call.status == Call.Status.CANCELLED else 'CONFIRMED'}",
            f"SUMMARY:{_escaped(f'{label}: {call.number}. {title}')}",
            f"URL:{settings.SITE_URL}{call.get_absolute_url()}",
            "END:VEVENT",
        )
    ]
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tapsyrys//Calls//EN"]
    return "".join(f"{_folded(line)}\r\n" for line in [*head, *events, "END:VCALENDAR"])


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _folded(line: str) -> str:
    # Counted in octets: a Cyrillic letter is two, and none may be cut in the middle.
    parts, size = [""], 0
    for letter in line:
        size += len(letter.encode())
        if size > FOLD:
            parts.append("")
            size = len(letter.encode())
        parts[-1] += letter
    return "\r\n ".join(parts)
