"""Plays the tender of 19 July 2005 once more on the running database. Refuses in production."""

import json
from argparse import ArgumentParser
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.test.utils import override_settings

from tenders.replay import story
from tenders.replay.browser import Astray

ON_THE_SCREEN = "django.core.mail.backends.console.EmailBackend"
INTO_FILES = "django.core.mail.backends.filebased.EmailBackend"


class Command(BaseCommand):
    help = "Play the tender of 19 July 2005: 165 NGOs file 234 applications, 50 win 59.7 million tenge."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("Invented applications never go into production.")
        tell = partial(self.stderr.write, style_func=self.style.NOTICE)
        try:
            with mail_off_the_screen():
                told = story.play(tell)._asdict()
        except Astray as fault:
            raise CommandError(str(fault)) from fault
        if options["json"]:
            self.stdout.write(json.dumps(told))
            return
        for name, value in told.items():
            self.stdout.write(f"{name.replace('_', ' '):14} {value:>14,}".replace(",", " "))


def mail_off_the_screen() -> AbstractContextManager:
    """Where mail would be printed, keep it in files: the screen is for what came of the replay."""
    if settings.EMAIL_BACKEND != ON_THE_SCREEN:
        return nullcontext()
    return override_settings(EMAIL_BACKEND=INTO_FILES, EMAIL_FILE_PATH=settings.VAR_DIR / "mail")
