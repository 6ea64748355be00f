"""A15: “everyone in need” is no target group; a group with bounds is one, in three languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenders.plans.target import is_everyone


@pytest.mark.parametrize(
    "description",
    [
        "Everyone in need",
        "everyone",
        " All  residents. ",
        "Все нуждающиеся",
        "ВСЁ НАСЕЛЕНИЕ",
        "Барлығы",
        "Барлық тұрғындар",
    ],
)
def test_a_group_that_leaves_nobody_out_is_everyone(description):
    assert is_everyone(description)


@pytest.mark.parametrize(
    "description",
    [
        "Orphans aged 14 to 18 of two boarding schools",
        "All single mothers registered with the employment office",
        "Все дети-сироты детского дома № 3",
        "Пожилые люди старше 65 лет, живущие одни",
        "Ауылдағы мүгедектігі бар барлық балалар",
        "",
    ],
)
def test_a_group_with_an_entry_test_is_not_everyone(description):
    assert not is_everyone(description)


@given(st.text(), st.integers(0, 100))
def test_an_age_always_bounds_a_group(text, age):
    assert not is_everyone(f"{text} {age}")
