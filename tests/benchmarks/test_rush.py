"""The rush of `./dev bench rush` on a small scale: who comes when, and that nothing is lost; nothing is timed here."""

import pytest
from django.db import connection

from benchmarks import rush


def test_four_in_ten_submit_in_the_last_fifth_and_some_within_a_second_of_the_deadline():
    crowd = rush.plan(1_000, 600)

    assert sum(one.submits >= -120 for one in crowd) == 400
    assert sum(abs(one.submits) <= 1 for one in crowd) == 50
    assert {one.submits > 0 for one in crowd} == {True, False}
    assert all(-600 <= one.comes < one.submits for one in crowd)
    assert 70 < sum(one.presses == 2 for one in crowd) < 130
    assert 15 < sum(one.hangs_up for one in crowd) < 45
    assert crowd == rush.plan(1_000, 600)


@pytest.mark.broker
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="a server as in production has PostgreSQL")
def test_nobody_who_was_told_of_a_receipt_is_without_one():
    tally = rush.measure(people=20, seconds=20)

    late = sum(one.submits > 0 for one in rush.plan(20, 20))
    assert (tally.applicants, tally.lost, tally.late_accepted, tally.errors) == (20, 0, 0, 0)
    assert 20 - late - tally.early_refused <= tally.submitted <= 20
    assert tally.drained_seconds < rush.DRAINED
