"""Notices owed to people."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from lifecycle import chain
from notifications.models import Notice
from tests.factories.accounts import UserFactory

# Past, so that whatever is queued is due.
THEN = datetime(2025, 6, 2, 9, 0, tzinfo=UTC)


class NoticeFactory(DjangoModelFactory):
    """A notice of a new role, due since THEN."""

    class Meta:
        model = Notice

    class Params:
        dead = factory.Trait(state="dead", attempts=8, last_error="550 No such mailbox")
        sent = factory.Trait(state="sent", attempts=1, sent_at=THEN)

    to = factory.SubFactory(UserFactory)
    address = factory.SelfAttribute("to.email")
    language = factory.SelfAttribute("to.language")
    kind = "accounts/role_given"
    url = "/kk/desk/"
    facts = factory.LazyFunction(
        lambda: {
            "role_kk": "тіркеуші",
            "role_ru": "регистратор",
            "role_en": "registry officer",
            "since_on": "2025-06-02",
        }
    )
    created_at = THEN
    send_after = THEN
    available_at = THEN
    dedupe_key = factory.Sequence(lambda number: chain.fingerprint(str(number)))
