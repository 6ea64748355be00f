"""A notice in words: the same subject and the same sentences on the page, in the text and in the HTML of a mail."""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context, loader
from django.utils import translation

from notifications import facts
from notifications.models import Notice

IN_A_LANGUAGE = re.compile(r"^/(kk|ru|en)/")


@dataclass(frozen=True)
class Wording:
    """What one notice says in one language: the news, the one address it leads to, and what comes next."""

    subject: str
    news: str
    path: str
    rest: list[str]


def of(notice: Notice, language: str) -> Wording:
    """The words of a notice, from `templates/mail/<kind>/`. The first paragraph of the body is the news."""
    told = facts.vivid(notice.facts, language)
    with translation.override(language):
        subject = written(f"mail/{notice.kind}/subject.txt", told)
        body = written(f"mail/{notice.kind}/body.txt", told)
    news, *rest = [" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", body.strip())]
    return Wording(subject=" ".join(subject.split()), news=news, path=localised(notice.url, language), rest=rest)


def neutral(url: str) -> str:
    """The path of a page as notices keep it: in Kazakh, whatever language it was made in."""
    return localised(url, "kk")


def localised(url: str, language: str) -> str:
    """The path of the same page in a language."""
    return IN_A_LANGUAGE.sub(f"/{language}/", url)


def whole(path: str) -> str:
    """The whole address of a page, for a mail; it never comes from what a browser sent."""
    return f"{settings.SITE_URL.rstrip('/')}{path}" if path else ""


def written(template: str, told: dict[str, Any]) -> str:
    """A plain text from a template. Nothing is escaped here; it is where the text becomes part of an HTML page."""
    return loader.get_template(template).template.render(Context(told, autoescape=False))  # type: ignore[attr-defined]  # Django's own backend
