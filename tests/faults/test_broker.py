"""The broker stopped, or accepting and never answering: people save and submit as on any other day (Q3)."""

import os
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse

from notifications.models import Notice
from tenders.applications import content
from tenders.applications.models import Application
from tests.factories.applications import ApplicationFactory, head_of

pytestmark = [pytest.mark.broker, pytest.mark.django_db(transaction=True)]

TOKEN = "t" * 32
# Seconds that a person waits on a bad day; a reconnecting client would need far more.
BUDGET = 5


@pytest.fixture(params=["stopped", "hung"])
def broker(request) -> Iterator[socket.socket]:
    """A port at which nobody listens, or somebody who never says a word."""
    with socket.socket() as port:
        port.bind(("127.0.0.1", 0))
        if request.param == "hung":
            port.listen()
            port.setblocking(False)
        yield port


@pytest.fixture
def site(broker, database_url, tmp_path) -> Iterator[str]:
    """The web server alone, told of that broker."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    own = {
        "DATABASE_URL": database_url,
        "REDIS_URL": f"redis://127.0.0.1:{broker.getsockname()[1]}/0",
        "VAR_DIR": str(tmp_path),
    }
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", address, "--no-control-socket"]
    web = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=os.environ | own, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    for line in web.stderr:
        if "Booting worker" in line:
            break
    yield f"http://{address}"
    web.terminate()
    web.communicate(timeout=30)


def post(address: str, fields: dict, session: str) -> tuple[str, float]:
    """Where the answer leads, and how long it took."""
    request = urllib.request.Request(
        address,
        data=urllib.parse.urlencode({**fields, "csrfmiddlewaretoken": TOKEN}).encode(),
        headers={"Cookie": f"session={session}; csrf={TOKEN}; django_language=en"},
    )
    began = time.monotonic()
    with urllib.request.urlopen(request, timeout=60) as answer:
        return urllib.parse.urlsplit(answer.url).path, time.monotonic() - began


def test_without_a_broker_people_save_and_submit_and_what_is_owed_waits(client, broker, site):
    application = ApplicationFactory()
    client.force_login(head_of(application))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page = {name: reverse(f"applications:{name}", args=[application.number]) for name in ("detail", "check", "receipt")}
    summary = reverse("applications:section", args=[application.number, "summary"])
    texts = {name: f"A text for {name}" for name in ("title", "summary", "problem", "method", "sustainability")}
    typed = texts | {"language": "kk", "goal": "Saved all the same", "step": "later"}

    saved = post(site + summary, typed, session)
    declared = dict.fromkeys(content.DECLARATIONS, "on")
    submitted = post(site + page["check"], {"key": str(uuid4()), **declared}, session)

    assert (saved[0], submitted[0]) == (page["detail"], page["receipt"])
    assert max(saved[1], submitted[1]) < BUDGET
    application = Application.objects.get()
    assert (application.goal, application.status) == ("Saved all the same", "submitted")
    assert list(Notice.objects.values_list("kind", "state")) == [("applications/submitted", "queued")]
    with pytest.raises(OSError):  # nobody so much as knocked
        broker.accept()
