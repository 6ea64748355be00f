from datetime import timedelta
from threading import Barrier, Event, Thread

import pytest
from django.db import connection, transaction

from notifications.models import LEASE, TRIES, Notice
from tests.factories.notifications import THEN, NoticeFactory

pytestmark = pytest.mark.django_db


def test_the_oldest_are_taken_first_under_a_lease_and_counted():
    late, early = NoticeFactory(available_at=THEN), NoticeFactory(available_at=THEN - timedelta(hours=1))

    [taken] = Notice.objects.claim(at=THEN, limit=1)

    assert taken == early
    early.refresh_from_db()
    late.refresh_from_db()
    assert (taken.attempts, taken.claimed_until) == (early.attempts, early.claimed_until) == (1, THEN + LEASE)
    assert (late.attempts, late.claimed_until) == (0, None)


def test_what_is_held_sent_dead_or_not_due_is_left():
    NoticeFactory(claimed_until=THEN + timedelta(seconds=1))
    NoticeFactory(available_at=THEN + timedelta(seconds=1))
    NoticeFactory(sent=True)
    NoticeFactory(dead=True)
    NoticeFactory(state="dropped", last_error="Left the country.")

    assert Notice.objects.claim(at=THEN, limit=10) == []


def test_a_lease_that_ran_out_is_taken_by_another():
    notice = NoticeFactory(claimed_until=THEN, attempts=1)

    assert [(taken, taken.attempts) for taken in Notice.objects.claim(at=THEN, limit=10)] == [(notice, 2)]


def test_what_took_every_worker_down_is_set_aside():
    poison = NoticeFactory(attempts=TRIES, claimed_until=THEN)

    assert Notice.objects.claim(at=THEN, limit=10) == []
    assert Notice.objects.bury(at=THEN) == 1
    poison.refresh_from_db()
    assert (poison.state, poison.last_error) == ("dead", "The worker stopped at every try.")


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_the_same():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time.")
    NoticeFactory.create_batch(40)
    taken: list[list[int]] = [[], []]
    together = Barrier(2)

    def work(mine: list[int]) -> None:
        together.wait()
        while found := Notice.objects.claim(at=THEN, limit=1):
            mine.append(found[0].pk)
        connection.close()

    workers = [Thread(target=work, args=[mine]) for mine in taken]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(taken[0] + taken[1]) == sorted(Notice.objects.values_list("pk", flat=True))
    assert set(Notice.objects.values_list("attempts", flat=True)) == {1}


@pytest.mark.django_db(transaction=True)
def test_a_row_that_was_written_first_and_committed_last_is_not_missed():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time.")
    written, may_commit = Event(), Event()

    def write_first() -> None:
        with transaction.atomic():
            NoticeFactory(available_at=THEN - timedelta(minutes=1))
            written.set()
            may_commit.wait()
        connection.close()

    writer = Thread(target=write_first)
    writer.start()
    written.wait()
    second = NoticeFactory(available_at=THEN)
    taken_meanwhile = Notice.objects.claim(at=THEN, limit=10)
    may_commit.set()
    writer.join()

    [first] = Notice.objects.claim(at=THEN, limit=10)
    assert taken_meanwhile == [second]
    assert first.pk < second.pk
