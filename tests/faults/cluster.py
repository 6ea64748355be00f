"""A PostgreSQL of one test alone, which may be stopped as hard as the test likes."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.posting import free_port

FOUND = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda file: int(file.parts[-3]))
BIN = FOUND[-1].parent if FOUND else None


class Cluster:
    """A server in a folder, under an account that is not root, and a copy of a database in it."""

    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()
        # PostgreSQL does not run as root.
        self.account = _unprivileged() if os.geteuid() == 0 else None
        self.url = f"postgres://postgres@127.0.0.1:{self.port}/tapsyrys"

    def start(self, copied: str) -> None:
        """Make the server, start it, and bring a copy of that database into it."""
        if self.account:
            shutil.chown(self.folder, self.account)
        self._run("initdb", "-D", self._data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8")
        self.control("start")
        own = ("-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres")
        order = ("--template", "template0", "--locale-provider", "icu", "--icu-locale", "kk")
        self._run("createdb", *own, *order, "tapsyrys")
        copy = self.folder / "copy.sql"
        self._run("pg_dump", "--no-owner", "--no-privileges", "--file", str(copy), copied)
        self._run("psql", *own, "-q", "-v", "ON_ERROR_STOP=1", "-f", str(copy), "tapsyrys")

    def control(self, *verb: str) -> None:
        """What `pg_ctl` does: start, stop, restart."""
        settings = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c max_connections=40"
        self._run("pg_ctl", *verb, "-w", "-D", self._data, "-o", settings, "-l", str(self.folder / "log"))

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _run(self, program: str, *arguments: str) -> None:
        with (self.folder / "said").open("w") as said:
            command = [str(BIN / program), *arguments]
            ended = subprocess.run(command, user=self.account, cwd="/", stdout=said, stderr=said, check=False)
        assert ended.returncode == 0, (program, (self.folder / "said").read_text())


@contextmanager
def cluster(copied: str) -> Iterator[Cluster]:
    """A running server with a copy of that database; gone afterwards."""
    # Not among pytest's folders: the server's account may not enter those.
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:
        own = Cluster(Path(folder))
        own.start(copied)
        try:
            yield own
        finally:
            own.control("stop", "-m", "immediate")


def _unprivileged() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
