"""How the site is asked here."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.backends import ModelBackend
from django.test.client import ClientHandler

from accounts.models import User
from tests.permissions.asking import Visitor


class Known(ModelBackend):
    """Whoever was read once is known: nobody changes while a table is asked, and it is asked thousands of times."""

    people: dict[Any, User | None] = {}

    def get_user(self, user_id: Any) -> User | None:
        """The person of a session."""
        if user_id not in self.people:
            self.people[user_id] = super().get_user(user_id)
        return self.people[user_id]


@pytest.fixture(autouse=True)
def asked_quietly(settings, caplog) -> Iterator[None]:
    """Sessions in memory, no static file looked for, and no line of the log for what is refused on purpose."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    settings.AUTHENTICATION_BACKENDS = [f"{Known.__module__}.{Known.__name__}"]
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("whitenoise.")]
    Visitor.handler = ClientHandler(enforce_csrf_checks=False)
    caplog.set_level(logging.CRITICAL, logger="django.request")
    yield
    Known.people.clear()
