from datetime import UTC, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from lifecycle import clock

pytestmark = pytest.mark.django_db


def test_the_moment_is_in_utc_and_is_now():
    moment = clock.now()

    assert moment.tzinfo == UTC
    assert abs(moment - timezone.now()) < timedelta(minutes=1)


def test_time_goes_on_inside_a_transaction():
    with transaction.atomic():
        first = clock.now()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        second = clock.now()

    assert second > first
