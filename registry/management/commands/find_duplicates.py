from typing import Any

from django.core.management.base import BaseCommand

from lifecycle import clock
from registry.organisations import actions as organisations
from registry.organisations.models import Likeness, Organisation

AT_ONCE = 500


class Command(BaseCommand):
    """Compare every organisation of the register with the others, as is done whenever one is written."""

    help = "Keep the likeness keys of every organisation anew and find the pairs that are likely one."

    def handle(self, *args: Any, **options: Any) -> None:
        last, rest = 0, Organisation.objects.exclude(status=Organisation.Status.MERGED).order_by("pk")
        while batch := list(rest.filter(pk__gt=last)[:AT_ONCE]):
            organisations.compare(batch, at=clock.now())
            last = batch[-1].pk
        pairs = Likeness.objects.filter(status=Likeness.Status.OPEN).count()
        self.stdout.write(f"Likely duplicates to be looked at: {pairs}")
