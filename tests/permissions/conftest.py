"""How the site is asked here."""

import logging

import pytest
from django.test.client import ClientHandler

from tests.permissions.asking import Visitor


@pytest.fixture(autouse=True)
def asked_quietly(settings, caplog):
    """Sessions in memory, and no line of the log for what is refused on purpose."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    Visitor.handler = ClientHandler(enforce_csrf_checks=False)
    caplog.set_level(logging.CRITICAL, logger="django.request")
