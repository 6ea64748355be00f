"""Finding a fragment anywhere in a text by an index: trigrams on PostgreSQL, FTS5 on SQLite.

Only for a column that is folded when it is written, and asked for what was folded likewise: no index folds letters.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.operations.base import Operation
from django.db.models.lookups import Contains

# What both indexes are made of: a shorter fragment is looked for in every text.
LETTERS = 3

POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX {name} ON {table} USING gin ({column} gin_trgm_ops)",
)
SQLITE = (
    "CREATE VIRTUAL TABLE {name} USING fts5"
    "({column}, content={table}, content_rowid=id, tokenize='trigram case_sensitive 1')",
    "INSERT INTO {name} ({name}) VALUES ('rebuild')",
    "CREATE TRIGGER {name}_insert AFTER INSERT ON {table} BEGIN {add}; END",
    "CREATE TRIGGER {name}_delete AFTER DELETE ON {table} BEGIN {take}; END",
    "CREATE TRIGGER {name}_update AFTER UPDATE OF {column} ON {table} BEGIN {take}; {add}; END",
)
ADD = "INSERT INTO {name} (rowid, {column}) VALUES (new.id, new.{column})"
TAKE = "INSERT INTO {name} ({name}, rowid, {column}) VALUES ('delete', old.id, old.{column})"


class Holds(Contains):
    """Whether a fragment stands anywhere in the text of a column with a `FragmentIndex`.

    A field registers it under a name of its own: `text__holds="мейир"`.
    """

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        """By the index; a fragment too short for it by reading every text. On PostgreSQL the planner sees to that."""
        column = self.lhs.target
        if len(self.rhs) < LETTERS:
            text, parameters = self.process_lhs(compiler, connection)
            return f"INSTR({text}, %s) > 0", [*parameters, self.rhs]
        key, _none = compiler.compile(column.model._meta.pk.get_col(self.lhs.alias))
        index = _name(column.model._meta.db_table, column.column)
        phrase = '"{}"'.format(self.rhs.replace('"', '""'))
        return f"{key} IN (SELECT rowid FROM {index} WHERE {index} MATCH %s)", [phrase]


class FragmentIndex(Operation):
    """A migration's way to give a text column its index for `holds`, on either database.

    SQLite rebuilds a table that a migration alters, and the triggers that feed the index fall with the old one: such a
    migration reverses this operation before and repeats it after. On PostgreSQL an owner of the database may make all.
    """

    reversible = True

    def __init__(self, table: str, column: str):
        self.table, self.column = table, column

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models stay as they are."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Make the index, of the rows there are and of those to come."""
        named = {"name": _name(self.table, self.column), "table": self.table, "column": self.column}
        acts = {"add": ADD.format(**named), "take": TAKE.format(**named)}
        for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
            schema_editor.execute(statement.format(**named, **acts))

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Take the index away."""
        name = _name(self.table, self.column)
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP INDEX {name}")
            return
        for act in ("insert", "delete", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}_{act}")
        schema_editor.execute(f"DROP TABLE {name}")

    def describe(self) -> str:
        """What the migration says it does."""
        return f"Fragments of {self.table}.{self.column} are found by an index"


def _name(table: str, column: str) -> str:
    return f"fragments_{table}_{column}"
