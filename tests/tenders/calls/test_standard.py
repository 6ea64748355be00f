"""The standard criteria and requirements: complete, in two languages, lawful by the default profile."""

import pytest

from tenders.calls import standard
from tenders.calls.models import Criterion, Requirement

CRITERIA = {row["code"]: row for row in standard.CRITERIA}


def test_the_weights_are_those_of_the_default_set_and_make_a_hundred():
    assert [int(row["weight"]) for row in standard.CRITERIA] == [15, 10, 20, 15, 15, 10, 10, 5]
    assert [code for code, row in CRITERIA.items() if row["is_price"]] == ["budget"]


@pytest.mark.parametrize("code", CRITERIA)
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_each_mark_has_a_sentence_of_its_own(code, language):
    anchors = CRITERIA[code][f"anchors_{language}"]

    assert len(anchors) == len(set(anchors)) == len(standard.MARKS) == 6
    assert all(anchor[0].isupper() or anchor[0].isdigit() for anchor in anchors)
    assert all(anchor.endswith(".") for anchor in anchors)


@pytest.mark.parametrize("code", CRITERIA)
def test_kazakh_and_russian_are_two_languages(code):
    row = CRITERIA[code]

    assert not set(row["anchors_kk"]) & set(row["anchors_ru"])
    assert row["name_kk"] != row["name_ru"]


@pytest.mark.parametrize("row", standard.REQUIREMENTS, ids=lambda row: row["code"])
def test_each_requirement_fits_its_model(row):
    requirement = Requirement(**row)

    requirement.clean_fields(exclude=["call"])

    assert requirement.reason_kk and requirement.reason_ru


@pytest.mark.parametrize("row", standard.CRITERIA, ids=lambda row: row["code"])
def test_each_criterion_fits_its_model(row):
    Criterion(order=1, min_points="2.5", **row).clean_fields(exclude=["call"])
