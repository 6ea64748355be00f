"""Who sees which sheet, and when (Q67, S17, R-051)."""

import pytest
from django.urls import reverse

from lifecycle import clock
from tenders.scoring.models import ScoreSheet
from tests.factories.accounts import UserFactory
from tests.factories.commission import DeclarationFactory, MemberFactory, bids_of, room, seat
from tests.factories.scoring import ScoreSheetFactory

pytestmark = pytest.mark.django_db


def filled(status, **facts):
    """A commission with a locked sheet of chair and member for each application."""
    commission = room(status, **facts)
    for one in bids_of(commission):
        for role in ("chair", "member"):
            ScoreSheetFactory(member=seat(commission, role), application=one, locked=True)
    return commission


def sheets_seen(user):
    return {sheet.member.role for sheet in ScoreSheet.objects.visible_to(user).select_related("member")}


@pytest.mark.parametrize("role", ["chair", "member", "deputy", "secretary"])
def test_while_the_round_lasts_each_sees_only_their_own(role):
    commission = filled("scoring")
    own = {role} if role in ("chair", "member") else set()

    assert sheets_seen(seat(commission, role).user) == own


@pytest.mark.parametrize("role", ["chair", "deputy", "secretary"])
def test_when_the_round_is_over_the_commission_sees_all_that_are_locked(role):
    commission = filled("deliberation")
    ScoreSheetFactory(member=seat(commission, "deputy"), application=bids_of(commission)[0], status="void")

    seen = sheets_seen(seat(commission, role).user) - ({"deputy"} if role == "deputy" else set())

    assert seen == {"chair", "member"}


def test_a_conflict_hides_all_sheets_of_the_lot_ones_own_too():
    commission = filled("deliberation", lots=2)
    member = seat(commission, "member")
    hidden, seen = bids_of(commission)
    DeclarationFactory(member=member, application=hidden, conflict=True)

    assert {sheet.application for sheet in ScoreSheet.objects.visible_to(member.user)} == {seen}


def test_strangers_bidders_officers_auditors_and_administrators_see_none():
    commission = filled("deliberation")
    observer = MemberFactory(commission=commission, role="observer")
    stranger = UserFactory(role="commission")
    people = [
        observer.user,
        stranger,
        bids_of(commission)[0].started_by,
        UserFactory(role="call_officer", body=commission.call.customer),
        UserFactory(role="auditor"),
        UserFactory(administrator=True),
    ]

    assert [sheets_seen(person) for person in people] == [set()] * len(people)


def test_nobody_signed_in_sees_none(client):
    commission = filled("deliberation")
    address = reverse("scoring:sheet", args=[commission.call.number, bids_of(commission)[0].number])

    assert client.get(address).status_code == 302
    assert not ScoreSheet.objects.visible_to(client.get(reverse("portal:home")).wsgi_request.user).exists()


def test_all_sheets_are_compared_only_after_the_round(client):
    before, after = filled("scoring"), filled("deliberation")
    answers = []
    for commission in (before, after):
        client.force_login(seat(commission, "member").user)
        one = bids_of(commission)[0]
        answers.append(client.get(reverse("scoring:compare", args=[commission.call.number, one.number])))

    assert [answer.status_code for answer in answers] == [403, 200]
    page = answers[1].content.decode()
    assert str(seat(after, "chair").user) in page
    assert "70.00" in page


def test_progress_of_others_is_for_those_who_lead_and_tells_no_mark(client):
    commission = filled("scoring")
    pages = {}
    for role in ("chair", "member"):
        client.force_login(seat(commission, role).user)
        pages[role] = client.get(reverse("scoring:index", args=[commission.call.number])).content.decode()

    assert "How far the scorers are" in pages["chair"]
    assert "How far the scorers are" not in pages["member"]
    assert "3.5" not in pages["chair"]


def test_a_leader_with_a_conflict_does_not_count_the_sheets_of_that_lot(client):
    commission = filled("scoring", lots=2)
    chair = seat(commission, "chair")
    DeclarationFactory(member=chair, application=bids_of(commission)[0], conflict=True)
    client.force_login(chair.user)

    page = client.get(reverse("scoring:index", args=[commission.call.number])).content.decode()

    row = page[page.index(str(seat(commission, "member").user)) :]
    assert 'data-label="Sheets">1<' in row


def test_secretary_and_observer_score_nothing(client):
    commission = room("scoring")
    one = bids_of(commission)[0]
    observer = MemberFactory(commission=commission, role="observer")
    answers = []
    for person in (seat(commission, "secretary").user, observer.user):
        client.force_login(person)
        answers.append(client.get(reverse("scoring:sheet", args=[commission.call.number, one.number])).status_code)

    assert answers == [404, 404]
    assert not commission.members.scoring().filter(role__in=["secretary", "observer"]).exists()


def test_a_replaced_member_sees_none():
    commission = filled("scoring")
    member = seat(commission, "member")
    commission.members.filter(pk=member.pk).update(until=clock.now())

    assert sheets_seen(member.user) == set()
