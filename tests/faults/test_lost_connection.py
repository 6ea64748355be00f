"""A connection of the database ended in the middle of a submission: all or nothing, said in words (FI11)."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection

from notifications.models import Notice
from tenders.applications.models import Application, Receipt
from tests.faults.web import broken_promises, draft, head, of, served

pytestmark = [
    pytest.mark.broker,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no connection that somebody could end"),
]
ROUNDS = 30
NAME = "web-of-this-test"


def end_connections():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s", [NAME])


def stands(application):
    """Status, receipts and notices of an application."""
    status = Application.objects.values_list("status", flat=True).get(pk=application.pk)
    owed = Notice.objects.filter(about_id=application.pk, kind="applications/submitted")
    return status, Receipt.objects.filter(application=application).count(), owed.count()


def test_fi11_wherever_the_connection_ends_it_is_all_or_nothing_and_the_next_press_succeeds(database_url, tmp_path):
    chance, statuses = random.Random(2005), []
    with served(f"{database_url}?application_name={NAME}", tmp_path) as site, ThreadPoolExecutor(1) as hand:
        first = draft()
        head(first).submits(site, first, uuid4())  # the first of a process is slow
        undisturbed = draft()
        usual = head(undisturbed).submits(site, undisturbed, uuid4()).seconds
        for _ in range(ROUNDS):
            application, key = draft(lot=first.lot), uuid4()
            person = head(application)
            pressed = hand.submit(person.submits, site, application, key)
            time.sleep(chance.uniform(0, usual))
            end_connections()
            answer = pressed.result()

            statuses.append(answer.status)
            assert answer.status in (200, 503)
            assert stands(application) in [("submitted", 1, 1), ("draft", 0, 0)]
            if answer.path == of(application, "receipt"):
                assert stands(application) == ("submitted", 1, 1)
            else:
                assert "either it was taken whole, or not at all" in answer.text
                assert f'name="key" value="{key}"' in answer.text
            again = person.submits(site, application, key)
            assert (again.status, again.path) == (200, of(application, "receipt"))
            assert stands(application) == ("submitted", 1, 1)
    assert set(statuses) == {200, 503}
    assert broken_promises() == []
