"""Who hears of a decision: every bidder in the same minute, the commission, the customer."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from accounts.models import User
from notifications import outbox
from registry.people.models import Link
from tenders.calls.models import Call
from tenders.decisions.models import Result


def results_published(call: Call, results: Iterable[Result], *, at: datetime) -> None:
    """Every bidder hears its own result, from the same moment on (R-067, R-068)."""
    results = list(results)
    people = _people({row.application.organisation_id for row in results}, at)
    outbox.owe(
        letter
        for row in results
        for letter in outbox.letters(
            f"decisions/{row.outcome}",
            to=people[row.application.organisation_id],
            about=row.application,
            url=reverse("decisions:decision", args=[row.application.number]),
            at=at,
            send_after=at,
            number=row.application.number,
            call=call.number,
            title_kk=call.title_kk,
            title_ru=call.title_ru,
            total=row.total,
            awarded_amount=row.awarded_amount,
            appeals_until_at=call.appeals_until,
        )
    )


def results_final(call: Call, *, at: datetime) -> None:
    """The winners hear that nothing stands between them and the contract any more."""
    won = Result.objects.filter(lot__call=call, outcome=Result.Outcome.WINNER)
    winners = list(won.select_related("application"))
    people = _people({row.application.organisation_id for row in winners}, at)
    outbox.owe(
        letter
        for row in winners
        for letter in outbox.letters(
            "decisions/final",
            to=people[row.application.organisation_id],
            about=row.application,
            url=reverse("decisions:decision", args=[row.application.number]),
            at=at,
            number=row.application.number,
            call=call.number,
            title_kk=call.title_kk,
            title_ru=call.title_ru,
            awarded_amount=row.awarded_amount,
        )
    )


def _people(organisations: Iterable[int], at: datetime) -> dict[int, list[User]]:
    links = Link.objects.current(at.date()).filter(organisation__in=organisations).select_related("user")
    people: dict[int, list[Any]] = defaultdict(list)
    for link in links:
        people[link.organisation_id].append(link.user)
    return people
