"""The last ten minutes before a deadline, against a server as in production (Q24, FI30); its own clock is the judge.

`./dev bench rush` takes ten minutes, `./dev bench rush --compressed` puts the same people into two, with small files.
"""

import asyncio
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from math import ceil
from tempfile import TemporaryDirectory
from threading import Event
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import uuid4

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from accounts.models import User
from benchmarks import rows
from lifecycle import clock
from notifications.models import Notice
from tenders import promises
from tenders.applications import content
from tenders.applications.models import Application, Receipt
from tenders.calls.models import Call
from tests.factories.files import pdf, stream
from tests.posting import database_url, free_port

APPLICANTS = 1_000
SECONDS, COMPRESSED = 600, 120
# What share of the time the people come in; what share of them submits in the last part, and around the last second.
RAMP, CROWD, EDGE = 0.8, 0.4, 0.05
SAVES_EVERY = 15
PRESSES_TWICE, HANGS_UP = 0.1, 0.03
# Who puts in a file meanwhile, of how many bytes; of large ones in two minutes the machine would do nothing else.
ATTACHES, FILE, SMALL_FILE = 0.5, 2_000_000, 100_000
# Seconds between reading the last page and pressing the button, and for all that is owed to leave.
READS, DRAINED = 2, 600
SECRET = "r" * 32
BETWEEN = b"between-two-parts"


class Person(NamedTuple):
    """When somebody comes and submits, in seconds before (−) or after the deadline, and how."""

    comes: float
    submits: float
    presses: int
    hangs_up: bool
    attaches: float | None


class Answer(NamedTuple):
    """What came back for an application: when it was all sent, after how long, with what status, leading where."""

    sent: datetime
    seconds: float
    status: int
    to: str


class Heard(NamedTuple):
    """What one person was answered: to each press of the button, to what was saved and read before, to the file."""

    presses: list[Answer]
    saves: list[int]
    file: int | None


class Tally(NamedTuple):
    """What is printed: counts of applications, seconds of their answers, seconds until every letter had left.

    The last is how many processes were waiting for the machine, on the average of the last minute.
    """

    applicants: int
    submitted: int
    lost: int
    late_accepted: int
    early_refused: int
    broken_promises: int
    errors: int
    saves: int
    files: int
    kilobytes_each: int
    p50_seconds: float
    p95_seconds: float
    p99_seconds: float
    drained_seconds: float
    load: float


def measure(people: int = APPLICANTS, seconds: float = SECONDS) -> Tally:
    """Let so many people work and submit before one deadline, and count what became of them."""
    size = FILE if seconds >= SECONDS else SMALL_FILE
    if connection.vendor != "postgresql":
        raise SystemExit("The rush is measured on PostgreSQL: set DATABASE_URL.")
    with _production() as (env, port), override_settings(SECRET_KEY=env["SECRET_KEY"], **_keys(env)):
        crowd = plan(people, seconds)
        hands = _drafts(people)
        call = Call.objects.get()
        with _site(env, port):
            deadline = clock.now() + timedelta(seconds=seconds + 2)
            Call.objects.filter(pk=call.pk).update(deadline_at=deadline)
            heard = asyncio.run(_rush(crowd, hands, Charter(size), port, deadline))
            load = os.getloadavg()[0]
            drained = _drain()
        broken = sum(1 for check in promises.CHECKS.values() for _line in check())
    return _tally(heard, deadline, hands)._replace(
        broken_promises=broken, drained_seconds=round(drained, 1), kilobytes_each=size // 1000, load=round(load, 1)
    )


def plan(people: int, seconds: float) -> list[Person]:
    """Who comes and submits when: the same every time, so that two runs can be compared."""
    chance = random.Random(2003)
    found = []
    for place in range(people):
        share = place / people
        if share < EDGE:
            submits = chance.uniform(-1, 1)
        elif share < CROWD:
            submits = -chance.uniform(1, seconds * (1 - RAMP))
        else:
            submits = -chance.uniform(seconds * (1 - RAMP), seconds - READS)
        comes = chance.uniform(-seconds, min(submits - READS, -seconds * (1 - RAMP)))
        twice, hangs_up = chance.random() < PRESSES_TWICE, chance.random() < HANGS_UP
        attaches = chance.uniform(comes, submits - READS) if chance.random() < ATTACHES else None
        found.append(Person(comes, submits, 1 + twice, hangs_up, attaches))
    return found


def _drafts(people: int) -> list[tuple[Application, str]]:
    """So many working copies that lack nothing, each with the session of its head."""
    [call] = rows.calls(1, lots=1)
    ngos = rows.organisations(people)
    drafts = rows.applications(list(call.lots.all()), ngos, status="draft")
    return [(draft, _session(head)) for draft, head in zip(drafts, rows.heads(ngos), strict=True)]


def _session(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


async def _rush(
    crowd: list[Person], hands: list[tuple[Application, str]], charter: "Charter", port: int, deadline: datetime
) -> list[Heard]:
    zero = time.monotonic() + (deadline - datetime.now(UTC)).total_seconds()
    each = [
        _one(person, Line(port, session), draft, charter, zero)
        for person, (draft, session) in zip(crowd, hands, strict=True)
    ]
    return await asyncio.gather(*each)


async def _one(person: Person, line: "Line", draft: Application, charter: "Charter", zero: float) -> Heard:
    """Save every quarter of a minute, put in a file, read the last page, press once or twice, wait or hang up."""
    saves: list[int] = []
    file = None
    section = reverse("applications:section", args=[draft.number, "summary"])
    check = reverse("applications:check", args=[draft.number])
    at = person.comes
    while at < person.submits - READS:
        await _until(zero + at)
        # Without the marks of what was read: one person, one window.
        words = {"changed": "goal", "goal": f"{draft.goal} {at:.0f}"}
        saves.append((await line.send("POST", section, form(words), "X-Auto-Save: 1")).status)
        if person.attaches is not None and file is None and person.attaches < at + SAVES_EVERY:
            files = reverse("attachments:index", args=[draft.number])
            file = (await line.send("POST", files, charter.sent())).status
        # A browser saves again when it was answered, never twice at once.
        at = max(at + SAVES_EVERY, time.monotonic() - zero)
    await _until(zero + person.submits - READS)
    saves.append((await line.send("GET", check)).status)
    await _until(zero + person.submits)
    pressed = form({"key": str(uuid4())} | dict.fromkeys(content.DECLARATIONS, "on"))
    if person.hangs_up:
        await line.send("POST", check, pressed, hangs_up=True)
        return Heard([], saves, file)
    presses = await asyncio.gather(*(line.send("POST", check, pressed) for _ in range(person.presses)))
    return Heard(list(presses), saves, file)


async def _until(moment: float) -> None:
    await asyncio.sleep(max(0, moment - time.monotonic()))


class Body(NamedTuple):
    """What a request carries, and what that is."""

    kind: str
    content: bytes


NOTHING = Body("text/plain", b"")


def form(facts: dict[str, str]) -> Body:
    """The fields of a form."""
    sent = urlencode(facts | {"csrfmiddlewaretoken": SECRET}).encode()
    return Body("application/x-www-form-urlencoded", sent)


class Charter:
    """A whole PDF of so many bytes that cannot be compressed, and the form that puts it in."""

    def __init__(self, size: int):
        self.content = pdf(stream(random.Random(size).randbytes(size)))

    def sent(self) -> Body:
        """The form as a browser sends it."""
        ours = {"csrfmiddlewaretoken": SECRET, "requirement": "other"}
        parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in ours.items()]
        parts.append(b'name="file"; filename="charter.pdf"\r\nContent-Type: application/pdf\r\n\r\n' + self.content)
        whole = b"".join(b"--%s\r\nContent-Disposition: form-data; %s\r\n" % (BETWEEN, part) for part in parts)
        return Body(f"multipart/form-data; boundary={BETWEEN.decode()}", whole + b"--%s--\r\n" % BETWEEN)


class Line(NamedTuple):
    """A connection for each request, as a phone on a bad line has it, through a proxy that speaks TLS for the site."""

    port: int
    session: str

    async def send(self, verb: str, path: str, body: Body = NOTHING, *headers: str, hangs_up: bool = False) -> Answer:
        """Send one request and read its whole answer; or none, status 0, when the line is cut."""
        head = [
            f"{verb} {path} HTTP/1.1", "Host: localhost", "X-Forwarded-Proto: https", "X-Forwarded-For: 127.0.0.1",
            "Referer: https://localhost/", "Accept: text/html", "Accept-Encoding: gzip", "Connection: close",
            f"Cookie: __Host-session={self.session}; __Host-csrf={SECRET}", *headers,
            f"Content-Type: {body.kind}", f"Content-Length: {len(body.content)}", "", "",
        ]  # fmt: skip
        begun = time.monotonic()
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
            writer.write("\r\n".join(head).encode() + body.content)
            await writer.drain()
            sent = datetime.now(UTC)
            answered = b"" if hangs_up else await reader.read()
            writer.close()
        except OSError:
            sent, answered = datetime.now(UTC), b""
        lines = answered.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
        status = int(lines[0].split()[1]) if lines[0] else 0
        led = next((line.partition(": ")[2] for line in lines if line.lower().startswith("location:")), "")
        return Answer(sent, time.monotonic() - begun, status, led)


def _tally(heard: list[Heard], deadline: datetime, hands: list[tuple[Application, str]]) -> Tally:
    received = dict(Receipt.objects.values_list("application__number", "received_at"))
    lost = refused = 0
    for one, (draft, _session) in zip(heard, hands, strict=True):
        told = [answer for answer in one.presses if answer.to.endswith("/receipt/")]
        lost += bool(told) and draft.number not in received
        refused += not told and any(answer.status == 303 and answer.sent <= deadline for answer in one.presses)
    waits = sorted(answer.seconds for one in heard for answer in one.presses)
    files = [one.file for one in heard if one.file is not None]
    statuses = [answer.status for one in heard for answer in one.presses] + [s for one in heard for s in one.saves]
    share = {name: round(waits[max(0, ceil(len(waits) * part) - 1)], 3)
             for name, part in (("p50_seconds", 0.5), ("p95_seconds", 0.95), ("p99_seconds", 0.99))}  # fmt: skip
    return Tally(
        applicants=len(hands), submitted=len(received), lost=lost,
        late_accepted=sum(at > deadline for at in received.values()), early_refused=refused, broken_promises=0,
        errors=sum(status not in (200, 303) for status in statuses) + sum(status != 302 for status in files),
        saves=sum(len(one.saves) for one in heard), files=files.count(302), kilobytes_each=0,
        drained_seconds=0, load=0, **share,
    )  # fmt: skip


def _drain() -> float:
    """Seconds until everything owed had left; as many as are allowed, when it had not."""
    begun = time.monotonic()
    while (gone := time.monotonic() - begun) < DRAINED and Notice.objects.pending().exists():
        Event().wait(0.5)
    return gone


def _keys(env: dict[str, str]) -> dict[str, Any]:
    return {
        "PERSONAL_DATA_KEYS": [env["PERSONAL_DATA_KEYS"]],
        "PERSONAL_DATA_HASH_KEY": env["PERSONAL_DATA_HASH_KEY"],
        "SIGNATURE_KEYS": [env["SIGNATURE_KEYS"]],
    }


@contextmanager
def _production() -> Iterator[tuple[dict[str, str], int]]:
    """Settings as a ministry has them, on this machine: a broker and a mail server of the run's own, a port."""
    with TemporaryDirectory() as folder:
        port, mail, redis = free_port(), free_port(), os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/9")
        letters = Controller(Sink(), hostname="127.0.0.1", port=mail)
        letters.start()
        try:
            yield {
                **os.environ, "PORT": str(port), "VAR_DIR": folder, "DATABASE_URL": database_url(), "REDIS_URL": redis,
                "EMAIL_URL": f"smtp://127.0.0.1:{mail}", "DEFAULT_FROM_EMAIL": "no-reply@example.kz",
                "SECURITY_CONTACT": "mailto:security@example.kz", "ALLOWED_HOSTS": "localhost",
                "TRUSTED_PROXY_COUNT": "1", "SECRET_KEY": uuid4().hex * 2, "PERSONAL_DATA_HASH_KEY": uuid4().hex * 2,
                "PERSONAL_DATA_KEYS": Fernet.generate_key().decode(),
                "SIGNATURE_KEYS": Fernet.generate_key().decode(), "LOG_LEVEL": "ERROR",
            }, port  # fmt: skip
        finally:
            letters.stop()


@contextmanager
def _site(env: dict[str, str], port: int) -> Iterator[None]:
    """The whole product as `runall` starts it, from the moment it answers."""
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "collectstatic", "--no-input", "-v0"], check=True, env=env, cwd=settings.BASE_DIR)
    running = subprocess.Popen([*manage, "runall"], env=env, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL)
    try:
        asyncio.run(_answers(running, port))
        yield
    finally:
        running.terminate()
        running.wait()


async def _answers(running: subprocess.Popen, port: int) -> None:
    for _ in range(120):
        if (await Line(port, "").send("GET", reverse("health_live"))).status == 200:
            return
        if running.poll() is not None:
            break
        await asyncio.sleep(0.5)
    raise SystemExit("The site did not start.")


def printed(tally: Tally, *, as_json: bool) -> str:
    """One JSON object, or a line for each count."""
    if as_json:
        return json.dumps({"rush": tally._asdict()}, indent=2)
    return "\n".join(f"{name:18}{value:>12}" for name, value in tally._asdict().items())
