"""Jobs, as a registry officer starts them."""

from typing import Any

from lifecycle import clock
from registry.jobs import actions
from registry.jobs.models import Job
from tests.factories.accounts import UserFactory
from tests.registry.jobs.kinds import NAME


def queued(*records: Any, kind: str = NAME, **facts: Any) -> Job:
    """A job that waits its turn, on these organisations."""
    facts = {"by": None, "because": "Order 12."} | facts
    by = facts.pop("by") or UserFactory(role="registry_officer", name="Officer")
    return actions.start(kind, by=by, at=clock.now(), records=[record.pk for record in records], **facts)
