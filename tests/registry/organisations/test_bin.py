import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.organisations.bin import Fault, check_digit, fault_of, with_check_digit

PUBLIC_NUMBERS = ["940140000385", "990140004654", "070340007367", "980940001419", "970340000010"]

elevens = st.builds(
    "{:02}{:02}{}{}{:05}".format,
    st.integers(0, 99),
    st.integers(1, 12),
    st.sampled_from("45"),
    st.sampled_from("012"),
    st.integers(0, 99_999),
)


@pytest.mark.parametrize("number", PUBLIC_NUMBERS)
def test_a_published_number_has_no_fault(number):
    assert fault_of(number) is None


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        pytest.param("940140000384", Fault.CHECK_DIGIT, id="E9: wrong check digit"),
        pytest.param("940160000384", Fault.ENTREPRENEUR, id="E9: an entrepreneur's number"),
        pytest.param("949940000389", Fault.MONTH, id="E9: month 99"),
        pytest.param("940040000385", Fault.MONTH, id="month 00"),
        pytest.param("941340000385", Fault.MONTH, id="month 13"),
        pytest.param("940110000385", Fault.TYPE, id="type 1, a person's number"),
        pytest.param("940143000385", Fault.PEASANT_FARM, id="a peasant farm"),
        pytest.param("940147000385", Fault.PART, id="part 7"),
        pytest.param("", Fault.LENGTH, id="nothing"),
        pytest.param("94014000038", Fault.LENGTH, id="eleven digits"),
        pytest.param("9401400003855", Fault.LENGTH, id="thirteen digits"),
        pytest.param("94014000038a", Fault.LENGTH, id="a letter"),
        pytest.param("940140000385\n", Fault.LENGTH, id="a line end"),
        pytest.param("٩٤٠١٤٠٠٠٠٣٨٥", Fault.LENGTH, id="digits of another script"),
    ],
)
def test_a_refused_number_names_its_failing_part(number, fault):
    assert fault_of(number) is fault


def test_the_second_row_of_weights_decides_when_the_first_gives_ten():
    # First row: 2·1 + 4·4 + 5·4 + 10·6 = 98 → 10. Second: 4·1 + 6·4 + 7·4 + 1·6 = 62 → 7.
    assert with_check_digit("01044000060") == "010440000607"


def test_a_number_that_gives_ten_twice_is_never_issued():
    # First row: 98 + 11·7 = 175 → 10. Second: 62 + 2·7 = 76 → 10.
    assert check_digit("01044000067") is None
    assert with_check_digit("01044000067") is None
    assert {fault_of(f"01044000067{digit}") for digit in range(10)} == {Fault.CHECK_DIGIT}


@given(elevens)
def test_a_number_with_its_own_check_digit_passes_and_with_any_other_does_not(eleven):
    number = with_check_digit(eleven)
    others = [f"{eleven}{digit}" for digit in range(10) if f"{eleven}{digit}" != number]

    assert number is None or fault_of(number) is None
    assert {fault_of(other) for other in others} == {Fault.CHECK_DIGIT}


@given(st.text(max_size=14))
def test_any_text_gets_an_answer_and_only_twelve_digits_can_pass(text):
    assert fault_of(text) is not None or (len(text) == 12 and text.isdecimal())
