"""A database of one run alone, as production has it: a file on SQLite, the order of Kazakh on PostgreSQL.

To migrate an empty one takes longer than most tests, so it is done once for each state of the migrations and of what
they load; every run begins with a copy.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.base.creation import BaseDatabaseCreation

BASE = Path(settings.BASE_DIR)
# What decides how a migrated database looks.
INPUTS = ("*/migrations/*.py", "*/*/loading.py", "*/*/data/**/*.*", "config/settings.py", "requirements.txt")
LOCALE = "LOCALE_PROVIDER icu ICU_LOCALE 'kk'"


def prepare(folder: Path) -> None:
    """Where and how the test runner is to make its database; on SQLite in this folder."""
    (_file if connection.vendor == "sqlite" else _database)(connection.creation, folder)


def _file(creation: BaseDatabaseCreation, folder: Path) -> None:
    own = connection.settings_dict["TEST"]["NAME"] = str(folder / "test.sqlite3")
    kept = Path(settings.VAR_DIR, "templates")
    kept.mkdir(parents=True, exist_ok=True)
    template = kept / f"{_state()}.sqlite3"
    with _alone(kept):
        if not template.exists():
            shutil.rmtree(kept)
            kept.mkdir()
            made = kept / "made.sqlite3"
            _migrate(f"sqlite:///{made}")
            made.rename(template)

    def create(*_: Any, **__: Any) -> str:
        shutil.copyfile(template, own)
        return own

    creation._create_test_db = create


def _database(creation: BaseDatabaseCreation, folder: Path) -> None:
    plain = creation._create_test_db

    def create(*args: Any, **kwargs: Any) -> str:
        template = _template()
        creation.sql_table_creation_suffix = lambda: f'WITH TEMPLATE "{template}"'
        return plain(*args, **kwargs)

    def drop(name: str, verbosity: int) -> None:
        # By force: a process that a test has killed may hold its connection for a moment longer.
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {connection.ops.quote_name(name)} WITH (FORCE)")

    creation._create_test_db, creation._destroy_test_db = create, drop


def _template() -> str:
    to = connection.settings_dict
    # Checkouts side by side share a server, not their templates.
    ours = f"template_{hashlib.sha256(str(BASE).encode()).hexdigest()[:8]}_"
    template = ours + _state()
    with _alone(BASE), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [ours])
        known = {name for (name,) in cursor.fetchall()}
        if template not in known:
            for old in known:
                cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{ours}made" TEMPLATE template0 {LOCALE}')
            _migrate(f"postgres://{to['USER']}:{to['PASSWORD']}@{to['HOST']}:{to['PORT']}/{ours}made")
            cursor.execute(f'ALTER DATABASE "{ours}made" RENAME TO "{template}"')
    return template


def _state() -> str:
    digest = hashlib.sha256()
    for path in sorted({path for pattern in INPUTS for path in BASE.glob(pattern)}):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@contextmanager
def _alone(where: Path) -> Iterator[None]:
    """One worker makes what the others wait for."""
    with Path(settings.VAR_DIR, f"{where.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrate(address: str) -> None:
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=BASE, env=os.environ | {"DATABASE_URL": address}, check=True)
