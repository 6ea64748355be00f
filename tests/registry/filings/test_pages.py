"""The pages of a report: the years, the sections, the check, the filing, the correction; and what everybody reads."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.filings import actions, content
from registry.filings.models import AnnualReport
from registry.reference.models import Duty, Region, Sphere
from tests.factories.accounts import UserFactory
from tests.factories.registry import AnnualReportFactory, LinkFactory, OrganisationFactory
from tests.registry.filings.telling import COUNTS, complete, filed, rows, sections

pytestmark = pytest.mark.django_db
AT = datetime(2026, 2, 1, 9, tzinfo=UTC)


@pytest.fixture
def head(client):
    head = UserFactory(name="Head")
    client.force_login(head)
    return head


@pytest.fixture
def ngo(head):
    return OrganisationFactory(head=head, reported=False)


@pytest.fixture
def draft(ngo, head):
    return actions.start(ngo, 2025, by=head, at=AT)


def page(ngo, *parts):
    return "/".join(["/en/organisations", ngo.code, "reports", *map(str, parts), ""])


def test_the_years_are_listed_with_what_to_do(client, ngo, draft):
    text = client.get(page(ngo)).text

    assert "Continue the report for 2025" in text
    assert "Begin the report for 2024" in text
    assert "overdue" in text


def test_a_year_is_begun_with_a_button(client, ngo):
    answer = client.post(page(ngo, 2025, "start"), follow=True)

    assert answer.redirect_chain == [(page(ngo, 2025), 302)]
    assert "The report is begun." in answer.text
    assert AnnualReport.objects.get().year == 2025


def test_a_year_that_is_not_over_is_refused_in_words(client, ngo):
    answer = client.post(page(ngo, 3000, "start"), follow=True)

    assert answer.redirect_chain == [(page(ngo), 302)]
    assert "The report of a year is taken when the year is over." in answer.text


def test_a_report_is_filled_in_checked_and_filed(client, ngo, draft):
    project = {
        "name": "Үйдегі көмек", "sphere": Sphere.objects.get(number=6).pk, "region": Region.objects.get(code="23").pk,
        "amount": "700 000", "people_served": 40, "funder": "Әкімдік",
    }  # fmt: skip
    typed = {
        "people": COUNTS,
        "income": {"income_total_amount": "1 000 000,50"}
        | rows(
            {"source": "own"},
            {"source": "state_order", "amount": "800 000,50"},
            {"source": "foreign", "donor": "UNDP", "amount": "200000"},
        ),
        "spending": {"spending_total_amount": "900000"}
        | rows({"purpose": "pay", "amount": "600000"}, {"purpose": "programmes", "amount": "300000"}),
        "property": rows({"kind": "equipment", "name": "Компьютер", "amount": "150000"}),
        "projects": rows(project),
    }

    for section, facts in typed.items():
        assert client.post(page(ngo, 2025, section), facts).url == page(ngo, 2025)
    assert "File the report" in client.get(page(ngo, 2025, "check")).text
    answer = client.post(page(ngo, 2025, "check"), follow=True)

    assert "The report is filed." in answer.text
    report = AnnualReport.objects.get()
    assert report.status == "filed"
    told = content.told(report)
    expected = sections()
    assert told["income"] == expected["income"]["income"]
    assert told["spending"] == expected["spending"]["spending"]
    assert told["property"] == expected["property"]["property"]
    assert told["projects"] == [expected["projects"]["projects"][0] | {"funder": "Әкімдік"}]


@pytest.mark.parametrize(
    ("section", "typed", "sentence"),
    [
        ("people", COUNTS | {"staff_count": ""}, "Staff: enter a number; 0 if there were none."),
        ("people", COUNTS | {"staff_count": "-3"}, "Ensure this value is greater than or equal to 0."),
        ("people", COUNTS | {"staff_women_count": "6"}, "There cannot be more women than people in all."),
        (
            "income",
            {"income_total_amount": "5"} | rows({"source": "foreign", "amount": "5"}),
            "Name the foreign donor.",
        ),
        ("income", {"income_total_amount": ""} | rows({"source": "own", "amount": "5"}), "Enter the total."),
        ("income", {"income_total_amount": "5"} | rows({"source": "own"}), "Enter where the money came from"),
        (
            "income",
            {"income_total_amount": "6"} | rows({"source": "own", "amount": "5"}),
            "The lines make 5 ₸, the total says 6 ₸.",
        ),
        ("spending", {"spending_total_amount": "6"} | rows({"purpose": "pay"}), "Enter what the money was spent on"),
        (
            "spending",
            {"spending_total_amount": "-5"} | rows({"purpose": "pay", "amount": "-5"}),
            "Ensure this value is greater than or equal to 0.",
        ),
        ("spending", {"spending_total_amount": "5"} | rows({"purpose": "", "amount": "5"}), "This field is required."),
        ("property", rows({"kind": "building", "amount": "5"}), "Say what it is."),
        ("property", rows({"kind": "building", "name": "Дом", "amount": "many"}), "Enter a sum in tenge"),
        ("projects", rows({"name": "Үй"}), "Choose the sphere."),
        ("projects", rows({"name": "Үй", "people_served": "12", "region": "999999"}), "Select a valid choice."),
    ],
)
def test_r005_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    client, ngo, draft, section, typed, sentence
):
    answer = client.post(page(ngo, 2025, section), typed)

    assert answer.status_code == 200
    assert answer.text.count(sentence) >= 2  # in the summary and at the field
    for value in [str(told) for name, told in typed.items() if told != "" and not name.endswith("-region")]:
        assert f'value="{value}"' in answer.text
    draft.refresh_from_db()
    assert (draft.saved, content.told(draft)["income"]) == ([], [])


def test_a_section_is_saved_unfinished_and_its_gap_leads_back_to_it(client, ngo, draft):
    typed = {"income_total_amount": "6", "step": "later"} | rows({"source": "foreign", "amount": "5"})

    client.post(page(ngo, 2025, "income"), typed)

    check = client.get(page(ngo, 2025, "check")).text
    assert f'href="{page(ngo, 2025, "income")}?check=1"' in check
    assert "Income 1: Name the foreign donor." in check
    assert "The lines make 5 ₸, the total says 6 ₸." in check
    assert "File the report</button>" not in check


def test_one_row_more_is_saved_and_offered(client, ngo, draft):
    typed = {"step": "more"} | rows({"kind": "vehicle", "name": "УАЗ", "amount": "5"})

    answer = client.post(page(ngo, 2025, "property"), typed)

    assert answer.url == page(ngo, 2025, "property") + "?more=1#row-2"
    assert 'id="row-2"' in client.get(page(ngo, 2025, "property") + "?more=1").text


def test_a_row_is_taken_out(client, ngo, draft):
    typed = rows({"kind": "vehicle", "name": "УАЗ", "amount": "5", "DELETE": "on"})

    client.post(page(ngo, 2025, "property"), typed)

    draft.refresh_from_db()
    assert (draft.saved, content.rows(draft, "property")) == (["property"], [])


def test_last_years_figures_stand_ready_and_are_marked(client, ngo, head):
    filed(ngo, 2024, by=head, at=AT)
    actions.start(ngo, 2025, by=head, at=AT)

    assert client.get(page(ngo, 2025)).text.count("From last year: look at it") == 5
    income = client.get(page(ngo, 2025, "income")).text
    assert "These are the figures of your last report." in income
    assert 'value="1000000.50"' in income


def test_what_was_saved_from_the_check_page_leads_back_to_it(client, ngo, draft):
    assert client.post(page(ngo, 2025, "people") + "?check=1", COUNTS).url == page(ngo, 2025, "check")


def test_a_report_filed_meanwhile_is_told_and_keeps_what_was_typed(client, ngo, draft, head, monkeypatch):
    complete(draft, by=head, at=AT)
    stale = AnnualReport.objects.select_related("organisation").get()
    actions.file(draft, by=head, at=AT)
    monkeypatch.setattr("registry.filings.views._draft", lambda *_: stale)

    answer = client.post(page(ngo, 2025, "people"), COUNTS | {"staff_count": "77"})

    assert answer.status_code == 409
    assert "This report is filed. Begin a correction to change it." in answer.text
    assert 'value="77"' in answer.text


def test_a_correction_is_begun_with_its_reason(client, ngo, head):
    filed(ngo, 2025, by=head, at=AT)

    assert "This field is required." in client.post(page(ngo, 2025, "correct"), {"because": ""}).text
    answer = client.post(page(ngo, 2025, "correct"), {"because": "Two donors were missed."}, follow=True)

    assert "You are writing a correction." in answer.text
    assert AnnualReport.objects.get(version=2).correction_reason == "Two donors were missed."


# --- Who may ---------------------------------------------------------------------------------------------------------


def test_an_editor_prepares_and_does_not_file(client, ngo, draft, head):
    complete(draft, by=head, at=AT)
    client.force_login(LinkFactory(organisation=ngo, role="editor").user)

    assert client.post(page(ngo, 2025, "people"), COUNTS).status_code == 302
    assert "Tell them that it is ready." in client.get(page(ngo, 2025, "check")).text
    assert client.post(page(ngo, 2025, "check")).status_code == 403
    assert AnnualReport.objects.get().status == "draft"


def test_a_signatory_files(client, ngo, draft, head):
    complete(draft, by=head, at=AT)
    client.force_login(LinkFactory(organisation=ngo, role="signatory").user)

    client.post(page(ngo, 2025, "check"))

    assert AnnualReport.objects.get().status == "filed"


@pytest.mark.parametrize("part", [(), (2025,), (2025, "income"), (2025, "check"), (2025, "correct")])
def test_for_a_stranger_nothing_is_there(client, ngo, draft, part):
    client.force_login(UserFactory())

    assert client.get(page(ngo, *part)).status_code == 404


@pytest.mark.parametrize("part", [(2023,), (2025, "income"), (2025, "wages"), (2025, "check"), (2025, "correct")])
def test_what_is_not_there_is_not_found(client, ngo, part):
    assert client.get(page(ngo, *part)).status_code == 404


def test_each_person_sees_the_reports_that_are_theirs_to_see(ngo, draft, head):
    other = AnnualReportFactory(filed=True)
    officer, auditor = UserFactory(role="registry_officer"), UserFactory(role="auditor")
    seen = {person: set(AnnualReport.objects.visible_to(person)) for person in (head, officer, auditor, UserFactory())}

    assert [seen[person] for person in (head, officer, auditor)] == [{draft}, {other}, {other}]
    assert set(AnnualReport.objects.visible_to(UserFactory())) == set()


# --- For everybody ---------------------------------------------------------------------------------------------------


def test_everybody_reads_the_figures_of_every_version_and_no_name_of_a_person_or_donor(client, ngo, head):
    report = filed(ngo, 2025, by=head, at=AT)
    again = actions.correct(report, because="A slip of Айша.", by=head, at=AT)
    actions.file(again, by=head, at=AT)
    actions.start(ngo, 2024, by=head, at=AT)
    client.logout()

    text = client.get(f"/en/register/{ngo.bin}/reports/").text

    assert "2025, version 2" in text
    assert "2025, version 1" in text
    assert "1 000 000.50 ₸".replace(" ", "\u00a0") in text
    for hidden in ("2024", "UNDP", "Head", "Айша", str(ngo.phone), ngo.email):
        assert hidden not in text
    assert f"/en/register/{ngo.code}/reports/" in client.get(f"/en/register/{ngo.code}/").text


def test_an_organisation_that_is_not_verified_has_no_public_reports(client):
    filed_one = OrganisationFactory(status="filed")

    assert client.get(f"/en/register/{filed_one.code}/reports/").status_code == 404


# --- How much they ask -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", [(), (2025,), (2025, "projects"), (2025, "check")])
def test_pages_ask_as_often_for_one_row_as_for_many(client, ngo, draft, head, part):
    counts = []
    for many in (1, 30):
        told = sections()["projects"]["projects"] * many
        actions.revise(draft, "projects", {"projects": told}, by=head, at=AT)
        with CaptureQueriesContext(connection) as seen:
            client.get(page(ngo, *part))
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 15


def test_the_public_page_asks_as_often_for_one_report_as_for_three(client, ngo):
    counts = []
    for years in ([2022], [2021, 2023, 2024]):
        for year in years:
            AnnualReportFactory(organisation=ngo, year=year, filed=True)
        with CaptureQueriesContext(connection) as seen:
            client.get(f"/en/register/{ngo.code}/reports/")
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 10


def test_before_any_report_is_owed_the_page_says_so(client, head):
    young = OrganisationFactory(head=head, registered_on=datetime.now(UTC).date(), reported=False)
    assert "No annual report is due yet." in client.get(page(young)).text

    Duty.objects.all().delete()

    assert "No annual report is due yet." in client.get(page(young)).text
