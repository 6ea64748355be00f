"""The clock of the web server is wrong by minutes and by a day: the database's clock alone decides (FI14, Q14)."""

import urllib.request
from datetime import timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from lifecycle import clock
from tenders.applications.models import Application, LateAttempt, Receipt
from tenders.calls.models import Call
from tests.faults.web import broken_promises, draft, head, of, served

LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
pytestmark = [
    pytest.mark.broker,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="with SQLite there is one machine and one clock"),
    pytest.mark.skipif(LIBRARY is None, reason="libfaketime is not here: apt-get install libfaketime"),
]
MINUTE = timedelta(minutes=1)
SHIFTS = {"+10m": 10 * MINUTE, "-10m": -10 * MINUTE, "+1d": timedelta(days=1)}


@pytest.fixture(params=SHIFTS)
def shift(request):
    return request.param


@pytest.fixture
def site(shift, database_url, tmp_path):
    wrong = {"LD_PRELOAD": str(LIBRARY), "FAKETIME": shift, "NO_FAKE_STAT": "1"}
    with served(database_url, tmp_path, **wrong) as address:
        with urllib.request.urlopen(f"{address}/health/live/") as answer:
            off = parsedate_to_datetime(answer.headers["Date"]) - clock.now()
        assert abs(off - SHIFTS[shift]) < MINUTE / 2
        yield address


def due(at):
    """A draft whose call closes at this moment."""
    application = draft()
    Call.objects.filter(pk=application.lot.call_id).update(deadline_at=at, opening_at=at)
    return application


def test_fi14_what_is_accepted_and_what_is_late_is_decided_by_the_clock_of_the_database(site):
    begun = clock.now()
    in_time, late = due(begun + 5 * MINUTE), due(begun - 5 * MINUTE)

    accepted = head(in_time).submits(site, in_time, uuid4())
    refused = head(late).submits(site, late, uuid4())

    assert (accepted.path, refused.path) == (of(in_time, "receipt"), of(late, "detail"))
    assert begun < Receipt.objects.get(application=in_time).received_at < clock.now()
    attempt = LateAttempt.objects.get()
    assert (attempt.application, begun < attempt.received_at < clock.now()) == (late, True)
    assert dict(Application.objects.values_list("number", "status")) == {
        in_time.number: "submitted",
        late.number: "draft",
    }
    assert broken_promises() == []
