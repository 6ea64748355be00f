"""Asks the database whether every promise is kept; exits 1 with a line for each breach."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tenders import promises


class Command(BaseCommand):
    help = "Check the promises P-1 to P-7 on whatever is in the database."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = 0
        for name, check in promises.CHECKS.items():
            breaches = list(check())
            broken += bool(breaches)
            self.stdout.write(
                f"{name} {'broken' if breaches else 'kept'}: {check.__doc__.partition(': ')[2].splitlines()[0]}"
            )
            for breach in breaches:
                self.stderr.write(f"  {breach}")
        if broken:
            raise CommandError(f"{broken} of {len(promises.CHECKS)} promises are broken.")
