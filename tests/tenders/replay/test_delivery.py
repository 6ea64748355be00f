"""What the replay owes leaves from here where no worker runs; nothing is tried again before its turn."""

from datetime import timedelta

import pytest
from django.core import mail

from lifecycle import clock
from notifications.models import Notice
from tenders.replay import delivery
from tests.factories.notifications import NoticeFactory

pytestmark = pytest.mark.django_db


def test_what_is_owed_leaves_from_here_where_no_worker_runs():
    notices = NoticeFactory.create_batch(3)

    sent = delivery.deliver(Notice.objects.all())

    assert sent == 3
    assert sorted(letter.to for letter in mail.outbox) == sorted([notice.address] for notice in notices)


def test_what_the_mail_server_does_not_take_waits_for_a_later_tick(settings, nobodys_port):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", nobodys_port
    NoticeFactory.create_batch(2)

    sent = delivery.deliver(Notice.objects.all())

    assert sent == 0
    assert list(Notice.objects.values_list("state", "attempts")) == [("queued", 1)] * 2


def test_waiting_ends_when_the_clock_says_so():
    moment = clock.now() + timedelta(seconds=0.05)

    delivery.wait_until(moment)

    assert timedelta() <= clock.now() - moment < timedelta(seconds=2)
