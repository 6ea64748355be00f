"""Numbers that a person can read aloud and nobody can guess (Q55)."""

import secrets

# No letter that is mistaken for a digit or for another letter.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def of_application() -> str:
    """A number for an application: “A-7K2M9XQD”."""
    return f"A-{_random(8)}"


def of_receipt() -> str:
    """A number for a receipt: “R-7K2M-9XQD-41TV”."""
    return f"R-{_random(4)}-{_random(4)}-{_random(4)}"


def of_row() -> str:
    """A key for a row of an application, by which other rows name it."""
    return _random(8)
