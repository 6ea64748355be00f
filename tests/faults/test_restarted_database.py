"""PostgreSQL restarted, gently and by force, while people submit: no receipt that was shown is lost (FI12, Q18)."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from tests.faults.cluster import BIN, cluster
from tests.faults.web import draft, head, of, served

pytestmark = [
    pytest.mark.broker,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no server that could be restarted"),
    pytest.mark.skipif(BIN is None, reason="no PostgreSQL server is installed here: apt-get install postgresql"),
]
PEOPLE, WORKERS = 24, 2
# Presses of one person, a third of a second apart, until the receipt is there.
PRESSES = 60


def test_fi12_every_receipt_that_was_shown_is_there_after_both_restarts(database_url, tmp_path):
    applications = [draft()]
    applications += [draft(lot=applications[0].lot) for _ in range(PEOPLE - 1)]
    people = {application: head(application) for application in applications}
    shown, failed = [], []

    def submit(application):
        key = uuid4()
        for _ in range(PRESSES):
            answer = people[application].submits(site, application, key)
            if answer.status == 200 and answer.path == of(application, "receipt"):
                shown.append(application.number)
                return
            failed.append(answer.status)
            time.sleep(0.3)

    def after(count):
        while len(shown) < count:
            time.sleep(0.02)

    with cluster(database_url) as own, served(own.url, tmp_path, workers=WORKERS) as site:
        with ThreadPoolExecutor(8) as crowd:
            pressing = [crowd.submit(submit, application) for application in applications]
            for count, how in ((3, "fast"), (10, "immediate")):
                after(count)
                own.control("restart", "-m", how)
            for one in pressing:
                one.result()
        with psycopg.connect(own.url) as asked:
            rows = asked.execute(
                "SELECT a.number FROM tenders_receipt r JOIN tenders_application a ON a.receipt_id = r.id"
            ).fetchall()
        kept = subprocess.run(
            [sys.executable, "manage.py", "check_invariants"],
            env=os.environ | {"DATABASE_URL": own.url},
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
        )

    assert sorted(shown) == sorted(number for [number] in rows) == sorted(one.number for one in applications)
    assert set(failed) == {503}
    assert (kept.returncode, kept.stderr) == (0, ""), kept.stdout
    # The site found its database again by itself.
    assert (tmp_path / "web.log").read_text().count("Booting worker") == WORKERS
