"""Who hears of questions, answers and news."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core import signing
from django.urls import reverse
from django.utils.timezone import localdate

from accounts.models import Assignment, User
from notifications import facts, outbox
from registry.support.models import Consultation, News, Subscription

SALT = "support.subscription"


def asked(question: Consultation, *, at: datetime) -> None:
    """Every registry officer hears that a question waits; its words stay on the page."""
    officers = Assignment.objects.current(localdate(at)).filter(role=Assignment.Role.REGISTRY_OFFICER)
    people = User.objects.filter(pk__in=officers.values("user"), is_active=True)
    url = reverse("admin:registry_consultation_change", args=[question.pk])
    _about("asked", question, people, url, at, **facts.texts("topic", question.topic, "name"))


def answered(question: Consultation, *, at: datetime) -> None:
    """The asker hears that there is an answer."""
    _about("answered", question, [question.asked_by], question.get_absolute_url(), at)


def made_public(question: Consultation, *, at: datetime) -> None:
    """The asker hears that the answer is public, without anybody's name."""
    _about("public", question, [question.asked_by], reverse("support:questions"), at)


def published(news: News, *, at: datetime) -> None:
    """Each subscriber hears of the news, with a way to end the subscription by one press."""
    open_ones = Subscription.objects.filter(until_at__isnull=True, user__is_active=True).select_related("user")
    outbox.owe(letter for one in open_ones for letter in _letters_to(one, news, at))


def ticket(subscription: Subscription) -> str:
    """What the mail carries so that its reader, and nobody else, can end the subscription without signing in."""
    return signing.Signer(salt=SALT).sign(str(subscription.pk))


def number_of(carried: str) -> int | None:
    """The number of the subscription that such a ticket is for; nothing for a ticket we did not write."""
    try:
        return int(signing.Signer(salt=SALT).unsign(carried))
    except (signing.BadSignature, ValueError):
        return None


def _letters_to(subscription: Subscription, news: News, at: datetime) -> Iterable[Any]:
    told: dict[str, Any] = facts.texts("title", news, "title")
    return outbox.letters(
        "support/news",
        to=[subscription.user],
        about=news,
        url=news.get_absolute_url(),
        at=at,
        key="published",
        ticket=ticket(subscription),
        **told,
    )


def _about(event: str, question: Consultation, people: Iterable[Any], url: str, at: datetime, **told: Any) -> None:
    outbox.post(f"support/{event}", to=people, about=question, url=url, at=at, key=event, code=question.code, **told)
