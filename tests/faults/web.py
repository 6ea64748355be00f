"""The web server in processes of its own, people who press its buttons, and the promises asked afterwards."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from tenders import promises
from tenders.applications import content
from tenders.applications.models import Application
from tests.factories.applications import ApplicationFactory, head_of
from tests.factories.calls import LotFactory
from tests.posting import free_port

TOKEN = "t" * 32
DECLARED = dict.fromkeys(content.DECLARATIONS, "on")


class Answer(NamedTuple):
    """What came back: with what status, leading where, saying what, after how long; status 0 when nothing did."""

    status: int
    path: str
    text: str
    seconds: float


class Person:
    """Somebody who has signed in, with a browser that follows where it is led."""

    def __init__(self, user: User):
        client = Client()
        client.force_login(user)
        self.session = client.cookies[settings.SESSION_COOKIE_NAME].value

    def get(self, address: str) -> Answer:
        """Look at a page."""
        return self._sent(urllib.request.Request(address))

    def post(self, address: str, fields: dict[str, Any], **headers: str) -> Answer:
        """Send a form."""
        sent = urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": TOKEN}).encode()
        return self._sent(urllib.request.Request(address, data=sent, headers=headers))

    def submits(self, site: str, application: Application, key: UUID, **headers: str) -> Answer:
        """Press the button that hands an application in."""
        return self.post(site + of(application, "check"), {"key": str(key), **DECLARED}, **headers)

    def _sent(self, request: urllib.request.Request) -> Answer:
        request.add_header("Cookie", f"session={self.session}; csrf={TOKEN}; django_language=en")
        begun = time.monotonic()
        try:
            with urllib.request.urlopen(request, timeout=60) as heard:
                return _answer(heard, begun)
        except urllib.error.HTTPError as refusal:
            with refusal:
                return _answer(refusal, begun)
        except (OSError, HTTPException):
            return Answer(0, "", "", time.monotonic() - begun)


def _answer(heard: Any, begun: float) -> Answer:
    text = heard.read().decode()
    return Answer(heard.status, urllib.parse.urlsplit(heard.url).path, text, time.monotonic() - begun)


def draft(**facts: Any) -> Application:
    """A whole draft, for a call that has been published for days."""
    if "lot" not in facts:
        facts["lot"] = LotFactory(call__published=True, call__days_left=30)
    return ApplicationFactory(**facts)


def head(application: Application) -> Person:
    """The head of the organisation, signed in."""
    return Person(head_of(application))


def of(application: Application, page: str) -> str:
    """Where a page of an application stands."""
    # A thread of its own begins with the language of the site.
    with translation.override("en"):
        return reverse(f"applications:{page}", args=[application.number])


@contextmanager
def served(database: str, folder: Path, *, workers: int = 1, **env: str) -> Iterator[str]:
    """The address of a web server that works on this database, and nothing else of the product beside it."""
    address, log = f"127.0.0.1:{free_port()}", folder / "web.log"
    command = [sys.executable, "-m", "gunicorn", "tests.faults.mortal", "--bind", address, "--workers", str(workers)]
    # Whoever asks for a broker finds nobody, unless the test names one.
    own = {"DATABASE_URL": database, "VAR_DIR": str(folder), "REDIS_URL": f"redis://127.0.0.1:{free_port()}/0"} | env
    with log.open("w") as lines:
        web = subprocess.Popen(
            [*command, "--no-control-socket"], cwd=settings.BASE_DIR, env=os.environ | own, stderr=lines
        )
        try:
            _answers(f"http://{address}", log)
            yield f"http://{address}"
        finally:
            web.terminate()
            web.wait(timeout=30)


def _answers(site: str, log: Path) -> None:
    last = time.monotonic() + 60
    while time.monotonic() < last:
        try:
            with urllib.request.urlopen(f"{site}/health/live/", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())


def broken_promises() -> list[str]:
    """A line for each breach of a promise in the whole database."""
    return [line for check in promises.CHECKS.values() for line in check()]
