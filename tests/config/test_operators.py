"""Addresses for machines: health and where to report a weakness."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings

from lifecycle import clock
from tests.factories.notifications import NoticeFactory


def test_a_live_site_says_so_without_its_database(client):
    answer = client.get("/health/live/")

    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")


@pytest.mark.django_db
def test_a_ready_site_names_what_it_looked_at(client):
    answer = client.get("/health/ready/")

    assert answer.status_code == 200
    assert answer.content.decode() == "Database(alias='default'): OK\nCache(alias='default'): OK\n"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("waited", "state", "status", "said"),
    [
        (timedelta(seconds=60), "queued", 200, "OK"),
        (timedelta(minutes=5), "queued", 500, "Warning: the oldest waits for 300 s, 0 could not be sent"),
        (timedelta(minutes=5), "dead", 500, "Warning: the oldest waits for 0 s, 1 could not be sent"),
        (timedelta(minutes=-5), "queued", 200, "OK"),
    ],
)
def test_a_message_that_waits_too_long_or_died_rings_the_alarm(client, waited, state, status, said):
    NoticeFactory(available_at=clock.now() - waited, state=state, last_error="refused")

    answer = client.get("/health/notices/")

    assert (answer.status_code, answer.content.decode()) == (status, f"Notices(): {said}\n")


@pytest.mark.django_db
def test_security_txt_says_where_to_report_and_is_not_out_of_date(client):
    answer = client.get("/.well-known/security.txt")

    facts = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert list(facts) == ["Contact", "Expires", "Preferred-Languages", "Canonical"]
    assert facts["Canonical"] == f"{settings.SITE_URL}/.well-known/security.txt"
    assert timedelta(days=30) < datetime.fromisoformat(facts["Expires"]) - clock.now() < timedelta(days=365)
