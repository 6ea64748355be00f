from datetime import timedelta

import pytest

from notifications.models import Notice
from tests.factories.notifications import THEN, NoticeFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 3), (3, 9), (7, 729)])
def test_each_pause_is_three_times_as_long_and_a_little_more(attempts, minutes):
    notice = NoticeFactory(attempts=attempts, claimed_until=THEN)

    notice.postpone(because="450 Try later", at=THEN)

    notice.refresh_from_db()
    pause = notice.available_at - THEN
    assert timedelta(minutes=minutes) <= pause <= timedelta(minutes=minutes * 1.25)
    assert (notice.state, notice.claimed_until, notice.last_error) == ("queued", None, "450 Try later")


def test_the_eighth_failure_is_the_last():
    notice = NoticeFactory(attempts=8)

    notice.postpone(because="450 Try later", at=THEN)

    notice.refresh_from_db()
    assert (notice.state, notice.last_error, list(Notice.objects.dead())) == ("dead", "450 Try later", [notice])


def test_a_fault_for_good_ends_it_at_once():
    notice = NoticeFactory(attempts=1)

    notice.postpone(because="550 No such mailbox", at=THEN, is_permanent=True)

    notice.refresh_from_db()
    assert (notice.state, notice.last_error) == ("dead", "550 No such mailbox")


def test_a_worker_that_was_too_slow_spoils_nothing():
    notice = NoticeFactory(attempts=1)
    slow = Notice.objects.get(pk=notice.pk)
    notice.mark_sent(at=THEN)

    slow.postpone(because="Timed out", at=THEN, is_permanent=True)

    notice.refresh_from_db()
    assert (notice.state, notice.sent_at, notice.last_error) == ("sent", THEN, "")


def test_what_only_the_mail_carried_is_forgotten_once_sent():
    secret = NoticeFactory(is_listed=False, url="/kk/account/password/reset/key/abc/")
    open_one = NoticeFactory()

    secret.mark_sent(at=THEN)
    open_one.mark_sent(at=THEN)

    secret.refresh_from_db()
    open_one.refresh_from_db()
    assert (secret.state, secret.facts, secret.url) == ("sent", {}, "")
    assert (open_one.state, open_one.url, open_one.facts["role_en"]) == ("sent", "/kk/desk/", "registry officer")


def test_what_is_dead_is_tried_again_from_the_beginning():
    notice = NoticeFactory(dead=True)

    notice.retry(at=THEN)

    notice.refresh_from_db()
    assert (notice.state, notice.attempts, notice.available_at, notice.last_error) == ("queued", 0, THEN, "")
