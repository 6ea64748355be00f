"""Numbers that a person can read aloud and nobody can guess."""

import re

from tenders.applications import numbers


def test_an_application_has_eight_letters_and_digits_that_are_not_mistaken():
    assert re.fullmatch(r"A-[2-9A-HJKMNP-TV-Z]{8}", numbers.of_application())


def test_a_receipt_has_three_groups_of_four():
    assert re.fullmatch(r"R(-[2-9A-HJKMNP-TV-Z]{4}){3}", numbers.of_receipt())


def test_a_thousand_numbers_are_a_thousand():
    assert len({numbers.of_application() for _ in range(1000)}) == 1000
