"""Follow a call, stop; keep a search, forget it; tell of a new call."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from tenders.calls.filters import CallFilter
from tenders.calls.models import Call
from tenders.following import notices
from tenders.following.models import Alert, CallSearch, Follow


def follow(call: Call, *, by: Any, at: datetime) -> None:
    """Hear of everything that changes in a call. Safe to do twice."""
    Follow.objects.get_or_create(call=call, user=by, defaults={"since_at": at})


def unfollow(call: Call, *, by: Any) -> None:
    """Hear of the call no more; an application of one's own keeps telling."""
    Follow.objects.filter(call=call, user=by).delete()


def keep(filters: Mapping[str, str], *, by: Any, at: datetime) -> CallSearch:
    """Keep the filters of the list of calls, and hear of each new call that fits. Safe to do twice."""
    search, _is_new = CallSearch.objects.get_or_create(user=by, filters=dict(filters), defaults={"since_at": at})
    return search


def forget(search: CallSearch, *, by: Any) -> None:
    """Forget a search; its owner alone reaches it."""
    CallSearch.objects.of(by).filter(pk=search.pk).delete()


@transaction.atomic
def alert(call: Call, *, at: datetime) -> None:
    """Tell of a new call whoever keeps a search that it fits: once a person, and once for ever."""
    _alert, is_new = Alert.objects.get_or_create(call=call.locked(), defaults={"at": at})
    if not is_new:
        return
    fits: dict[str, bool] = {}
    people = set()
    for search in CallSearch.objects.order_by("pk"):
        if str(search) not in fits:
            fits[str(search)] = CallFilter(search.filters, queryset=Call.objects.filter(pk=call.pk)).qs.exists()
        if fits[str(search)]:
            people.add(search.user_id)
    notices.found(call, User.objects.filter(pk__in=people, is_active=True), at=at)
