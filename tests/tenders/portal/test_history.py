"""The tenders of 2003 to 2006: acceptance cases A1 to A8, A14 and A18 on the page itself."""

import re
from decimal import Decimal

import pytest
from django.utils.html import strip_tags

from registry.archive.models import ArchiveTender

pytestmark = pytest.mark.django_db

PAGE = "/en/history/"
THIN = "\xa0"


@pytest.fixture
def page(client):
    return client.get(PAGE)


def text_of(page):
    """What a reader reads, in one line."""
    return re.sub(r"\s+", " ", strip_tags(page.text).replace("&nbsp;", " ").replace(THIN, " "))


def row_of(page, label):
    """The cells of one tender in the table of figures."""
    rows = re.findall(r"<tr>(.*?)</tr>", page.text.split("<h2>Charts</h2>")[0], re.S)
    row = next(row for row in rows if f'<th scope="row">{label}' in row)
    cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S)
    return [" ".join(strip_tags(cell.replace("<br>", " ")).replace("&nbsp;", THIN).split()) for cell in cells]


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        (
            "September 2003",
            ["September 2003 pilot", "120", "109", "1.10", "20 projects", "16.67 % of applications", "10 700 000 ₸",
             "535 000 ₸"],
        ),
        (
            "May 2004",
            ["May 2004 pilot", "142", "119", "1.19", "20 projects", "14.08 % of applications", "9 700 000 ₸",
             "485 000 ₸"],
        ),
        (
            "19 July 2005",
            ["19 July 2005", "234", "165", "1.42", "50 NGOs", "30.30 % of NGOs", "59 700 000 ₸", "1 194 000 ₸"],
        ),
    ],
    ids=["A1", "A2", "A3"],
)  # fmt: skip
def test_a1_to_a3_each_tender_stands_in_the_table_with_its_own_unit(page, label, cells):
    assert row_of(page, label) == cells


def test_a2_and_a3_growth_against_the_tenders_before(page):
    growth = [tuple(line) for line in page.context["growth"]]

    assert growth == [
        ("May 2004", f"+18.33{THIN}%", f"−9.35{THIN}%", Decimal("0.91"), Decimal("0.91")),
        ("19 July 2005", f"+64.79{THIN}%", f"+515.46{THIN}%", Decimal("6.15"), Decimal("5.58")),
    ]
    assert "×6.15" in page.text and "×5.58" in page.text


def test_a3_the_doubt_of_the_source_is_told(page):
    assert "19 July 2005: the text does not say whether the sum was asked or granted." in text_of(page)


def test_a4_the_budget_of_2006(page):
    assert (page.context["budget"], page.context["budget_times"]) == (Decimal(550_000_000), Decimal("9.21"))
    assert (
        "The budget of 2006 is 550 000 000 ₸: 350 000 000 ₸ and 200 000 000 ₸. That is ×9.21 against the third tender."
    ) in text_of(page)


def test_a5_all_three_together_and_winners_are_not_added_up(page):
    assert "All three together: 496 applications, 80 100 000 ₸." in text_of(page)
    assert "Winners are not added up" in page.text


def test_a5_each_chart_has_one_scale_from_zero_and_its_table_beneath(page):
    applications, money, activities = page.context["charts"]

    widths = {bar.label: Decimal(bar.width) for bar in applications.bars}
    longest = widths["19 July 2005"]
    assert widths["September 2003"] / longest == pytest.approx(Decimal(120) / 234, abs=Decimal("0.001"))
    assert [bar.shown.replace(THIN, " ") for bar in money.bars] == [
        "10 700 000 ₸",
        "9 700 000 ₸",
        "59 700 000 ₸",
        "550 000 000 ₸",
    ]
    assert [bar.value for bar in activities.bars] == [42, 24, 34]
    assert page.text.count("<svg") == page.text.count("chart__table") + 1  # the mark of the site is one more picture
    assert " style=" not in page.text


def test_a6_the_first_two_are_pilots_and_the_third_is_not(page):
    assert [row.is_pilot for _label, row, *_rest in page.context["rows"]] == [True, True, False]
    assert page.text.count('data-status="pilot"') == 2


def test_a7_the_shares_make_a_whole_with_their_source(page):
    assert "the shares make 100 % together" in text_of(page)


def test_a8_what_is_only_reported_has_a_tilde_its_words_and_its_source(page):
    assert [(told.shown.replace(THIN, " "), told.words) for told in page.context["reported"]] == [
        ("~5 000", "“more than” in the source"),
        ("~1 000", "“about” in the source"),
        ("~200 000", "“more than” in the source"),
        ("~2 000 000", "“about” in the source"),
    ]
    assert "So at most 20 % of the NGOs worked effectively." in text_of(page)
    assert page.text.count("Diachenko") == 3


def test_a14_south_kazakhstan_is_named_with_what_it_is_today(page):
    assert "South Kazakhstan (today Turkistan, Shymkent)" in text_of(page)
    assert page.context["regions_then"] == 16
    assert [region.code for region, _successors in page.context["most_ngos"]] == ["75", "71", "35", "63", "51"]


def test_a18_the_pilot_comes_before_the_first_forum_and_the_law_before_the_third_tender(page):
    keys = [line.key for line in page.context["happened"]]

    assert keys == sorted(keys)
    assert keys.index("2003-09") < keys.index("2003-10-14")
    assert keys.index("2005-04-12") < keys.index("2005-07-19")
    assert len(keys) == 9


def test_a18_both_civil_forums_stand_with_their_days_and_lead_to_their_page(page):
    forums = {line.when: str(line.body) for line in page.context["happened"] if line.body and "Forum" in line.what}

    assert forums == {
        "14 October 2003 – 15 October 2003": "Civil Forum",
        "11 September 2005 – 12 September 2005": "Civil Forum",
    }
    assert page.text.count('href="/en/register/bodies/civil-forum/"') == 2


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", ["2003 жылғы қыркүйек", "Бірінші Азаматтық форум", "1980-жылдардың соңы", "барлық өңірлер"]),
        ("ru", ["первый пилотный конкурс", "Первый Гражданский форум", "конец 1980-х годов", "все регионы"]),
        ("en", ["first pilot tender", "First Civil Forum", "end of the 1980s", "all regions"]),
    ],
)
def test_what_the_source_tells_stands_in_the_readers_language(client, language, words):
    page = client.get(f"/{language}/history/").text

    assert [word for word in words if word not in page] == []


def test_the_source_is_marked_as_english_on_every_page(client):
    for language in ("kk", "ru"):
        assert client.get(f"/{language}/history/").text.count('<cite lang="en">S. Diachenko') == 3


def test_r095_the_history_stands_on_the_rows_of_the_archive_alone(client, django_assert_num_queries):
    ArchiveTender.objects.filter(code="2003-09").update(applications=1_200)

    with django_assert_num_queries(5):
        page = client.get(PAGE)

    assert row_of(page, "September 2003")[1] == "1200"
    assert page.context["totals"].applications == 1_576


def test_an_empty_archive_is_no_error(client):
    ArchiveTender.objects.all().delete()

    assert client.get(PAGE).status_code == 200
