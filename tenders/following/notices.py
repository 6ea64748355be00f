"""Who hears of a new call: whoever keeps a search that it fits."""

from collections.abc import Iterable
from datetime import datetime

from accounts.models import User
from notifications import facts, outbox
from tenders.calls.models import Call


def found(call: Call, people: Iterable[User], *, at: datetime) -> None:
    """That a new call fits, and until when it takes applications."""
    title = facts.texts("title", call, "title")
    url, moment = call.get_absolute_url(), call.deadline_at
    outbox.post(
        "following/found", to=people, about=call, url=url, at=at, number=call.number, deadline_at=moment, **title
    )
