"""A person at a browser: a session, a language, a CSRF token that is demanded; pages read and forms sent."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client

from accounts.models import User

HOST = "localhost"


class Astray(Exception):
    """The site answered something else than the story expects."""


class Browser:
    """One person's session. Nothing is mocked: every request goes through all of the site, the CSRF check included."""

    def __init__(self, user: User):
        self.user = user
        self.client = Client(
            enforce_csrf_checks=True,
            SERVER_NAME=HOST,
            headers={"accept": "text/html", "accept-language": user.language},
        )
        self.client.force_login(user)

    def read(self, address: str) -> str:
        """The text of a page."""
        answer = self.client.get(address)
        if answer.status_code != 200:
            raise Astray(f"{address}: answered {answer.status_code} to {self.user.email}")
        return answer.content.decode()

    def send(self, address: str, facts: Mapping[str, Any]) -> str:
        """Send a form with the token of this browser; the path of the page that the site leads to.

        The first form of a session is read before it is sent, for its token. Raises Astray when the form comes back.
        """
        if settings.CSRF_COOKIE_NAME not in self.client.cookies:
            self.read(address)
        token = self.client.cookies[settings.CSRF_COOKIE_NAME].value
        answer = self.client.post(address, {**facts, "csrfmiddlewaretoken": token})
        if answer.status_code not in (302, 303):
            raise Astray(f"{address}: answered {answer.status_code} to {self.user.email}")
        return urlsplit(answer.headers["Location"]).path

    def send_on(self, address: str, facts: Mapping[str, Any], *, to: str) -> None:
        """Send a form that leads to this page. Raises Astray where it leads elsewhere: a refusal does."""
        led = self.send(address, facts)
        if led != to:
            raise Astray(f"{address}: led {self.user.email} to {led}, not to {to}")
