"""The command: never in production, its mail in files, its figures alone on the screen."""

import json
from io import StringIO

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command

from tenders.management.commands.replay import mail_off_the_screen
from tenders.replay import story
from tenders.replay.browser import Astray, Browser
from tests.factories.accounts import UserFactory

TOLD = story.Told(234, 165, 5, 50, 59_700_000, 959, 171.5)


def test_it_refuses_in_production(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match=r"^Invented applications never go into production\.$"):
        call_command("replay")


@pytest.fixture
def played(monkeypatch):
    """A replay that is over at once."""

    def play(tell):
        tell("The results are published.")
        return TOLD

    monkeypatch.setattr(story, "play", play)


def test_one_json_object_is_all_it_prints(played):
    out, progress = StringIO(), StringIO()

    call_command("replay", "--json", stdout=out, stderr=progress)

    assert json.loads(out.getvalue()) == TOLD._asdict()
    assert progress.getvalue() == "The results are published.\n"


def test_without_json_it_prints_a_table(played):
    out = StringIO()

    call_command("replay", stdout=out, stderr=StringIO())

    assert out.getvalue().splitlines() == [
        "applications              234",
        "ngos                      165",
        "late refused                5",
        "winners                    50",
        "awarded tenge      59 700 000",
        "notices sent              959",
        "seconds                 171.5",
    ]


def test_mail_for_the_screen_goes_into_files(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    with mail_off_the_screen():
        inside = site.EMAIL_BACKEND, site.EMAIL_FILE_PATH

    assert inside == ("django.core.mail.backends.filebased.EmailBackend", site.VAR_DIR / "mail")
    assert site.EMAIL_BACKEND == "django.core.mail.backends.console.EmailBackend"


@pytest.mark.django_db
def test_a_browser_that_is_led_elsewhere_says_who_and_where():
    browser = Browser(UserFactory())

    with pytest.raises(Astray, match=r"^/kk/nowhere/: answered 404 to person\d+@example\.kz$"):
        browser.read("/kk/nowhere/")
