"""Notices delivered by a real worker, over a real broker, to a real mail server."""

import time
from collections.abc import Callable

import pytest

from notifications.models import Notice
from tests.factories.notifications import NoticeFactory
from tests.posting import Office, kill

pytestmark = [pytest.mark.broker, pytest.mark.django_db(transaction=True)]


def beats_until(office: Office, done: Callable[[], bool], seconds: int) -> float:
    """Beat until it is done; how long it took. Fails when it takes longer than so many seconds."""
    began = time.monotonic()
    while not done():
        if time.monotonic() - began > seconds:
            pytest.fail(f"Not done within {seconds} seconds.")
        office.tick()
        time.sleep(0.5)
    return time.monotonic() - began


def test_what_is_owed_leaves_once_however_many_hands_deliver(office, post_office):
    notices = NoticeFactory.create_batch(40)

    with office.worker(hands=2):
        beats_until(office, lambda: not Notice.objects.pending().exists(), seconds=30)

    assert sorted(post_office.recipients) == sorted([notice.address] for notice in notices)
    assert set(Notice.objects.values_list("state", "attempts")) == {("sent", 1)}


def test_a_worker_killed_over_a_letter_delays_it_by_less_than_half_a_minute(office, post_office):
    notice, other = NoticeFactory(), NoticeFactory()
    post_office.hangs = 1

    with office.worker() as first:
        beats_until(office, lambda: post_office.hangs == 0, seconds=20)
        kill(first)
    with office.worker():
        took = beats_until(office, lambda: not Notice.objects.pending().exists(), seconds=40)

    assert took < 30
    assert [to for to in post_office.recipients if to == [other.address]] == [[other.address]]
    assert {letter["Message-ID"] for letter in post_office.letters} == {notice.message_id, other.message_id}
