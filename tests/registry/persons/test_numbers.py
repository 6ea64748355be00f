"""IINs and accounts that check themselves, and shares that are no more than the whole."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.organisations.bin import with_check_digit
from registry.persons import countries, iban, iin
from registry.persons.shares import Held, greatest
from tests.factories.persons import ACCOUNT, valid_iin

JANUARY, JUNE, DECEMBER = date(2020, 1, 1), date(2020, 6, 1), date(2020, 12, 1)


@pytest.mark.parametrize("birth", ["8003084", "0002295", "0402296", "9912313", "7501011", "0002290"])
def test_a_number_of_a_person_has_no_fault(birth):
    number = next(number for serial in range(9) if (number := with_check_digit(f"{birth}{serial:04}")))

    assert iin.fault_of(number) is None


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("", iin.Fault.LENGTH),
        ("80030840012", iin.Fault.LENGTH),
        ("8003084001233", iin.Fault.LENGTH),
        ("80030840012x", iin.Fault.LENGTH),
        ("٨٠٠٣٠٨٤٠٠١٢٣", iin.Fault.LENGTH),
        ("800308700123", iin.Fault.CENTURY),
        ("801308400123", iin.Fault.DAY),
        ("800231400123", iin.Fault.DAY),
        ("010229500123", iin.Fault.DAY),
        ("000229300123", iin.Fault.DAY),
    ],
)
def test_a_refused_number_of_a_person_names_its_failing_part(number, fault):
    assert iin.fault_of(number) is fault


def test_a_slip_in_the_last_digit_of_a_number_of_a_person_is_found():
    whole = valid_iin(3)
    others = [f"{whole[:11]}{digit}" for digit in range(10) if f"{whole[:11]}{digit}" != whole]

    assert {iin.fault_of(other) for other in others} == {iin.Fault.CHECK_DIGIT}


@pytest.mark.parametrize("number", ["KZ86125KZT5004100100", "KZ176010251000042993"])
def test_an_account_as_banks_publish_it_has_no_fault(number):
    assert iban.fault_of(number) is None


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("", iban.Fault.COUNTRY),
        ("DE89370400440532013000", iban.Fault.COUNTRY),
        ("KZ86125KZT500410010", iban.Fault.LENGTH),
        ("KZ86125KZT50041001000", iban.Fault.LENGTH),
        ("KZ86ABCKZT5004100100", iban.Fault.LENGTH),
        ("KZ86125KZT500410010Я", iban.Fault.LENGTH),
        ("KZ87125KZT5004100100", iban.Fault.CHECK_DIGITS),
        ("KZ86125KZT5004100101", iban.Fault.CHECK_DIGITS),
    ],
)
def test_a_refused_account_names_its_failing_part(number, fault):
    assert iban.fault_of(number) is fault


def test_the_account_of_the_tests_is_the_one_of_the_standard():
    assert ACCOUNT == "KZ86125KZT5004100100"


@given(st.text(max_size=24))
def test_any_text_gets_an_answer(text):
    assert iin.fault_of(text) is not None or len(text) == 12
    assert iban.fault_of(text) is not None or len(text) == 20


@pytest.mark.parametrize(
    ("shares", "most"),
    [
        ([], 0),
        ([Held(Decimal(60), JANUARY), Held(Decimal(40), JUNE)], 100),
        # Whoever leaves on a day and who comes on it do not meet.
        ([Held(Decimal(60), JANUARY, JUNE), Held(Decimal(60), JUNE)], 60),
        ([Held(Decimal(60), JANUARY, DECEMBER), Held(Decimal(60), JUNE)], 120),
        ([Held(Decimal("33.33"), JANUARY)] * 3, "99.99"),
    ],
)
def test_the_greatest_sum_of_shares_is_that_of_the_fullest_day(shares, most):
    assert greatest(shares) == Decimal(most)


days = st.dates(JANUARY, DECEMBER)


@given(st.lists(st.builds(Held, st.decimals(0, 50, places=2), days, st.none() | days), max_size=6), days)
def test_no_day_has_more_than_the_greatest_sum(shares, day):
    assert sum(one.share for one in shares if one.counts_on(day)) <= greatest(shares)


def test_countries_are_named_in_each_language_with_kazakhstan_first():
    assert [countries.choices(language)[0] for language in ("kk", "ru", "en")] == [
        ("KZ", "Қазақстан"),
        ("KZ", "Казахстан"),
        ("KZ", "Kazakhstan"),
    ]
    assert {"EU", "ZZ", "QO"} & {code for code, _name in countries.choices("en")} == set()
    assert (countries.name_of("DE", "ru"), countries.name_of("??", "ru")) == ("Германия", "??")
