"""The number of a bank account in Kazakhstan (IBAN, ISO 13616): KZ, two check digits, bank code, account. Pure."""

import re
from enum import StrEnum


class Fault(StrEnum):
    """The part of an account number that is wrong."""

    COUNTRY = "country"
    LENGTH = "length"
    CHECK_DIGITS = "check_digits"


def fault_of(number: str) -> Fault | None:
    """The first part that is wrong, or None for a number whose check digits fit: modulo 97 it leaves 1."""
    if not number.startswith("KZ"):
        return Fault.COUNTRY
    if not re.fullmatch(r"KZ[0-9]{5}[0-9A-Z]{13}", number):
        return Fault.LENGTH
    return None if _remainder(number) == 1 else Fault.CHECK_DIGITS


def with_check_digits(bank: str, account: str) -> str:
    """The whole number for the three digits of a bank and the thirteen characters of an account in it."""
    return f"KZ{98 - _remainder(f'KZ00{bank}{account}'):02}{bank}{account}"


def _remainder(number: str) -> int:
    # A letter counts as 10 to 35; the country and the check digits are read last.
    return int("".join(str(int(sign, 36)) for sign in number[4:] + number[:4])) % 97
