"""What one line of the desk is."""

from datetime import datetime
from typing import NamedTuple


class Task(NamedTuple):
    """Something to do: in which words, where, and by when if there is a deadline."""

    sentence: str
    url: str
    until: datetime | None = None
