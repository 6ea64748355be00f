"""What the portal and the register know of earlier projects is shown beside the experience and added with one press."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lifecycle import clock
from lifecycle.models import Refused
from registry.filings.models import ProjectLine
from tenders.applications import actions, content, known
from tenders.applications.models import Application
from tests.factories.applications import ApplicationFactory, head_of, project
from tests.factories.calls import LotFactory
from tests.factories.registry import AnnualReportFactory, LinkFactory, OrganisationFactory
from tests.tenders.applications.posting import stored, url
from tests.tenders.portal.test_performance import decided

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    return ApplicationFactory(complete=False, language="ru")


@pytest.fixture
def writer(client, application):
    client.force_login(head_of(application))
    return client


def reported(organisation, *names, year=None):
    """Projects in the last annual report of an organisation, or in one of a year before it."""
    if year:
        report = AnnualReportFactory(organisation=organisation, year=year, filed=True)
    else:
        report = organisation.annual_reports.get()
    told = {"amount": Decimal(700_000), "funder": "Фонд"}
    ProjectLine.objects.bulk_create(ProjectLine(report=report, name=name, **told) for name in names)
    return report


def take(application):
    return actions.add_known_projects(application, by=head_of(application), at=clock.now())


def test_an_order_that_was_won_on_this_portal_is_known_with_its_sum_and_years(application):
    decided(application.organisation, "winner", "not_funded", "rejected", amount=400_000)
    decided(OrganisationFactory(), "winner")
    won = Application.objects.select_related("lot__call__customer").get(status="winner", result__awarded_amount__gt=0,
        organisation=application.organisation)  # fmt: skip

    [row] = known.projects(application)

    assert row == {
        "name": won.lot.title_ru,
        "funder": won.lot.call.customer.name_ru,
        "sum_amount": "400000.00",
        "year_from": won.lot.starts_on.year,
        "year_until": won.lot.ends_on.year,
        "result": "",
        "proof": f"Результаты конкурса {won.lot.call.number} на этом портале",
    }


def test_an_order_whose_results_are_not_published_is_not_known(application):
    decided(application.organisation, "winner")
    type(application.lot.call).objects.filter(lots__applications__status="winner").update(
        status="deliberation", results_at=None
    )

    assert known.projects(application) == []


def test_projects_of_the_last_annual_report_in_force_are_known(application):
    ngo = application.organisation
    year = reported(ngo, "Первый", "Второй").year
    reported(ngo, "Старый проект", year=year - 1)

    rows = known.projects(application)

    assert [(row["name"], row["funder"], row["sum_amount"], row["year_from"], row["year_until"]) for row in rows] == [
        ("Первый", "Фонд", "700000.00", year, year),
        ("Второй", "Фонд", "700000.00", year, year),
    ]


def test_with_one_press_they_stand_after_what_was_written(writer, application):
    actions.revise(application, {"experience": [project()]}, by=head_of(application), at=clock.now())
    reported(application.organisation, "Первый")
    page = writer.get(url(application, "experience"))
    address = reverse("applications:take_known", args=[application.number])
    assert (address in page.text, "Первый" in page.text) == (True, True)

    answer = writer.post(address)

    assert answer.url == url(application, "experience")
    assert [row["name"] for row in stored(application, "experience")] == [project()["name"], "Первый"]
    assert address not in writer.get(answer.url).text


def test_what_stands_there_is_not_added_twice(application):
    reported(application.organisation, "Первый")
    take(application)

    with pytest.raises(Refused, match="stands in the experience already"):
        take(application)

    assert len(content.told(Application.objects.get(pk=application.pk), "experience")) == 1


def test_after_the_deadline_nothing_is_added():
    late = ApplicationFactory(lot=LotFactory(call__closed=True), complete=False)
    reported(late.organisation, "Первый")

    with pytest.raises(actions.TooLate):
        take(late)


def test_whoever_only_reads_adds_nothing(client, application):
    reported(application.organisation, "Первый")
    client.force_login(LinkFactory(organisation=application.organisation, role="viewer").user)

    assert client.post(reverse("applications:take_known", args=[application.number])).status_code == 403
    assert stored(application, "experience") == []


def test_the_page_asks_as_much_for_three_projects_as_for_one(writer, application):
    counts = []
    writer.get(url(application, "experience"))  # whoever arrives is told of once
    for names in ("1", "23"):
        reported(application.organisation, *names)
        with CaptureQueriesContext(connection) as queries:
            writer.get(url(application, "experience"))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 18
