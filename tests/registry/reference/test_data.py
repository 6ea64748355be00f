"""The dictionaries that a fresh database starts with."""

import csv
from datetime import date
from pathlib import Path

import pytest

from registry import reference

DATA = Path(reference.__file__).parent / "data"
FILES = ["regions", "spheres", "legal_forms", "ngo_classes", "support_forms", "question_topics"]


def rows(name):
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def regions_on(day):
    return [
        row
        for row in rows("regions")
        if (row["valid_from"] or "0001-01-01") <= day.isoformat() <= (row["valid_to"] or "9999-12-31")
    ]


@pytest.mark.parametrize("name", FILES)
def test_every_entry_has_its_own_code_and_a_name_in_three_languages(name):
    entries = rows(name)

    assert len({entry["code"] for entry in entries}) == len(entries)
    assert all(entry["name_en"] and entry["name_ru"] and entry["name_kk"] for entry in entries)
    assert [entry["code"] for entry in entries if entry["name_kk"] == entry["name_ru"]] == []


def test_there_are_21_regions_whose_kato_code_is_two_digits_and_seven_zeros():
    entries = rows("regions")

    assert len(entries) == 21
    assert all(entry["kato"] == entry["code"] + "0000000" for entry in entries)
    assert {entry["split_from"] for entry in entries} - {""} <= {entry["code"] for entry in entries}


@pytest.mark.parametrize(
    ("day", "regions", "cities"),
    [(date(2005, 7, 19), 14, 2), (date(2020, 1, 1), 14, 3), (date(2025, 1, 1), 17, 3)],
)
def test_each_day_has_the_regions_of_its_time(day, regions, cities):
    kinds = [row["kind"] for row in regions_on(day)]

    assert (kinds.count("region"), kinds.count("city")) == (regions, cities)


def test_a14_south_kazakhstan_stands_in_2005_and_is_turkistan_and_shymkent_today():
    in_2005 = {row["code"] for row in regions_on(date(2005, 7, 19))}
    successors = {row["name_en"] for row in regions_on(date(2025, 1, 1)) if row["split_from"] == "51"}

    assert "51" in in_2005
    assert successors == {"Turkistan", "Shymkent"}


def test_the_spheres_are_numbered_from_1_to_18():
    assert [int(row["code"]) for row in rows("spheres")] == list(range(1, 19))


def test_a10_every_form_that_is_no_ngo_has_its_own_reason_in_three_languages():
    refused = [row for row in rows("legal_forms") if row["is_ngo"] == "false"]

    assert [row["code"] for row in refused] == [
        "political_party",
        "trade_union",
        "religious_association",
        "state_institution",
        "commercial_company",
    ]
    for language in ("en", "ru", "kk"):
        reasons = {row[f"refusal_{language}"] for row in refused}
        assert len(reasons - {""}) == len(refused)


def test_a_form_of_an_ngo_has_no_reason_of_refusal():
    allowed = [row for row in rows("legal_forms") if row["is_ngo"] == "true"]

    assert {row["refusal_en"] + row["refusal_ru"] + row["refusal_kk"] for row in allowed} == {""}


def test_the_classes_are_those_of_2006_in_their_groups():
    groups = {}
    for row in rows("ngo_classes"):
        groups.setdefault(row["group"], []).append(row["code"])

    assert groups == {
        "social": ["womens", "social_services", "health_charity"],
        "sociopolitical": ["human_rights", "environmental", "youth", "analytical", "ngo_associations"],
        "reformer": ["sectoral_associations"],
        "added": ["childrens", "gender"],
    }
