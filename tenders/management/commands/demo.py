"""Fills a new installation with a believable year. Refuses in production, and where there is anything already."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import User
from lifecycle import clock
from notifications.models import Notice
from registry.organisations.models import Organisation
from tenders.demo import bodies, calls, claims, office, people, persons, plans, register, reports, support, tables


class Command(BaseCommand):
    help = "Load demonstration data: NGOs in all regions, calls in every state, an account for every role."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", help="where there is anything, only name the accounts")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Demonstration data never go into production.")
        if User.objects.exists() or Organisation.objects.exists():
            if options["if_empty"]:
                return self.tell()
            raise CommandError("There are people or organisations in this database already.")
        self.stdout.write("Inventing a year of the social order …")
        with transaction.atomic():
            load()
        self.tell()

    def tell(self) -> None:
        """The accounts and their password, as long as this is the demonstration."""
        if not User.objects.filter(email=f"admin@{people.HOST}").exists():
            return
        self.stdout.write(f"Sign in with one of these, password “{people.PASSWORD}”:")
        for name, role in people.ACCOUNTS.items():
            self.stdout.write(f"  {name}@{people.HOST}: {role}")


def load() -> None:
    """Everything at once: bodies, people, register, calls, support; what was owed then is not sent now."""
    now = clock.now()
    long_ago = now - timedelta(days=400)
    state_bodies = register.bodies()
    known = people.everybody(state_bodies, long_ago)
    heads = [known["head"]]
    heads += [people.person(f"head{number}", number + 12, heads[0].password) for number in range(1, 12)]
    ngos = register.organisations(heads, known["registry"], long_ago, long_ago + timedelta(days=3))
    persons.behind(ngos[:12], known["registry"], long_ago + timedelta(days=4))
    persons.twice(ngos[12:], heads, known["registry"], now - timedelta(days=2))
    office.of(known["registry"], ngos, now)
    reports.file(ngos, heads, now)
    register.let_write(known["editor"], ngos[0], heads[0], now)
    bidders = [(ngos[number], heads[number]) for number in range(5)]
    plans.everything(state_bodies, known, heads[1:], ngos[0], now)
    calls.everything(state_bodies, known, bidders, now)
    bodies.everything(ngos, known["registry"], now)
    claims.everything(ngos, heads, known["registry"], now)
    support.everything(state_bodies, known, ngos, now)
    tables.brought(known["registry"], ngos[0], now)
    Notice.objects.pending().update(state=Notice.State.DROPPED, last_error="demonstration")
