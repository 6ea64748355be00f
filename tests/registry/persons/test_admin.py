"""Founders, posts and private data in the admin: read there, changed by verbs with a reason."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lifecycle.encrypted import Hidden
from lifecycle.models import Entry
from registry.persons.models import Founder, Post, PrivateData
from tests.factories.accounts import UserFactory
from tests.factories.persons import FounderFactory, PostFactory, PrivateDataFactory, valid_iin
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db

ADMIN = "/en/admin/registry/"
REASON = "Minutes of the assembly of 1 March."
IIN = valid_iin(31)
FOUNDER = {"kind": "person", "name": "Дәурен", "country": "KZ", "share": "", "iin_bin": IIN, "since": "2016-01-01"}
POST = {"name": "Дәурен", "role": "board", "iin": "", "since": "2016-01-01"}
PRIVATE = {"bank_account": "", "bank_name": "Halyk Bank", "bic": "", "head_iin": IIN, "head_phone": ""}


@pytest.fixture
def officer(client):
    person = UserFactory(role="registry_officer", name="Officer")
    client.force_login(person)
    return person


@pytest.mark.parametrize(
    ("kind", "model", "typed", "verb"),
    [
        ("founder", Founder, FOUNDER, "founder added"),
        ("post", Post, POST, "post added"),
        ("privatedata", PrivateData, PRIVATE, "private data written"),
    ],
)
def test_an_officer_writes_for_an_organisation_with_a_reason(client, officer, kind, model, typed, verb):
    organisation = OrganisationFactory()
    address = f"{ADMIN}{kind}/for/{organisation.pk}/"

    silent = client.post(address, typed | {"because": ""})
    done = client.post(address, typed | {"because": REASON})

    assert "This field is required." in silent.text
    assert done.url == f"{ADMIN}organisation/{organisation.pk}/change/"
    assert model.objects.get().organisation == organisation
    assert [(line.verb, line.because, line.by) for line in Entry.objects.of(organisation)] == [(verb, REASON, officer)]


def test_a_refusal_stands_on_the_form_and_nothing_typed_is_lost(client, officer):
    organisation = OrganisationFactory()
    FounderFactory(organisation=organisation, share=80)

    page = client.post(f"{ADMIN}founder/for/{organisation.pk}/", FOUNDER | {"share": "30", "because": REASON})

    assert "The shares of the founders would be 110" in page.text
    assert 'value="Дәурен"' in page.text
    assert Founder.objects.count() == 1


@pytest.mark.parametrize(("kind", "made"), [("founder", FounderFactory), ("post", PostFactory)])
def test_an_officer_writes_a_last_day_once(client, officer, kind, made):
    row = made()
    typed = {"until": "2024-03-01", "because": REASON}

    page = client.get(f"{ADMIN}{kind}/{row.pk}/change/")
    client.post(f"{ADMIN}{kind}/{row.pk}/end/", typed)
    again = client.post(f"{ADMIN}{kind}/{row.pk}/end/", typed)

    row.refresh_from_db()
    assert f'href="{ADMIN}{kind}/{row.pk}/end/"' in page.text
    assert row.until == date(2024, 3, 1)
    assert "This has ended already." in again.text
    assert f"{kind}/{row.pk}/end/" not in client.get(f"{ADMIN}{kind}/{row.pk}/change/").text


def test_the_number_of_a_founder_is_shown_for_a_purpose_too(client, officer):
    founder = FounderFactory(iin_bin=IIN)

    before = client.get(f"{ADMIN}founder/{founder.pk}/change/").text
    shown = client.post(f"{ADMIN}founder/{founder.pk}/show/", {"because": REASON}).text

    assert (f"••••••••{IIN[-4:]}" in before, IIN in before, IIN in shown) == (True, False, True)
    assert [line.verb for line in Entry.objects.of(founder.organisation)] == ["private data shown"]


def test_an_administrator_reads_dots_and_is_offered_no_verb(client):
    rows = {"founder": FounderFactory(), "post": PostFactory(), "privatedata": PrivateDataFactory()}
    client.force_login(UserFactory(administrator=True))

    for kind, row in rows.items():
        assert client.get(f"{ADMIN}{kind}/{row.pk}/change/").context["verbs"] == []
        assert client.get(f"{ADMIN}{kind}/for/{row.organisation_id}/").status_code == 403
    for kind in ("founder", "post"):
        assert client.post(f"{ADMIN}{kind}/{rows[kind].pk}/end/", {"until": "2024-03-01"}).status_code == 403


def test_nobody_changes_a_row_past_its_verbs(client, officer):
    private = PrivateDataFactory()

    answer = client.post(f"{ADMIN}privatedata/{private.pk}/change/", {"head_iin": IIN})

    private.refresh_from_db()
    assert answer.status_code == 403
    assert private.head_iin != Hidden(IIN)
    assert client.get(f"{ADMIN}privatedata/add/").status_code == 403


def test_the_page_of_an_organisation_leads_to_all_that_stands_on_it(client, officer):
    organisation = OrganisationFactory()

    page = client.get(f"{ADMIN}organisation/{organisation.pk}/change/").text

    for address in (
        *(f"{kind}/?q={organisation.code}" for kind in ("founder", "post", "privatedata")),
        *(f"{kind}/for/{organisation.pk}/" for kind in ("founder", "post", "privatedata")),
        f"likeness/compare/{organisation.pk}/",
    ):
        assert f'href="{ADMIN}{address}"' in page


def test_the_list_of_founders_is_found_by_the_code_of_the_organisation(client, officer):
    founder, _other = FounderFactory(), FounderFactory()

    found = client.get(f"{ADMIN}founder/?q={founder.organisation.code}").context["cl"]

    assert [*found.result_list] == [founder]


@pytest.mark.parametrize(
    ("kind", "made"), [("founder", FounderFactory), ("post", PostFactory), ("privatedata", PrivateDataFactory)]
)
def test_each_list_costs_the_same_queries_at_one_row_and_at_three(
    client, officer, kind, made, django_assert_num_queries
):
    made()
    with CaptureQueriesContext(connection) as queries:
        client.get(f"{ADMIN}{kind}/")
    made()
    made()

    with django_assert_num_queries(len(queries)):
        client.get(f"{ADMIN}{kind}/")
