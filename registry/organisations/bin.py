"""The business identification number (BIN): twelve digits that check themselves.

Digits 1–4 are year and month of registration, digit 5 the type of the holder, digit 6 its part
(head office, branch, representative office), digits 7–11 a serial number, digit 12 the check
digit (R-001; domain.md 2.8).
"""

import re
from enum import StrEnum

FIRST_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
LEGAL_ENTITIES = "45"
ENTREPRENEURS = "6"
PARTS = "012"
PEASANT_FARMS = "3"


class Fault(StrEnum):
    """The part of a number that cannot belong to an NGO."""

    LENGTH = "length"
    MONTH = "month"
    ENTREPRENEUR = "entrepreneur"
    TYPE = "type"
    PEASANT_FARM = "peasant_farm"
    PART = "part"
    CHECK_DIGIT = "check_digit"


def fault_of(number: str) -> Fault | None:
    """The first part of the number that is wrong, or None for a number an NGO can hold (R-001)."""
    if not re.fullmatch(r"[0-9]{12}", number):
        return Fault.LENGTH
    if not "01" <= number[2:4] <= "12":
        return Fault.MONTH
    if fault := _fault_of_holder(number[4], number[5]):
        return fault
    if number[11] != str(check_digit(number[:11])):
        return Fault.CHECK_DIGIT
    return None


def check_digit(eleven: str) -> int | None:
    """The twelfth digit these eleven ask for, or None when that number is never issued (R-001)."""
    for weights in (FIRST_WEIGHTS, SECOND_WEIGHTS):
        remainder = sum(w * int(d) for w, d in zip(weights, eleven, strict=True)) % 11
        if remainder < 10:
            return remainder
    return None


def month_of(number: str) -> tuple[int, int]:
    """The month of registration that a number tells: the last two digits of the year, and the month."""
    return int(number[:2]), int(number[2:4])


def with_check_digit(eleven: str) -> str | None:
    """The whole number for these eleven digits, or None when such a number is never issued."""
    digit = check_digit(eleven)
    return None if digit is None else f"{eleven}{digit}"


def _fault_of_holder(kind: str, part: str) -> Fault | None:
    if kind == ENTREPRENEURS:
        return Fault.ENTREPRENEUR
    if kind not in LEGAL_ENTITIES:
        return Fault.TYPE
    if part == PEASANT_FARMS:
        return Fault.PEASANT_FARM
    if part not in PARTS:
        return Fault.PART
    return None
