"""What Django loads for `ENGINE = "lifecycle.sqlite"`."""

import sqlite3
from typing import Any

from django.db.backends.sqlite3 import base

from lifecycle.sqlite import letters


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite folds the case of ASCII only, so that a search for «фонд» would miss «Фонд»; this one folds all."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """A connection whose LIKE, UPPER and LOWER are ours; deterministic, so that indexes may use them."""
        connection = super().get_new_connection(conn_params)
        connection.create_function("like", 2, letters.like, deterministic=True)
        connection.create_function("like", 3, letters.like, deterministic=True)
        connection.create_function("upper", 1, letters.upper, deterministic=True)
        connection.create_function("lower", 1, letters.lower, deterministic=True)
        return connection
