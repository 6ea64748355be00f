"""Two versions beside each other: words and rows, without a database."""

import pytest

from tenders.versions import comparing
from tenders.versions.comparing import Kind, Piece

SAME, ADDED, REMOVED, CHANGED = Kind.SAME, Kind.ADDED, Kind.REMOVED, Kind.CHANGED
ELDERS, YOUTH, FAMILIES = {"who": "Elders"}, {"who": "Youth"}, {"who": "Families"}


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("", "", []),
        ("ауыл қарттары", "ауыл қарттары", [(SAME, "ауыл қарттары")]),
        ("", "жаңа сөз", [(ADDED, "жаңа сөз")]),
        ("ескі сөз", "", [(REMOVED, "ескі сөз")]),
        ("40 elders live", "60 elders live", [(REMOVED, "40"), (ADDED, "60"), (SAME, " elders live")]),
        ("one two", "one and two", [(SAME, "one"), (ADDED, " and"), (SAME, " two")]),
        ("one\n\ntwo", "one\n\ntwo ", [(SAME, "one\n\ntwo"), (ADDED, " ")]),
    ],
)
def test_a_text_is_compared_word_by_word(before, after, pieces):
    assert comparing.words(before, after) == [Piece(*piece) for piece in pieces]


@pytest.mark.parametrize(("before", "after"), [("one two\nthree", "two  one\n\nthree"), ("", " "), ("ә", "ә ә")])
def test_nothing_of_either_text_is_missing(before, after):
    pieces = comparing.words(before, after)

    assert "".join(text for kind, text in pieces if kind != ADDED).split() == before.split()
    assert "".join(text for kind, text in pieces if kind != REMOVED) == after


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ([ELDERS], [ELDERS], []),
        ([], [ELDERS], [(ADDED, 1, {}, ELDERS)]),
        ([ELDERS, YOUTH], [YOUTH], [(REMOVED, 1, ELDERS, {})]),
        ([ELDERS, YOUTH], [ELDERS, FAMILIES], [(CHANGED, 2, YOUTH, FAMILIES)]),
        ([ELDERS], [YOUTH, FAMILIES], [(CHANGED, 1, ELDERS, YOUTH), (ADDED, 2, {}, FAMILIES)]),
        ([YOUTH], [ELDERS, YOUTH], [(ADDED, 1, {}, ELDERS)]),
    ],
)
def test_rows_are_compared_and_those_that_only_moved_are_the_same(before, after, found):
    assert comparing.rows(before, after) == [comparing.Row(*row) for row in found]
