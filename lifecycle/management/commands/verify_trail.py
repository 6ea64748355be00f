"""Whether every line of every trail still follows from the line before it."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lifecycle import chain
from lifecycle.models import Entry


class Command(BaseCommand):
    """`manage.py verify_trail`: names the first broken link and ends with 1, or says that all are whole."""

    help = "Check the hash chain of every record's trail; exit with 1 and the first broken link (R-092)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the whole trail once, in a stream, record by record."""
        lines = Entry.objects.order_by("about_type", "about_id", "number").iterator(chunk_size=2_000)
        trails = 0
        for _record, trail in groupby(lines, key=lambda line: (line.about_type_id, line.about_id)):
            _refuse_broken(trail)
            trails += 1
        self.stdout.write(f"Every line follows from the one before it. Trails read: {trails}.")


def _refuse_broken(trail: Iterable[Entry]) -> None:
    lines = list(trail)
    broken = chain.first_break((line.facts(), line.previous_hash, line.own_hash) for line in lines)
    if broken is not None:
        line = lines[broken]
        raise CommandError(f"The trail of {line.name_of_record()} is broken at line {line.number}.")
