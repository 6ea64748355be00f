"""What the public page of an organisation tells besides its facts: what became of it, and what it won."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from registry.organisations.models import Organisation
from ui import sentences

MOST = 50


def history(organisation: Organisation) -> list[sentences.Line]:
    """How it came to its status since it was first verified; no names, no reasons, which may name a person (R-008)."""
    moves = organisation.trail().filter(at__gte=organisation.verified_at, verb__contains=sentences.ARROW)
    return [line._replace(because="") for line in sentences.of(organisation, moves, with_names=False)]


def awards(organisation: Organisation, at: datetime) -> QuerySet[Any]:
    """The applications of it that won in calls whose results are public, the latest first; at most fifty."""
    won = organisation.applications.filter(result__outcome="winner", lot__call__results_at__lte=at)
    found: QuerySet[Any] = won.select_related("lot__call", "result").order_by("-lot__call__results_at", "-pk")[:MOST]
    return found
