"""The profiles that a fresh database starts with: every legal number, none of them in code."""

import json
from pathlib import Path

import pytest

from tenders import procedure
from tenders.procedure.models import Profile

FILE = Path(procedure.__file__).parent / "data" / "profiles.json"
PROFILES = json.loads(FILE.read_text(encoding="utf-8"))["profiles"]
BY_CODE = {facts["code"]: facts for facts in PROFILES}


@pytest.mark.parametrize("code", BY_CODE)
def test_a_profile_fits_the_model_field_by_field(code):
    profile = Profile(**BY_CODE[code])

    profile.clean_fields()

    assert profile.source
    assert len({profile.name_kk, profile.name_ru, profile.name_en}) == 3


def test_best_practice_is_offered_first_and_no_law_is_called_checked():
    assert [facts["code"] for facts in PROFILES if facts["is_default"]] == ["BP"]
    assert not any(facts["is_confirmed"] for facts in PROFILES)


@pytest.mark.parametrize(
    ("code", "number", "value"),
    [
        ("BP", "submission_days", 20),
        ("BP", "questions_close_wd", 5),
        ("BP", "answers_wd", 2),
        ("BP", "amendment_leaves_wd", 5),
        ("BP", "cure_days", 3),
        ("BP", "appeal_days", 5),
        ("BP", "min_scorers", 3),
        ("BP", "low_price_percent", "85.00"),
        ("BP", "low_price_wd", 3),
        ("BP", "total_threshold", "60.00"),
        ("BP", "criterion_min_points", "2.5"),
        ("KZ-2016", "documentation_discussion_wd", 5),
        ("KZ-2016", "submission_days", 15),
        ("KZ-2016", "submission_unit", "cd"),
        ("KZ-2016", "appeal_days", 5),
        ("KZ-2016", "security_wd", 10),
        ("KZ-2016", "quorum_is_more", True),
        ("BP", "quorum_is_more", False),
        ("KZ-2025", "documentation_discussion_wd", 2),
        ("KZ-2025", "appeal_days", 3),
        ("KZ-2025", "low_price_percent", None),
    ],
)
def test_a_number_is_that_of_its_source(code, number, value):
    assert BY_CODE[code][number] == value
