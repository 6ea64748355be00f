"""The head hands an organisation over, and the next head takes it: in one moment, and all are told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lifecycle import clock
from lifecycle.models import Entry, Refused
from notifications.models import Notice
from registry.claims import actions
from registry.claims.models import HandOver
from registry.people.models import Link
from tests.factories.accounts import UserFactory
from tests.factories.registry import HandOverFactory, LinkFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

Status = HandOver.Status


@pytest.fixture
def head():
    return UserFactory(name="Head")


@pytest.fixture
def ngo(head):
    return OrganisationFactory(head=head)


@pytest.fixture
def successor():
    return UserFactory(name="Successor", email="next@example.kz")


def offered(ngo, head, email="next@example.kz", stays_as=""):
    return actions.hand_over(ngo, email=email, stays_as=stays_as, by=head, at=clock.now())


def roles(ngo):
    return {(link.user.name, link.role) for link in Link.objects.of(ngo, on=timezone.localdate())}


def test_an_offer_changes_nothing_until_it_is_accepted(ngo, head, successor):
    offer = offered(ngo, head, stays_as="viewer")

    assert (offer.status, offer.stays_as, offer.expires_at - offer.offered_at) == (
        "offered",
        "viewer",
        timedelta(days=7),
    )
    assert roles(ngo) == {("Head", "head")}
    assert [(notice.kind, notice.to) for notice in Notice.objects.all()] == [("claims/offered", successor)]


def test_a_person_without_an_account_gets_the_offer_too(ngo, head):
    offered(ngo, head, email="New@example.kz")

    assert [(notice.to, notice.address) for notice in Notice.objects.all()] == [(None, "new@example.kz")]


@pytest.mark.parametrize(
    ("stays_as", "after"),
    [("", {("Successor", "head")}), ("viewer", {("Successor", "head"), ("Head", "viewer")})],
)
def test_who_accepts_is_the_head_and_the_former_one_is_what_they_chose(ngo, head, successor, stays_as, after):
    offer = offered(ngo, head, stays_as=stays_as)
    Notice.objects.all().delete()

    actions.take_over(offer, by=successor, at=clock.now())

    assert roles(ngo) == after
    assert [line.verb for line in Entry.objects.of(ngo)] == ["head changed", "role changed" if stays_as else "left"]
    assert sorted((notice.kind, notice.to.name) for notice in Notice.objects.all()) == [
        ("people/head_changed", "Head"),
        ("people/head_changed", "Successor"),
    ]


def test_the_head_chooses_somebody_of_the_organisation_on_the_page(client, ngo, head, successor):
    link = LinkFactory(organisation=ngo, user=successor, role="editor")
    client.force_login(head)
    address = f"/en/organisations/{ngo.code}/hand-over/"

    client.post(address, {"successor": link.pk, "stays_as": "leave"})

    offer = HandOver.objects.get()
    assert (offer.email, offer.stays_as) == ("next@example.kz", "")
    assert "Offered to next@example.kz" in client.get(address).text
    client.force_login(successor)
    assert f'href="/en/organisations/hand-overs/{offer.code}/"' in client.get("/en/desk/").text
    taken = client.post(f"/en/organisations/hand-overs/{offer.code}/", follow=True)
    assert "You are now the head of the organisation." in taken.text
    assert roles(ngo) == {("Successor", "head")}


def test_looking_at_an_offer_accepts_nothing(client, ngo, head, successor):
    offer = offered(ngo, head)
    client.force_login(successor)

    page = client.get(f"/en/organisations/hand-overs/{offer.code}/")

    assert "Head leaves the organisation." in page.text
    assert roles(ngo) == {("Head", "head")}


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"email": ""}, {"successor": ["This field is required."], "stays_as": ["This field is required."]}),
        ({"successor": "other", "stays_as": "leave"}, {"email": ["Type the e-mail of the person."]}),
        (
            {"successor": "other", "stays_as": "leave", "email": "nobody"},
            {"email": ["Enter a valid email address."]},
        ),
    ],
)
def test_an_offer_names_its_person(client, ngo, head, typed, errors):
    client.force_login(head)

    page = client.post(f"/en/organisations/{ngo.code}/hand-over/", typed)

    assert page.context["form"].errors == errors
    assert HandOver.objects.count() == 0


def test_the_head_does_not_hand_over_to_themselves(ngo, head):
    with pytest.raises(Refused, match="your own address"):
        offered(ngo, head, email=head.email.upper())


def test_only_the_head_hands_over(client, ngo):
    editor = LinkFactory(organisation=ngo, role="editor").user
    client.force_login(editor)

    assert client.get(f"/en/organisations/{ngo.code}/hand-over/").status_code == 403
    with pytest.raises(Refused, match="Only the head"):
        offered(ngo, editor)
    client.force_login(UserFactory())
    assert client.get(f"/en/organisations/{ngo.code}/hand-over/").status_code == 404


def test_a_new_offer_takes_the_earlier_one_back(ngo, head, successor):
    first = offered(ngo, head)
    offered(ngo, head, email="other@example.kz")

    with pytest.raises(Refused, match="no longer stands"):
        actions.take_over(first, by=successor, at=clock.now())

    assert [offer.status for offer in HandOver.objects.order_by("pk")] == ["taken_back", "offered"]
    assert roles(ngo) == {("Head", "head")}


def test_the_head_takes_an_offer_back(client, ngo, head, successor):
    offer = offered(ngo, head)
    client.force_login(head)

    client.post(f"/en/organisations/hand-overs/{offer.code}/take-back/")

    offer.refresh_from_db()
    assert offer.status == "taken_back"
    with pytest.raises(Refused, match="already taken back"):
        actions.take_back(offer, by=head, at=clock.now())
    client.force_login(successor)
    assert "no longer stands" in client.get(f"/en/organisations/hand-overs/{offer.code}/").text


def test_an_offer_runs_out(ngo, head, successor):
    offer = offered(ngo, head)

    with pytest.raises(Refused, match="no longer stands"):
        actions.take_over(offer, by=successor, at=clock.now() + timedelta(days=8))


def test_an_offer_is_for_one_person(client, ngo, head):
    offer, other = offered(ngo, head), UserFactory()
    client.force_login(other)

    assert client.get(f"/en/organisations/hand-overs/{offer.code}/").status_code == 404
    assert client.post(f"/en/organisations/hand-overs/{offer.code}/take-back/").status_code == 404
    with pytest.raises(Refused, match="another address"):
        actions.take_over(offer, by=other, at=clock.now())


def test_who_is_head_no_more_has_nothing_to_hand_over(ngo, successor):
    offer = HandOverFactory(organisation=ngo, email=successor.email)

    with pytest.raises(Refused, match="Only the head"):
        actions.take_over(offer, by=successor, at=clock.now())

    assert roles(ngo) == {("Head", "head")}


@pytest.mark.parametrize("before", Status)
@pytest.mark.parametrize("after", Status)
def test_an_offer_moves_along_its_map_and_no_other_way(before, after):
    ended = {} if before == "offered" else {"ended_at": clock.now()}
    by = {"accepted_by": UserFactory()} if before == "accepted" else {}
    offer = HandOverFactory(status=before, **ended, **by)

    assert offer.may_move_to(after) == (before == "offered" and after != "offered")


def test_a_head_who_would_leave_is_led_to_handing_over(client, ngo, head):
    client.force_login(head)

    page = client.get(f"/en/organisations/{ngo.code}/").text

    assert f'href="/en/organisations/{ngo.code}/hand-over/"' in page
