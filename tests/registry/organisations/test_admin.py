"""The register as its officers work it in the admin."""

import re

import pytest
from auditlog.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lifecycle.models import Entry
from registry.organisations.models import Organisation
from registry.reference.models import Region, Sphere
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory
from tests.registry.filing import typed

pytestmark = pytest.mark.django_db

INDEX = "/en/admin/"
LIST = "/en/admin/registry/organisation/"
REASON = "The charter names no such activity."


@pytest.fixture
def officer(client):
    person = UserFactory(role="registry_officer", name="Officer")
    client.force_login(person)
    return person


def page_of(organisation, page="change"):
    return f"{LIST}{organisation.pk}/{page}/"


def choose(client, verb, *organisations, **confirmed):
    chosen = {"action": verb, "_selected_action": [organisation.pk for organisation in organisations]}
    if confirmed:
        seen = re.search(r'name="seen" value="(\w+)"', client.post(LIST, chosen).text)
        confirmed = {"seen": seen.group(1) if seen else ""} | confirmed
    return client.post(LIST, chosen | confirmed, follow=True)


def statuses(*organisations):
    return [Organisation.objects.get(pk=organisation.pk).status for organisation in organisations]


def test_an_officer_verifies_after_a_look(client, officer):
    organisation = OrganisationFactory(status="filed", head=UserFactory())

    looked = choose(client, "verify", organisation)
    assert statuses(organisation) == ["filed"]
    done = choose(client, "verify", organisation, confirmed="yes")

    organisation.refresh_from_db()
    assert "This will be done to 1 organisation:" in looked.text
    assert organisation.name_ru in looked.text
    assert (organisation.status, organisation.verified_by) == ("active", officer)
    assert "Done for 1 of the chosen rows." in done.text
    assert done.request["PATH_INFO"] == page_of(organisation)
    assert [(line.verb, line.by) for line in Entry.objects.of(organisation)] == [("filed → active", officer)]


@pytest.mark.parametrize(
    ("verb", "was", "becomes"),
    [
        ("return_for_correction", "filed", "returned"),
        ("suspend", "active", "suspended"),
        ("resume", "suspended", "active"),
        ("begin_liquidation", "active", "liquidating"),
        ("begin_liquidation", "suspended", "liquidating"),
        ("liquidate", "liquidating", "liquidated"),
    ],
)
def test_every_other_verb_asks_for_a_reason(client, officer, verb, was, becomes):
    organisation = OrganisationFactory(status=was)

    silent = choose(client, verb, organisation, confirmed="yes", because=" ")
    assert statuses(organisation) == [was]
    choose(client, verb, organisation, confirmed="yes", because=REASON)

    assert "This field is required." in silent.text
    assert statuses(organisation) == [becomes]
    assert [line.because for line in Entry.objects.of(organisation)] == [REASON]


@pytest.mark.parametrize(
    ("status", "verbs"),
    [
        ("filed", ["verify", "return_for_correction"]),
        ("returned", []),
        ("active", ["suspend", "begin_liquidation"]),
        ("liquidated", []),
    ],
)
def test_the_page_of_an_organisation_has_a_button_for_each_verb_of_its_status(client, officer, status, verbs):
    organisation = OrganisationFactory(status=status)

    page = client.get(page_of(organisation))

    assert [name for name, _label in page.context["verbs"]] == verbs
    assert page.text.count('name="_selected_action"') == len(verbs)


def test_r009_an_officer_corrects_data_with_a_reason_and_the_history_shows_old_and_new(client, officer):
    organisation = OrganisationFactory(name_ru="Фонд «Мейрим»", spheres=[Sphere.objects.get(number=6)])
    facts = typed(name_ru="Фонд «Мейирим»", bin=organisation.bin, because="Order 12.", registered_on="2015-01-15")

    done = client.post(page_of(organisation), facts | _no_people(), follow=True)
    history = client.get(page_of(organisation, "history")).text

    organisation.refresh_from_db()
    change = LogEntry.objects.get_for_object(organisation).filter(changes__has_key="name_ru").latest("pk")
    assert organisation.name_ru == "Фонд «Мейирим»"
    assert "The data are corrected." in done.text
    assert (change.actor, change.changes_dict["name_ru"]) == (officer, ["Фонд «Мейрим»", "Фонд «Мейирим»"])
    assert "<del>Фонд «Мейрим»</del> → <ins>Фонд «Мейирим»</ins>" in history
    assert "Data corrected: Order 12." in history
    assert "Youth organisations" in history


def test_without_a_reason_nothing_is_corrected(client, officer):
    organisation = OrganisationFactory(name_ru="Фонд")
    before = LogEntry.objects.get_for_object(organisation).count()

    page = client.post(page_of(organisation), typed(bin=organisation.bin) | _no_people())

    organisation.refresh_from_db()
    assert (page.status_code, organisation.name_ru) == (200, "Фонд")
    assert LogEntry.objects.get_for_object(organisation).count() == before


def test_the_form_of_the_admin_knows_the_same_rules(client, officer):
    organisation = OrganisationFactory()

    page = client.post(page_of(organisation), typed(bin="940140000384", because="Slip.") | _no_people())

    assert "The last digit does not fit the others." in page.text


def test_what_was_decided_is_read_only(client, officer):
    organisation = OrganisationFactory(status="filed")
    facts = typed(bin=organisation.bin, because="Slip.", status="active", verified_at="2026-01-01", code="MINE")

    client.post(page_of(organisation), facts | _no_people())

    organisation.refresh_from_db()
    assert (organisation.status, organisation.verified_at, organisation.code != "MINE") == ("filed", None, True)


def test_a_liquidated_organisation_is_only_read(client, officer):
    organisation = OrganisationFactory(status="liquidated", name_ru="Фонд")

    answer = client.post(page_of(organisation), typed(bin=organisation.bin, because="Slip.") | _no_people())

    organisation.refresh_from_db()
    assert (client.get(page_of(organisation)).status_code, answer.status_code) == (200, 403)
    assert organisation.name_ru == "Фонд"


@pytest.mark.parametrize(
    ("words", "expected"),
    [("фонд", {1}), ("ФОНД", {1}), ("уйым", {2}), ("940140000385", {1}), ("701 234 56 78", {2}), ("+77012345678", {2})],
)
def test_an_officer_finds_by_name_bin_and_telephone(client, officer, words, expected):
    rows = {
        1: OrganisationFactory(name_ru="«Фонд» Алтын", name_kk="Алтын", bin="940140000385", phone="+77770000001"),
        2: OrganisationFactory(name_kk="Жастар ұйымы", name_ru="Союз", phone="+77012345678"),
    }

    page = client.get(LIST, {"q": words})

    assert {row.pk for row in page.context["cl"].result_list} == {rows[number].pk for number in expected}


def test_the_list_is_filtered(client, officer):
    fits = OrganisationFactory(status="suspended", region=Region.objects.get(code="39"))
    OrganisationFactory(status="suspended")
    OrganisationFactory(region=fits.region)

    page = client.get(LIST, {"status__exact": "suspended", "region__id__exact": fits.region.pk})

    assert list(page.context["cl"].result_list) == [fits]


def test_u31_the_list_is_in_the_order_of_the_kazakh_alphabet(client, officer):
    for name in ["Ққ", "Кк", "Ғғ", "Аа", "Әә", "Іі", "Ыы", "Үү", "Ұұ", "Һһ", "Өө", "Ңң"]:
        OrganisationFactory(name_kk=name)

    rows = client.get(LIST.replace("/en/", "/kk/")).context["cl"].result_list

    assert [row.name_kk[0] for row in rows] == list("АӘҒКҚҢӨҰҮҺЫІ")


def test_the_list_costs_the_same_for_one_row_and_for_three_hundred(client, officer):
    OrganisationFactory()
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    OrganisationFactory.create_batch(299)

    with CaptureQueriesContext(connection) as many:
        client.get(LIST)

    assert len(many) == len(one) <= 15


@pytest.mark.parametrize(
    "question",
    [
        "filed_by__password__startswith=a",
        "verified_by__password__startswith=a",
        "links__user__password__startswith=a",
        "links__user__email__startswith=a",
        "invitations__token_hash__startswith=a",
        "phone__startswith=%2B7",
        "email__startswith=a",
        "region__organisations__phone__startswith=a",
        "applications__number__startswith=A",
        "legal_form__refusal_en__startswith=a",
    ],
)
def test_s37_the_list_answers_no_question_but_its_filters(client, officer, question):
    OrganisationFactory(head=UserFactory())

    assert client.get(f"{LIST}?{question}").status_code == 400


def test_an_administrator_reads_and_does_nothing(client):
    organisation = OrganisationFactory(status="filed")
    client.force_login(UserFactory(administrator=True))

    page = client.get(page_of(organisation))
    choose(client, "verify", organisation, confirmed="yes")
    refused = client.post(page_of(organisation), typed(because="Slip.") | _no_people())

    assert (page.status_code, page.context["verbs"], refused.status_code) == (200, [], 403)
    assert 'name="because"' not in page.text
    assert statuses(organisation) == ["filed"]


@pytest.mark.parametrize("role", [None, "auditor", "commission", "appeals_officer"])
def test_nobody_else_enters(client, role):
    person = UserFactory(role=role) if role else UserFactory()
    organisation = OrganisationFactory(head=person)
    client.force_login(person)

    answers = {client.get(page).status_code for page in (INDEX, LIST, page_of(organisation))}
    choose(client, "suspend", organisation, confirmed="yes", because=REASON)

    assert answers == {302}
    assert statuses(organisation) == ["active"]


def test_staff_without_a_role_sees_nothing_of_the_register(client):
    client.force_login(UserFactory(is_staff=True))

    assert client.get(LIST).status_code == 403
    assert client.get(INDEX).context["awaiting"] == []


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_page_speaks_three_languages_and_holds_no_script_of_its_own(client, officer, language):
    organisation = OrganisationFactory(status="filed")
    name = "admin:registry_organisation"
    addresses = [
        reverse("admin:index"),
        reverse(f"{name}_changelist"),
        reverse(f"{name}_change", args=[organisation.pk]),
        reverse(f"{name}_history", args=[organisation.pk]),
    ]

    for address in addresses:
        page = client.get(address.replace("/en/", f"/{language}/"))
        assert page.status_code == 200
        assert f'<html lang="{language}"' in page.text
        assert " style=" not in page.text
        assert "unsafe" not in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("status", ["filed", "active"])
def test_every_link_of_an_organisation_leads_to_a_page_that_the_officer_may_read(client, officer, status):
    page = client.get(page_of(OrganisationFactory(status=status, head=UserFactory())))

    links = {link for link in re.findall(r'href="(/[^"?]+)', page.text) if not link.startswith("/static/")}
    assert {link: client.get(link, follow=True).status_code for link in links} == dict.fromkeys(links, 200)


def _no_people():
    return {"links-TOTAL_FORMS": "0", "links-INITIAL_FORMS": "0"}
