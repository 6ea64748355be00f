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
    files = [one for one in crowd if one.attaches is not None]
    assert 400 < len(files) < 600
    assert all(one.comes <= one.attaches <= one.submits - rush.READS for one in files)
    assert crowd == rush.plan(1_000, 600)


@pytest.mark.broker
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="a server as in production has PostgreSQL")
def test_fi30_everybody_in_time_is_received_and_nobody_else_with_files_two_presses_and_cut_lines():
    crowd = rush.plan(40, 30)

    tally = rush.measure(people=40, seconds=30)

    assert (tally.applicants, tally.lost, tally.late_accepted, tally.early_refused) == (40, 0, 0, 0)
    assert (tally.broken_promises, tally.errors) == (0, 0)
    assert tally.submitted == sum(one.submits <= 0 for one in crowd)
    assert tally.files == sum(one.attaches is not None for one in crowd)
    assert tally.drained_seconds < rush.DRAINED
