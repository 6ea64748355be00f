"""Marks and comments: on the scale, whole, and compared with what a page showed. Pure."""

from decimal import Decimal as D

import pytest

from tenders.scoring.marks import NOTHING, is_on_scale, is_whole, trace


@pytest.mark.parametrize(
    ("points", "verdict"),
    [("0", True), ("0.5", True), ("5", True), ("5.0", True), ("2.25", False), ("5.5", False), ("-0.5", False)],
)
def test_a_mark_is_from_0_to_5_in_halves(points, verdict):
    assert is_on_scale(D(points), D("5.0"), D("0.5")) is verdict


@pytest.mark.parametrize(
    ("mark", "verdict"),
    [
        ((D("3"), "x" * 30), True),
        ((D("0"), "x" * 30), True),
        ((D("3"), "x" * 29), False),
        ((D("3"), " " * 10 + "x" * 25), False),
        ((None, "x" * 30), False),
        (NOTHING, False),
    ],
)
def test_a_mark_is_whole_with_a_comment_of_thirty_letters(mark, verdict):
    assert is_whole(mark, 30) is verdict


def test_the_same_mark_has_the_same_print_however_it_is_written():
    assert trace((D("3"), "a")) == trace((D("3.0"), "a"))
    assert len({trace(NOTHING), trace((D("0"), "")), trace((None, "0")), trace((D("3.5"), "a"))}) == 4
