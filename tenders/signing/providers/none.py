"""Nothing is signed: what a profile asks for that wants no signature."""

from tenders.signing.mark import Mark


def mark(statement: str) -> Mark | None:
    """No mark at all."""
    return None


def holds(statement: str, given: Mark) -> bool:
    """Never: whoever signs nothing vouches for nothing."""
    return False
