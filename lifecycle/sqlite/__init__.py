"""Django's SQLite backend that knows the capital letters of every alphabet, not of ASCII alone."""
