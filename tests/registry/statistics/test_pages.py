"""The pages of statistics: every one in three languages, its file, its cost."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.organisations.models import Organisation
from registry.reference.models import NgoClass, Region
from registry.statistics import contents
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_first_page_leads_to_every_other(client, language):
    page = client.get(f"/{language}/statistics/").text

    assert [slug for slug in contents.ALL if f"/{language}/statistics/{slug}/" not in page] == []


def test_the_first_page_counts_the_public_register(client):
    OrganisationFactory.create_batch(2, is_rural=True)
    OrganisationFactory(status="suspended")
    OrganisationFactory(status="filed", is_rural=True)

    assert client.get("/en/statistics/").context["facts"] == {"all": 3, "active": 2, "rural": 2}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("slug", contents.ALL)
def test_a_page_shows_every_value_of_its_table_and_the_file_has_the_same(client, slug, language):
    OrganisationFactory(is_rural=True).classes.set(NgoClass.objects.all()[:2])

    page, file = client.get(f"/{language}/statistics/{slug}/"), client.get(f"/{language}/statistics/{slug}.csv")

    section = page.context["section"]
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows[0] == [heading.label for heading in section.headings]
    expected = [*section.rows, *([section.total] if section.total else [])]
    assert rows[1:] == [["" if value is None else str(value) for value in row] for row in expected]
    assert page.text.count("<tr>") == len(rows)
    assert page.text.count('role="img"') == len(section.charts)
    assert file["Content-Type"] == "text/csv; charset=utf-8"
    assert file["Content-Disposition"] == f'attachment; filename="{slug}.csv"'


@pytest.mark.parametrize("slug", contents.ALL)
def test_a_page_costs_the_same_for_one_row_and_for_three_hundred(client, slug):
    OrganisationFactory()
    client.get("/en/statistics/")
    with CaptureQueriesContext(connection) as one:
        client.get(f"/en/statistics/{slug}/")
    OrganisationFactory.create_batch(299)

    with CaptureQueriesContext(connection) as many:
        page = client.get(f"/en/statistics/{slug}/")

    assert page.status_code == 200
    assert len(page.content) < 100_000
    assert len(many) == len(one) <= 15


def test_a_region_that_split_costs_no_further_query(client):
    OrganisationFactory(region=Region.objects.get(code="51"))

    with CaptureQueriesContext(connection) as queries:
        client.get("/en/statistics/regions/")

    assert Organisation.objects.count() == 1
    assert len(queries) <= 15


@pytest.mark.parametrize("path", ["nothing/", "nothing.csv", "regions/x/"])
def test_a_page_that_is_not_there_is_not_found(client, path):
    assert client.get(f"/en/statistics/{path}").status_code == 404


def test_the_section_of_the_site_is_marked_in_every_page_of_statistics(client):
    assert '<a href="/en/statistics/" aria-current="true">' in client.get("/en/statistics/growth/").text
