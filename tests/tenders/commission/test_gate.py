"""The gate: names and BINs only, an answer for every bidder, one signature (U21, R-051)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tenders.commission.models import Declaration
from tests.factories.accounts import UserFactory
from tests.factories.commission import CommissionFactory, bid, bids_of, room, seat
from tests.factories.registry import LinkFactory

pytestmark = pytest.mark.django_db


def gate(commission):
    return reverse("commission:conflicts", args=[commission.call.number])


def enter(client, commission, role="member"):
    member = seat(commission, role)
    client.force_login(member.user)
    return member


def test_the_gate_shows_names_and_bins_and_nothing_else(client):
    commission = room("opened", declared=False)
    enter(client, commission)
    one = bids_of(commission)[0]

    page = client.get(gate(commission)).content.decode()

    assert one.organisation.name_ru in page
    assert one.organisation.bin in page
    assert one.number not in page
    assert one.organisation.email not in page
    assert "600" not in page


def test_no_conflict_with_anybody_is_signed_by_one_button(client):
    commission = room("opened", bids=3, declared=False)
    member = enter(client, commission)

    answer = client.post(gate(commission), {"rest": "on"})

    assert (answer.status_code, answer.url) == (302, reverse("commission:detail", args=[commission.call.number]))
    assert [d.answer for d in member.declarations.all()] == ["none"] * 3


def test_a_bidder_left_out_is_asked_for_and_nothing_is_kept(client):
    commission = room("opened", bids=2, declared=False)
    enter(client, commission)
    one = bids_of(commission)[0].organisation

    page = client.post(gate(commission), {one.code: "none"}).content.decode()

    assert "Bidders without an answer: 1." in page
    assert f'name="{one.code}" id="{one.code}" value="none" checked' in page
    assert not Declaration.objects.exists()


def test_a_conflict_is_described_on_a_second_page_and_then_all_is_signed_at_once(client):
    commission = room("opened", bids=2, declared=False)
    member = enter(client, commission)
    one, other = bids_of(commission)
    marked = {one.organisation.code: "conflict", other.organisation.code: "none"}

    asked = client.post(gate(commission), marked).content.decode()
    kept_by_then = Declaration.objects.count()
    described = {f"kind-{one.organisation.code}": "kin", f"text-{one.organisation.code}": "My sister."}
    client.post(gate(commission), marked | described)

    assert "Describe each conflict" in asked
    assert f'type="hidden" name="{other.organisation.code}" value="none"' in asked
    assert kept_by_then == 0
    assert set(member.declarations.values_list("application", "answer", "kind", "explanation")) == {
        (one.pk, "conflict", "kin", "My sister."),
        (other.pk, "none", "", ""),
    }


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("", "", "Say what kind of conflict it is."),
        ("other", " ", "Explain the conflict."),
        ("kin", "x" * 1001, "Use 1000 characters or fewer."),
    ],
)
def test_a_conflict_without_its_kind_is_refused_in_words(client, kind, text, said):
    commission = room("opened", declared=False)
    enter(client, commission)
    code = bids_of(commission)[0].organisation.code

    answer = client.post(gate(commission), {code: "conflict", f"kind-{code}": kind, f"text-{code}": text})

    assert said in answer.content.decode()
    assert not Declaration.objects.exists()


def test_one_answer_stands_for_every_application_of_a_bidder(client):
    commission = room("opened", lots=2, bids=0, declared=False)
    first, second = commission.call.lots.all()
    one = bid(first)
    bid(second, organisation=one.organisation)
    member = enter(client, commission)
    code = one.organisation.code

    client.post(gate(commission), {code: "conflict", f"kind-{code}": "finance", f"text-{code}": ""})

    assert list(member.declarations.values_list("answer", "kind")) == [("conflict", "finance")] * 2


def test_about_an_own_organisation_the_conflict_stands_whatever_is_sent(client):
    commission = room("opened", bids=2, declared=False)
    member = enter(client, commission)
    own, other = bids_of(commission)
    LinkFactory(organisation=own.organisation, user=member.user)

    page = client.get(gate(commission)).content.decode()
    client.post(gate(commission), {own.organisation.code: "none", "rest": "on"})

    assert "you act for this organisation" in page
    assert f'name="{own.organisation.code}"' not in page
    assert dict(member.declarations.values_list("application", "answer")) == {own.pk: "conflict", other.pk: "none"}


def test_more_bidders_than_a_page_are_answered_for_with_the_rest(client, monkeypatch):
    monkeypatch.setattr("tenders.commission.views.BIDDERS_A_PAGE", 2)
    commission = room("opened", bids=5, declared=False)
    member = enter(client, commission)

    client.post(gate(commission), {"rest": "on"})

    assert member.declarations.count() == 5


def test_the_gate_closes_behind_the_member_and_shows_what_was_declared(client):
    commission = room("opened", bids=2)
    enter(client, commission)

    page = client.get(gate(commission)).content.decode()

    assert "No conflict with 2 bidders." in page
    assert "Sign my declaration" not in page
    assert reverse("scoring:declare_late", args=[commission.call.number]) in page


def test_before_the_opening_the_gate_names_nobody(client):
    commission = CommissionFactory()
    one = bid(commission.call.lots.get(), status="submitted")
    enter(client, commission)

    page = client.get(gate(commission)).content.decode()

    assert "Bidders are known after the opening" in page
    assert one.organisation.name_ru not in page


def test_only_members_who_read_pass_the_gate(client):
    commission = room("opened", declared=False)
    body = commission.call.customer
    readers = {
        "officer": UserFactory(role="call_officer", body=body),
        "auditor": UserFactory(role="auditor"),
        "stranger": UserFactory(role="commission"),
        "administrator": UserFactory(administrator=True),
        "bidder": bids_of(commission)[0].started_by,
    }

    answers = {}
    for name, user in readers.items():
        client.force_login(user)
        answers[name] = client.get(gate(commission)).status_code

    assert answers == {"officer": 403, "auditor": 403, "stranger": 404, "administrator": 404, "bidder": 404}


def content_addresses(commission):
    number, one = commission.call.number, bids_of(commission)[0].number
    return [
        reverse("admission:index", args=[number]),
        reverse("admission:rule", args=[number, one]),
        reverse("scoring:index", args=[number]),
        reverse("scoring:sheet", args=[number, one]),
        reverse("scoring:lock", args=[number, one]),
        reverse("scoring:compare", args=[number, one]),
    ]


def test_every_deep_link_leads_to_the_gate_with_a_sentence(client):
    commission = room("scoring", declared=False)
    enter(client, commission)

    for address in content_addresses(commission):
        answer = client.get(address, follow=True)
        assert answer.redirect_chain == [(gate(commission), 302)], address
        assert "Declare conflicts of interest first." in answer.content.decode()


def test_the_application_itself_stays_shut_to_an_undeclared_member(client):
    commission = room("scoring", declared=False)
    enter(client, commission)
    number = bids_of(commission)[0].number

    shut = [reverse(f"applications:{page}", args=[number]) for page in ("detail", "check", "receipt")]

    assert [client.get(address).status_code for address in shut] == [404, 404, 404]


def test_a_large_gate_stays_light_and_asks_as_often(client, django_assert_max_num_queries):
    commission = room("opened", bids=234, declared=False)
    enter(client, commission)

    with django_assert_max_num_queries(15):
        answer = client.get(gate(commission))

    assert len(answer.content) < 100_000
    assert answer.content.count(b'value="none"') == 234


def test_signing_234_answers_takes_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    commission = room("opened", bids=234, declared=False)
    member = enter(client, commission)

    with django_assert_max_num_queries(25):
        client.post(gate(commission), {"rest": "on"})

    assert member.declarations.count() == 234


def queries_of(client, address):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_commission_page_asks_as_often_for_one_bid_as_for_three(client):
    counts = []
    for commission in (room("opened"), room("opened", bids=3)):
        enter(client, commission, "chair")
        counts.append(queries_of(client, reverse("commission:detail", args=[commission.call.number])))

    assert counts[0] == counts[1] <= 12


@pytest.mark.parametrize("status", ["opened", "admission", "scoring", "deliberation"])
def test_who_only_watches_is_offered_no_page_of_the_members(client, status):
    commission = room(status)
    client.force_login(UserFactory(role="auditor"))

    page = client.get(reverse("commission:detail", args=[commission.call.number]))

    rooms = ("commission:conflicts", "admission:index", "scoring:index", "decisions:session")
    addresses = [reverse(room, args=[commission.call.number]) for room in rooms]
    assert [address for address in addresses if address in page.text] == []
