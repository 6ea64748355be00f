"""Every figure of the statistics against a count made another way: row by row in Python, or by its own SQL."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.utils import timezone, translation

from registry.reference.models import Duty, LegalForm, NgoClass, Region, Sphere
from registry.statistics import contents, growth, kinds, regions, reported, sections, statuses
from tests.factories.registry import AnnualReportFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def public():
    """Thirty verified organisations that differ in everything that is counted, and two that nobody counts yet."""
    places, classes = list(Region.objects.filter(code__in=["10", "63", "75"])), list(NgoClass.objects.all()[:3])
    forms, spheres = list(LegalForm.objects.filter(is_ngo=True)[:4]), list(Sphere.objects.all()[:5])
    found = []
    for number in range(30):
        ngo = OrganisationFactory(
            region=places[number % 3 * number % 3], legal_form=forms[number % 4], scale=["local", "sector"][number % 2],
            status=["active", "active", "suspended", "liquidating", "liquidated"][number % 5],
            is_rural=number % 4 == 0, registered_on=date(1989 + number, 1 + number % 12, 1),
            spheres=[spheres[number % 5], spheres[number % 2]], bin=None if number % 7 == 0 else f"{number:012}",
        )  # fmt: skip
        ngo.classes.set(classes[: number % 4])
        found.append(ngo)
    OrganisationFactory(status="filed", registered_on=date(1990, 1, 1))
    OrganisationFactory(status="returned", is_rural=True)
    return found


def column(section, place=1):
    """A column of the table by the names of its rows, rows of nothing left out."""
    return {row[0]: row[place] for row in section.rows if row[place]}


def by_sql(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return dict(cursor.fetchall())


def test_growth_counts_each_year_and_all_before_it(public):
    section = growth.by_year(TODAY)

    years = Counter(str(ngo.registered_on.year) for ngo in public)
    assert column(section) == years
    assert [row[0] for row in section.rows] == [str(year) for year in range(1989, 2019)]
    assert [row[2] for row in section.rows] == list(range(1, 31))
    assert section.summary.startswith("The register holds 30 organisations.")


def test_the_stages_of_the_article_hold_every_organisation_once(public):
    section = growth.by_stage(TODAY)

    years = [ngo.registered_on.year for ngo in public]
    assert [row[1] for row in section.rows] == [
        sum(year < 1994 for year in years),
        sum(1994 <= year <= 1997 for year in years),
        sum(1998 <= year <= 2002 for year in years),
        sum(year >= 2003 for year in years),
    ]
    assert section.total[1] == 30
    assert [row[0] for row in section.rows] == ["end of the 1980s – 1994", "1994 – 1997", "1998 – 2002", "2003 –"]


def test_regions_count_all_and_active_as_sql_does(public):
    section = regions.by_region(TODAY)

    named = "SELECT r.name_en, COUNT(*) FROM registry_organisation o JOIN registry_region r ON r.id = o.region_id "
    assert column(section) == by_sql(f"{named} WHERE o.status NOT IN ('filed', 'returned') GROUP BY r.name_en")
    assert column(section, 3) == by_sql(f"{named} WHERE o.status = 'active' GROUP BY r.name_en")
    assert section.total == ["In all", 30, Decimal("100.00"), 12, ""]
    assert len(section.rows) == 20


def test_the_map_has_a_tile_with_a_number_for_each_region_of_today(public):
    country = regions.by_region(TODAY).charts[0]

    numbers = Counter(ngo.region.name_en for ngo in public)
    assert {tile.name: tile.shown for tile in country.tiles} == {
        region.name_en: str(numbers[region.name_en]) for region in Region.objects.on(TODAY)
    }
    assert len({(tile.x, tile.y) for tile in country.tiles}) == 20


def test_a_region_that_is_no_more_keeps_its_row_and_is_not_lost_from_the_total():
    OrganisationFactory(region=Region.objects.get(code="51"), registered_on=date(2001, 1, 1))
    OrganisationFactory()

    section = regions.by_region(TODAY)

    south = next(row for row in section.rows if row[0] == "South Kazakhstan")
    assert south == ["South Kazakhstan", 1, Decimal("50.00"), 1, "until 18 June 2018; today Turkistan, Shymkent"]
    assert (section.total[1], len(section.rows)) == (2, 21)


def test_a_region_that_was_split_off_says_from_where():
    fates = {row[0]: row[4] for row in regions.by_region(TODAY).rows if row[4]}

    assert fates["Abai"] == "since 8 June 2022; before that part of East Kazakhstan"
    assert sorted(fates) == ["Abai", "Jetisu", "Shymkent", "Turkistan", "Ulytau"]


@pytest.mark.parametrize(("day", "count"), [(date(2005, 7, 19), 16), (date(2020, 1, 1), 17), (date(2026, 1, 1), 20)])
def test_the_regions_follow_the_day(day, count):
    assert len(regions.by_region(day).rows) == count


def test_villages_have_a_share_in_the_country_and_in_each_region(public):
    section = regions.rural(TODAY)

    villages = Counter(ngo.region.name_en for ngo in public if ngo.is_rural)
    everybody = Counter(ngo.region.name_en for ngo in public)
    assert column(section, 2) == villages
    assert section.total == ["In all", 30, 8, Decimal("26.67")]
    assert {row[0]: row[3] for row in section.rows if row[1]} == {
        name: round(Decimal(villages[name] * 100) / everybody[name], 2) for name in everybody
    }


def test_statuses_say_how_many_of_the_registered_are_active(public):
    section = statuses.today(TODAY)

    assert column(section) == {"active": 12, "suspended": 6, "in liquidation": 6, "liquidated": 6}
    assert section.summary.startswith("12 of 30 registered organisations are active.")
    assert section.total[3] == sum(row[3] for row in section.rows) == 5


def test_at_work_is_whoever_filed_the_last_report_due():
    year = Duty.report_year(TODAY)
    OrganisationFactory.create_batch(2)
    OrganisationFactory(status="suspended")
    OrganisationFactory(reported=False)
    AnnualReportFactory(organisation=OrganisationFactory(reported=False), year=year, late=True)
    AnnualReportFactory(organisation=OrganisationFactory(reported=False), year=year - 1, filed=True)

    section = statuses.today(TODAY)

    assert column(section, 4) == {"active": 3, "suspended": 1}
    assert (section.total[1], section.total[4]) == (6, 4)
    assert section.summary.endswith("At work, by the last annual report due: 3 of the active.")


def test_a11_an_organisation_of_two_classes_is_counted_once_in_the_total():
    ngo = OrganisationFactory()
    ngo.classes.set(NgoClass.objects.filter(code__in=["youth", "gender"]))

    section = kinds.classes(TODAY)

    assert column(section) == {"Gender associations": 1, "Youth organisations": 1}
    assert section.total == ["Organisations in all, each counted once", 1, Decimal("100.00"), 1]


@pytest.mark.parametrize(
    ("build", "many", "column_of"), [(kinds.classes, "classes", "ngoclass"), (kinds.spheres, "spheres", "sphere")]
)
def test_what_one_may_have_several_of_is_counted_as_sql_does(public, build, many, column_of):
    section = build(TODAY)

    counted = by_sql(
        f"SELECT d.name_en, COUNT(DISTINCT t.organisation_id) FROM registry_organisation_{many} t "
        f"JOIN registry_{column_of} d ON d.id = t.{column_of}_id JOIN registry_organisation o "
        "ON o.id = t.organisation_id WHERE o.verified_at IS NOT NULL GROUP BY d.name_en"
    )
    without = sum(not getattr(ngo, many).exists() for ngo in public)
    assert column(section) == counted | ({"None is named": without} if without else {})
    assert section.total[1] == 30


@pytest.mark.parametrize(
    ("build", "value"),
    [(kinds.legal_forms, lambda ngo: ngo.legal_form.name_en), (kinds.scales, lambda ngo: ngo.get_scale_display())],
)
def test_what_each_has_one_of_makes_the_total(public, build, value):
    section = build(TODAY)

    assert column(section) == Counter(map(value, public))
    assert section.total[1] == sum(row[1] for row in section.rows) == 30


def test_a_form_that_is_no_ngo_is_seen_where_somebody_bears_it():
    OrganisationFactory(legal_form=LegalForm.objects.get(code="trade_union"))

    assert column(kinds.legal_forms(TODAY)) == {"Trade union": 1}


def test_s26_the_gap_of_one_is_shown_and_not_mended():
    section = statuses.in_2023(TODAY)

    assert column(section) == {
        "active": 18_204, "inactive": 2_217, "in liquidation": 68, "suspended": 1_103, "without a BIN": 1_742,
        "All parts together": 23_334, "Missing from the parts": 1,
    }  # fmt: skip
    assert section.total[:2] == ["Registered, as the source gives it", 23_335]
    assert sum(row[1] for row in section.rows[:5]) == section.rows[5][1]
    assert section.source == "gov.kz, akk/activities/142, April 2023"


def test_a7_the_shares_of_activity_make_a_hundred_percent():
    section = reported.activities(TODAY)

    assert [row[1] for row in section.rows] == [42, 24, 34]
    assert section.total == ["Together", 100]
    assert "Diachenko" in section.source


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["more than 5 000", "about 1 000", "more than 200 000", "about 2 000 000"]),
        ("ru", ["более 5 000", "около 1 000", "более 200 000", "около 2 000 000"]),
        ("kk", ["5 000-нан астам", "шамамен 1 000", "200 000-нан астам", "шамамен 2 000 000"]),
    ],
)
def test_a8_reported_figures_keep_their_about_and_their_source(language, words):
    with translation.override(language):
        section = reported.sector(TODAY)

    assert [row[1].replace("\u00a0", " ") for row in section.rows] == words
    assert "Diachenko" in section.source


def test_a8_at_most_twenty_percent_worked_effectively():
    [note] = reported.sector(TODAY).notes

    assert note == "So at most 20 % of the NGOs worked effectively."


def test_a14_south_kazakhstan_is_region_51_in_2005_and_two_regions_today():
    section = regions.most_of_2005(TODAY)

    assert [tuple(row) for row in section.rows] == [
        ("Almaty", "750000000", "Almaty"),
        ("Astana", "710000000", "Astana"),
        ("Karaganda", "350000000", "Karaganda, Ulytau"),
        ("East Kazakhstan", "630000000", "East Kazakhstan, Abai"),
        ("South Kazakhstan", "510000000", "Turkistan, Shymkent"),
    ]
    marked = {tile.name for tile in section.charts[0].tiles if tile.stands_out}
    assert marked == {tile.name for tile in section.charts[0].tiles if tile.shown}
    assert marked >= {"Turkistan", "Shymkent"}
    assert len(marked) == 8


@pytest.mark.parametrize("slug", contents.ALL)
def test_an_empty_register_has_every_page(client, slug):
    page = client.get(f"/en/statistics/{slug}/")

    assert page.status_code == 200
    assert page.context["section"].headings


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        (None, "en", "–"),
        (23_335, "en", "23 335"),
        (Decimal("78.01"), "kk", "78,01"),
        (Decimal("78.00"), "en", "78.00"),
        ("Abai", "ru", "Abai"),
    ],
)
def test_a_value_is_written_as_its_reader_writes(value, language, text):
    assert sections.shown(value, language).replace("\u00a0", " ") == text


@pytest.mark.parametrize("text", ["=1+1", "+7", "-1", "@a", "\tx"])
def test_s30_a_name_that_is_a_formula_is_harmless_in_the_file(text):
    section = sections.Section("", [sections.Heading("Name", "text"), sections.Heading("Number")], [[text, -1]])

    assert section.as_csv().splitlines()[1].strip('"') == f"'{text},-1"
