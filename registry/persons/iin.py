"""The individual identification number (IIN): twelve digits of one person, never published (domain 2.8, S48).

Digits 1–6 are the day of birth, digit 7 the century and the sex (1 and 2 the 19th, 3 and 4 the 20th, 5 and 6 the 21st;
0 for foreigners, without a century), digits 8–11 a serial number, digit 12 the check digit of a BIN.
"""

import re
from datetime import date
from enum import StrEnum

from registry.organisations.bin import check_digit

CENTURIES = {"0": (1900, 2000), "1": (1800,), "2": (1800,), "3": (1900,), "4": (1900,), "5": (2000,), "6": (2000,)}


class Fault(StrEnum):
    """The part of a number that cannot belong to a person."""

    LENGTH = "length"
    CENTURY = "century"
    DAY = "day"
    CHECK_DIGIT = "check_digit"


def fault_of(number: str) -> Fault | None:
    """The first part of the number that is wrong, or None for a number that a person can hold."""
    if not re.fullmatch(r"[0-9]{12}", number):
        return Fault.LENGTH
    if number[6] not in CENTURIES:
        return Fault.CENTURY
    if not any(_is_day(century, number[:6]) for century in CENTURIES[number[6]]):
        return Fault.DAY
    if number[11] != str(check_digit(number[:11])):
        return Fault.CHECK_DIGIT
    return None


def _is_day(century: int, digits: str) -> bool:
    try:
        date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return False
    return True
