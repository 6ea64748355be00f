"""What the admin opens with: what waits for an officer or an administrator, the urgent first (U30)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from registry.organisations import actions as organisations
from tests.factories.accounts import InvitationFactory, UserFactory
from tests.factories.notifications import NoticeFactory
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db

INDEX = "/en/admin/"
REASON = "The charter is missing."


@pytest.fixture
def officer(client):
    person = UserFactory(role="registry_officer", name="Officer")
    client.force_login(person)
    return person


def awaiting(client):
    return {str(list.label): (list.count, list.url) for list in client.get(INDEX).context["awaiting"]}


def test_u30_the_first_page_opens_with_what_awaits_the_urgent_first_and_each_number_is_that_of_its_list(
    client, officer
):
    long_ago = timezone.now() - timedelta(days=31)
    OrganisationFactory.create_batch(2, status="filed")
    OrganisationFactory(status="filed", filed_at=timezone.now() - timedelta(days=11))
    lately, forgotten = OrganisationFactory.create_batch(2, status="filed", filed_at=long_ago)
    organisations.return_for_correction(lately, because=REASON, by=officer, at=timezone.now())
    organisations.return_for_correction(forgotten, because=REASON, by=officer, at=long_ago)
    OrganisationFactory()

    found = awaiting(client)

    assert {label: count for label, (count, _url) in found.items()} == {
        "Organisations awaiting verification for over 10 days": 1,
        "Organisations awaiting verification": 3,
        "Organisations returned over 30 days ago and not filed again": 1,
    }
    assert [str(list.label) for list in client.get(INDEX).context["awaiting"]] == [*found]
    rows = {label: client.get(url).context["cl"].result_list for label, (_count, url) in found.items()}
    assert {label: len(rows[label]) for label in rows} == {label: count for label, (count, _url) in found.items()}
    assert list(rows["Organisations returned over 30 days ago and not filed again"]) == [forgotten]


def test_u30_an_officer_for_whom_nothing_waits_is_told_so(client, officer):
    OrganisationFactory()

    assert awaiting(client) == {}
    assert "Nothing waits for you now." in client.get(INDEX).text


def test_an_administrator_also_sees_the_notices_that_could_not_be_sent_and_invitations_without_an_answer(client):
    NoticeFactory.create_batch(2, dead=True)
    NoticeFactory()
    then = timezone.now() - timedelta(days=10)
    InvitationFactory(invited_at=then, email="silent@example.kz")
    asked_again = InvitationFactory(invited_at=then, email="again@example.kz", token_hash="1" * 64)
    InvitationFactory(email=asked_again.email, token_hash="2" * 64)
    InvitationFactory(invited_at=then - timedelta(days=40), token_hash="3" * 64)
    OrganisationFactory(status="filed")
    client.force_login(UserFactory(administrator=True))

    found = awaiting(client)

    assert {label: count for label, (count, _url) in found.items()} == {
        "Notices that could not be sent": 2,
        "Organisations awaiting verification": 1,
        "Invitations to a role that ran out without an answer": 1,
    }
    assert {url: client.get(url).context["cl"].result_count for _count, url in found.values()} == {
        url: count for count, url in found.values()
    }
