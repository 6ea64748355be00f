"""How much two themes are alike, by their words (R-031)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenders.plans.likeness import percent, stems

words = st.text(alphabet="абвгдеёжзиклмнопрстәғқңөұүһі ABC.,«»", max_size=60)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Помощь на дому пожилым людям", "Помощь на дому пожилым людям", 100),
        ("Помощь на дому пожилым людям", "ПОМОЩИ НА ДОМУ, пожилых людей", 75),
        ("Ауылдағы қарттарға көмек", "Ауылдағы қарттар үшін көмек", 100),
        ("Помощь пожилым", "Очистка берегов", 0),
        ("Помощь пожилым", "", 0),
        ("и в на", "по для", 0),
    ],
)
def test_the_share_of_words_without_endings_and_empty_words(one, other, alike):
    assert percent([one], [other]) == alike


def test_the_language_in_which_they_are_most_alike_counts():
    assert percent(["Көмек", "Помощь"], ["Тазарту", "Помощь"]) == 100


def test_kazakh_letters_are_compared_as_people_type_them():
    assert stems("Үйде көмек") == stems("уйде комек")


@given(words, words)
def test_likeness_is_mutual_and_within_bounds(one, other):
    assert percent([one], [other]) == percent([other], [one])
    assert 0 <= percent([one], [other]) <= 100


@given(words)
def test_a_text_with_words_is_wholly_like_itself(text):
    assert percent([text], [text]) == (100 if stems(text) else 0)
