import pytest
from django.contrib.auth import get_user_model
from django.db.models.functions import Lower, Upper

from lifecycle.sqlite import letters


@pytest.mark.parametrize(
    ("pattern", "value", "found"),
    [
        ("%фонд%", "Общественный ФОНД «Қамқорлық»", True),
        ("%ҚАМҚОРЛЫҚ%", "Қоғамдық қор «қамқорлық»", True),
        ("әже%", "ӘЖЕЛЕР алқасы", True),
        ("%ұлт", "Біртұтас ҰЛТ", True),
        ("%ұлт", "Ұлттық бірлік", False),
        ("_ор", "Қор", True),
        ("_ор", "Қорғау", False),
        ("%100\\%%", "100% жеңіл", True),
        ("%100\\%%", "1000 жеңіл", False),
        ("%a\\_b%", "A_B", True),
        ("%a\\_b%", "AxB", False),
        ("%жаңа жыл%", "бірінші жол\nЖаңа жыл", True),
        ("%(а|б)%", "(А|Б)", True),
        ("5", 5, True),
        ("%", "", True),
        (None, "а", None),
        ("%", None, None),
    ],
)
def test_like_looks_past_the_case_of_every_alphabet(pattern, value, found):
    assert letters.like(pattern, value, "\\") is found


def test_without_an_escape_sign_a_backslash_is_a_letter():
    assert letters.like("a\\b", "A\\B") is True


def test_upper_and_lower_leave_alone_what_is_no_text():
    assert [letters.upper(v) for v in ("әже", 5, None, b"a")] == ["ӘЖЕ", 5, None, b"a"]
    assert [letters.lower(v) for v in ("ӘЖЕ", 5, None, b"A")] == ["әже", 5, None, b"A"]


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["әділет", "Әділет", "ӘДІЛЕТ"])
def test_the_database_finds_kazakh_words_in_any_case(word):
    people = get_user_model().objects
    person = people.create(email="adilet@example.kz", name="«Әділет» Қоры, 100% шын")
    people.create(email="other@example.kz", name="Отан")

    found = people.filter(name__icontains=word)

    assert list(found) == [person]
    assert list(found.values_list(Upper("name"), Lower("name"))) == [
        ("«ӘДІЛЕТ» ҚОРЫ, 100% ШЫН", "«әділет» қоры, 100% шын"),
    ]


@pytest.mark.django_db
def test_signs_of_a_pattern_are_plain_signs_in_a_search():
    people = get_user_model().objects
    person = people.create(email="a@example.kz", name="100% шын")
    people.create(email="b@example.kz", name="1000 шын")

    assert list(people.filter(name__icontains="100% Ш")) == [person]
    assert list(people.filter(name__iexact="100% ШЫН")) == [person]
    assert list(people.filter(name__istartswith="100%")) == [person]
