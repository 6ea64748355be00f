"""Claims as a registry officer decides them in the admin."""

import pytest

from lifecycle import clock
from registry.claims import actions
from registry.claims.models import Claim
from tests.factories.accounts import UserFactory
from tests.factories.registry import ClaimFactory, HandOverFactory, LinkFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

LIST = "/en/admin/registry/claim/"
ORGANISATIONS = "/en/admin/registry/organisation/"


@pytest.fixture
def officer(client):
    person = UserFactory(role="registry_officer", name="Officer")
    client.force_login(person)
    return person


def choose(client, verb, *claims, **more):
    return client.post(LIST, {"action": verb, "_selected_action": [claim.pk for claim in claims], **more}, follow=True)


def test_the_first_page_leads_to_the_claims_that_await_and_counts_them(client, officer):
    ClaimFactory.create_batch(2)
    actions.refuse(ClaimFactory(), because="No.", by=officer, at=clock.now())

    awaiting = {str(one.label): one for one in client.get("/en/admin/").context["awaiting"]}

    claims = awaiting["Claims to act for an organisation"]
    assert claims.count == 2
    assert client.get(claims.url).context["cl"].result_count == 2


def test_an_officer_reads_who_asks_and_who_is_head_now_before_accepting(client, officer):
    ngo = OrganisationFactory(head=UserFactory(name="Former Head"))
    claim = actions.claim(
        ngo, role="head", statement="Elected.", document=b"%PDF-1", by=UserFactory(name="New Head"), at=clock.now()
    )

    page = client.get(f"{LIST}{claim.pk}/change/").text

    assert "The head now is Former Head." in page
    assert "New Head" in page
    assert f'href="/en/organisations/claims/{claim.code}/document/"' in page
    assert 'name="_save"' not in page


def test_the_button_accepts_through_the_same_action(client, officer):
    claim = ClaimFactory(role="viewer")

    page = choose(client, "accept", claim)

    assert "Done for 1 of the chosen rows." in page.text
    assert claim.organisation.links.get().role == "viewer"


def test_refusing_asks_for_a_reason_and_leaves_the_claim_without_one(client, officer):
    claim = ClaimFactory()

    assert "Write the reason." in choose(client, "refuse", claim).text
    assert Claim.objects.get().status == "filed"
    choose(client, "refuse", claim, because="The order is not signed.")

    claim.refresh_from_db()
    assert (claim.status, claim.refusal) == ("refused", "The order is not signed.")


def test_what_is_decided_has_no_buttons(client, officer):
    claim = ClaimFactory()
    actions.refuse(claim, because="No.", by=officer, at=clock.now())

    assert "Accept the claim" not in client.get(f"{LIST}{claim.pk}/change/").text
    assert "already refused" in choose(client, "accept", claim).text


def test_an_administrator_reads_and_decides_nothing(client):
    client.force_login(UserFactory(administrator=True))
    claim = ClaimFactory()

    page = client.get(f"{LIST}{claim.pk}/change/")
    choose(client, "accept", claim)

    assert page.status_code == 200
    assert "Accept the claim" not in page.text
    assert Claim.objects.get().status == "filed"


@pytest.mark.parametrize("model", ["claim", "handover"])
def test_a_list_costs_the_same_for_one_row_and_for_three(client, officer, model, django_assert_num_queries):
    factory = {"claim": ClaimFactory, "handover": HandOverFactory}[model]
    factory()
    client.get(f"/en/admin/registry/{model}/")
    with django_assert_num_queries(8) as one:
        client.get(f"/en/admin/registry/{model}/")
    factory.create_batch(2)

    with django_assert_num_queries(len(one)):
        page = client.get(f"/en/admin/registry/{model}/")

    assert page.context["cl"].result_count == 3


def test_organisations_whose_only_head_cannot_sign_in_await_an_officer(client, officer):
    headless = OrganisationFactory(head=UserFactory(is_active=False), editor=UserFactory())
    OrganisationFactory(head=UserFactory())
    OrganisationFactory()
    left = LinkFactory(role="head")
    left.until = left.since
    left.save()

    awaiting = {str(one.label): one for one in client.get("/en/admin/").context["awaiting"]}

    found = awaiting["Organisations without a head"]
    rows = client.get(found.url).context["cl"].result_list
    assert found.count == 2
    assert {row.pk for row in rows} == {headless.pk, left.organisation_id}
