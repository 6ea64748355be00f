"""A database of one run alone, as production has it: a file on SQLite, the order of Kazakh on PostgreSQL."""

from pathlib import Path

from django.db import connection


def prepare(folder: Path) -> None:
    """Where and how the test runner is to make its database; on SQLite in this folder."""
    creation = connection.creation
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(folder / "test.sqlite3")
        return

    # Django can name the template of a test database, not its locale.
    suffix = f"{creation.sql_table_creation_suffix()} LOCALE_PROVIDER icu ICU_LOCALE 'kk'"

    def drop(name: str, verbosity: int) -> None:
        # By force: a process that a test has killed may hold its connection for a moment longer.
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {connection.ops.quote_name(name)} WITH (FORCE)")

    creation.sql_table_creation_suffix = lambda: suffix
    creation._destroy_test_db = drop
