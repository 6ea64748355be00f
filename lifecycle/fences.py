"""Fences: tables whose rows are written once, because the database itself refuses to change them (R-092)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.operations.base import Operation

# Two acts raise a fence on SQLite and three on PostgreSQL; what finds them again is how their names begin.
NAME = "fence_{act}_{table}"

SQLITE_TRIGGER = """
CREATE TRIGGER {name} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, 'The rows of this table are written once.'); END
"""
SQLITE_FENCED = "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'fence_*' ORDER BY 1"

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION fence_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The rows of this table are written once.' USING ERRCODE = 'restrict_violation';
END $$
"""
POSTGRESQL_TRIGGER = """
CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH {each} EXECUTE FUNCTION fence_refuses()
"""
POSTGRESQL_FENCED = """
SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE tgname ^@ 'fence_' AND pg_table_is_visible(pg_class.oid) ORDER BY 1
"""

ACTS = {
    "sqlite": {"UPDATE": "ROW", "DELETE": "ROW"},
    "postgresql": {"UPDATE": "ROW", "DELETE": "ROW", "TRUNCATE": "STATEMENT"},
}


def raise_fence(connection: BaseDatabaseWrapper, table: str) -> None:
    """From now on the database refuses to update or delete a row of this table, with an IntegrityError."""
    trigger = SQLITE_TRIGGER
    if connection.vendor == "postgresql":
        _execute(connection, POSTGRESQL_FUNCTION)
        trigger = POSTGRESQL_TRIGGER
    for act, each in ACTS[connection.vendor].items():
        name = connection.ops.quote_name(_name(act, table))
        _execute(connection, trigger.format(name=name, act=act, each=each, table=connection.ops.quote_name(table)))


def lower_fence(connection: BaseDatabaseWrapper, table: str) -> None:
    """Let the rows of this table be changed again: for a test that empties tables, or a migration that goes back."""
    of_table = f" ON {connection.ops.quote_name(table)}" if connection.vendor == "postgresql" else ""
    for act in ACTS[connection.vendor]:
        _execute(connection, f"DROP TRIGGER {connection.ops.quote_name(_name(act, table))}{of_table}")


def fenced(connection: BaseDatabaseWrapper) -> list[str]:
    """The tables that have a fence now, by name."""
    with connection.cursor() as cursor:
        cursor.execute(POSTGRESQL_FENCED if connection.vendor == "postgresql" else SQLITE_FENCED)
        return [table for (table,) in cursor.fetchall()]


def lower_all(connection: BaseDatabaseWrapper) -> list[str]:
    """Lower every fence there is; the answer is what `raise_all` needs."""
    tables = fenced(connection)
    for table in tables:
        lower_fence(connection, table)
    return tables


def raise_all(connection: BaseDatabaseWrapper, tables: list[str]) -> None:
    """Raise the fences that `lower_all` lowered."""
    for table in tables:
        raise_fence(connection, table)


@contextmanager
def lowered(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Every fence down for a while: only tests empty tables."""
    tables = lower_all(connection)
    try:
        yield
    finally:
        raise_all(connection, tables)


class Fence(Operation):
    """A migration's way to raise a fence, on either database.

    SQLite rebuilds a table that a migration alters, and the fence falls with the old one: a migration that
    alters a fenced table lowers the fence before and raises it again after.
    """

    reversible = True

    def __init__(self, table: str):
        self.table = table

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models stay as they are."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Raise the fence."""
        raise_fence(schema_editor.connection, self.table)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Lower the fence."""
        lower_fence(schema_editor.connection, self.table)

    def describe(self) -> str:
        """What the migration says it does."""
        return f"Rows of {self.table} are written once"


def _name(act: str, table: str) -> str:
    return NAME.format(act=act.lower(), table=table)


def _execute(connection: BaseDatabaseWrapper, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
