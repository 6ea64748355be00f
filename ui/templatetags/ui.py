"""The words of a page: data in the reader's language, dates, money, points, addresses."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.template.context import RequestContext
from django.urls import translate_url
from django.utils import timezone
from django.utils.translation import get_language

from ui import sentences, words

register = template.Library()


def _language() -> str:
    code = (get_language() or "kk")[:2]
    return code if code in words.FALLBACKS else "kk"


@register.filter
def say(thing: object, name: str) -> str:
    """A bilingual text of a record in the reader's language, or in the one it is written in."""
    return words.spoken(thing, name, _language())[1] if thing else ""


@register.filter
def tongue(thing: object, name: str) -> str:
    """The code of the language that `say` answers in, for a `lang` attribute."""
    return words.spoken(thing, name, _language())[0]


@register.simple_tag
def tongues() -> list[str]:
    """The codes of the languages of the site."""
    return list(words.OWN_NAMES)


@register.filter
def own_name(code: str) -> str:
    """What a language calls itself: “Қазақша”."""
    return words.OWN_NAMES[code]


@register.filter
def day(value: date | datetime | None) -> str:
    """A day in words: “12 June 2026”. A moment is taken as the day it falls on in Astana."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return words.day(value, _language())


@register.filter
def known_to(value: date | None, precision: str) -> str:
    """A day of the past as exactly as it is known: “12 February 1999”, “September 2003”, “2000”."""
    return words.as_known(value, precision, _language()) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """A moment with weekday and zone (U20): “18:00, Friday 12 June 2026, Astana time”."""
    return words.moment(timezone.localtime(value), _language()) if value else ""


@register.filter
def stamp(value: datetime | None) -> str:
    """When something happened, to the minute of Astana time: “9 June 2026, 14:03”."""
    return words.stamp(timezone.localtime(value), _language()) if value else ""


@register.filter
def exact(value: datetime | None) -> str:
    """When something happened, to the microsecond of Astana time, for receipts."""
    return words.exact(timezone.localtime(value), _language()) if value else ""


@register.filter
def tenge(value: Decimal | int | None) -> str:
    """A sum in tenge: “1 194 000 ₸”."""
    return "" if value in (None, "") else words.tenge(value, _language())


@register.filter
def points(value: Decimal | int | None) -> str:
    """Points to two places: “4.25”, or “4,25” in Kazakh and Russian."""
    return "" if value in (None, "") else words.points(value, _language())


@register.filter
def short(value: Decimal | int | None) -> str:
    """A number without zeros at its end: a weight of “15”, a mark of “2.5”, or “2,5” in Kazakh and Russian."""
    return "" if value in (None, "") else words.short(value, _language())


@register.filter
def whole(value: int | None) -> str:
    """A number of things, its thousands apart: “23 335”."""
    return "" if value in (None, "") else words.whole(value)


@register.filter
def left_after(deadline: datetime, now: datetime) -> str:
    """How long there is from a moment to a deadline: “3 days 4 hours”."""
    return words.left(int((deadline - now).total_seconds()), _language())


@register.inclusion_tag("components/timeline.html")
def history(record: Any, with_names: bool = False, since: datetime | None = None) -> dict[str, Any]:
    """The history of a record from its trail, in plain sentences; names of those who acted only where asked for.

    `since` leaves out what came before: the drafting of what is public now.
    """
    trail = record.trail().filter(at__gte=since) if since else record.trail()
    return {"lines": sentences.of(record, trail, with_names=with_names)}


@register.simple_tag
def units() -> str:
    """The words for days, hours, minutes and seconds, for a script that counts down in a language it does not know."""
    return json.dumps(words.UNITS[_language()], ensure_ascii=False)


@register.simple_block_tag
def captured(content: str) -> str:
    """Keep a piece of the page, so that it can stand in two places: `{% captured as title %}…`."""
    return content if content.strip() else ""


@register.simple_tag(takes_context=True)
def here_in(context: RequestContext, language: str) -> str:
    """The address of this very page in another language; of the home page if this one has no other."""
    request = context.get("request")
    here = request.get_full_path() if request else "/"
    if language == get_language():
        return here
    there = translate_url(here, language)
    return f"/{language}/" if there == here else there


@register.inclusion_tag("components/post_button.html")
def post_button(action: str, label: str, kind: str = "", name: str = "", value: str = "") -> dict[str, str]:
    """A button that acts: a form of its own with nothing but the token. `kind` is "", "quiet" or "danger"."""
    return {"action": action, "label": label, "kind": kind, "name": name, "value": value}
