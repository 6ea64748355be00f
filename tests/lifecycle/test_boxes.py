"""A box opens for its key and its label alone, whole or not at all, and does not tell how long its text is (Q56)."""

import pytest

from lifecycle import boxes

KEY = boxes.new_key()
TEXT = "Ауылдағы қарттарға көмек"


def test_a_box_gives_back_its_text():
    assert boxes.read(KEY, boxes.shut(KEY, TEXT, "A-1"), "A-1") == TEXT


@pytest.mark.parametrize("text", ["", "\0", "a\0", "ә" * 40_000])
def test_any_text_comes_back_to_the_letter(text):
    assert boxes.read(KEY, boxes.shut(KEY, text, "A-1"), "A-1") == text


def test_the_same_text_is_another_box_each_time():
    assert boxes.shut(KEY, TEXT, "A-1") != boxes.shut(KEY, TEXT, "A-1")


def test_under_another_key_or_label_it_does_not_open():
    box = boxes.shut(KEY, TEXT, "A-1")

    for key, label in ((boxes.new_key(), "A-1"), (KEY, "A-2"), (KEY, "")):
        with pytest.raises(boxes.Broken):
            boxes.read(key, box, label)


@pytest.mark.parametrize("place", [0, 1, 12, 13, 40, 5000, -17, -16, -1])
def test_one_flipped_bit_is_enough_to_refuse_it(place):
    box = bytearray(boxes.shut(KEY, TEXT, "A-1"))
    box[place] ^= 1

    with pytest.raises(boxes.Broken):
        boxes.read(KEY, bytes(box), "A-1")


@pytest.mark.parametrize("left", [0, 1, 12, 13, 28, 29, 1000, -1])
def test_a_box_that_was_cut_is_refused(left):
    with pytest.raises(boxes.Broken):
        boxes.read(KEY, boxes.shut(KEY, TEXT, "A-1")[:left], "A-1")


def test_a_short_text_and_a_long_one_are_boxes_of_one_size():
    assert len(boxes.shut(KEY, "", "A-1")) == len(boxes.shut(KEY, "a" * (boxes.LEAST - boxes.LENGTH), "A-1"))
    assert len(boxes.shut(KEY, "a" * (boxes.LEAST - boxes.LENGTH + 1), "A-1")) == 2 * boxes.LEAST + 29
