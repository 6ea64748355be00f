"""Scoring begins: a sheet for every scorer without a conflict and every admitted application (domain 5.1)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lifecycle import clock
from lifecycle.models import Entry, Refused
from notifications.models import Notice
from tenders.admission import actions as admission
from tenders.scoring import actions
from tenders.scoring.models import ScoreSheet
from tests.factories.accounts import UserFactory
from tests.factories.commission import DeclarationFactory, MemberFactory, bids_of, room, seat

pytestmark = pytest.mark.django_db

WHY = {"reason_kk": "Есеп тапсырылмаған.", "reason_ru": "Отчёт не сдан."}


def admitted(**facts):
    """A commission whose admission is finished."""
    commission = room("admission", **facts)
    chair = seat(commission, "chair").user
    admission.admit(bids_of(commission), by=chair, at=clock.now())
    admission.finish(commission.call, by=chair, at=clock.now())
    return commission


def begin(commission, at=None):
    actions.begin(commission.call, by=seat(commission, "chair").user, at=at or clock.now())


def test_beginning_gives_every_scorer_a_sheet_for_every_admitted_application():
    commission, now = admitted(bids=2), clock.now()
    expert = MemberFactory(commission=commission, role="expert")

    begin(commission, now)

    call = commission.call
    call.refresh_from_db()
    due = call.profile.window_end(now, 15)
    scorers = [m for m in commission.members.all() if m.role != "secretary"]
    made = set(ScoreSheet.objects.values_list("member", "application", "status", "due_at"))
    assert made == {(m.pk, one.pk, "draft", due) for m in scorers for one in bids_of(commission)}
    assert expert in scorers
    assert (call.status, call.scoring_until) == ("scoring", due)
    assert Entry.objects.of(call).last().verb == "admission → scoring"
    told = set(Notice.objects.filter(kind="scoring/begun").values_list("to", flat=True))
    assert told == {member.user_id for member in scorers}


def test_whoever_declared_a_conflict_gets_no_sheet_of_that_lot():
    commission = admitted(lots=2)
    conflicted, free = bids_of(commission)
    recused = seat(commission, "member")
    DeclarationFactory(member=recused, application=conflicted, conflict=True)

    begin(commission)

    assert list(recused.sheets.values_list("application", flat=True)) == [free.pk]
    assert ScoreSheet.objects.filter(application=conflicted).count() == 4


def test_whoever_is_recused_from_everything_is_not_called_to_score():
    commission = admitted()
    recused = seat(commission, "member")
    DeclarationFactory(member=recused, application=bids_of(commission)[0], conflict=True)

    begin(commission)

    assert not Notice.objects.filter(kind="scoring/begun", to=recused.user).exists()


def test_a_rejected_application_is_not_scored():
    commission = room("admission", bids=2)
    chair, (good, bad) = seat(commission, "chair").user, bids_of(commission)
    admission.admit([good], by=chair, at=clock.now())
    admission.reject(bad, requirement=commission.call.requirements.first(), **WHY, by=chair, at=clock.now())
    admission.finish(commission.call, by=chair, at=clock.now())

    begin(commission)

    assert {sheet.application for sheet in ScoreSheet.objects.all()} == {good}


def test_too_few_scorers_without_a_conflict_stop_it():
    commission = admitted()
    one = bids_of(commission)[0]
    for member in commission.members.filter(role__in=["deputy", "member"])[:3]:
        DeclarationFactory(member=member, application=one, conflict=True)

    with pytest.raises(Refused, match="Lot 1 has 2 scorers without a conflict; 3 are needed."):
        begin(commission)

    assert not ScoreSheet.objects.exists()


def test_without_an_admission_protocol_it_is_refused():
    commission = room("admission")

    with pytest.raises(Refused, match="once, after the admission protocol"):
        begin(commission)


def test_scoring_begins_once():
    commission = admitted()
    begin(commission)

    with pytest.raises(Refused):
        begin(commission)

    assert ScoreSheet.objects.count() == 5


def test_where_the_profile_sets_no_time_the_sheets_have_no_due_day():
    commission = admitted()
    commission.call.profile.__class__.objects.filter(pk=commission.call.profile_id).update(scoring_wd=None)

    begin(commission)

    assert {sheet.due_at for sheet in ScoreSheet.objects.all()} == {None}


def test_each_member_has_an_order_of_their_own_that_stays():
    # Two of five orders of nine applications are alike by chance once in 36,000 runs.
    commission = admitted(bids=9)
    begin(commission)

    orders = {
        tuple(ScoreSheet.objects.filter(member=member).order_by("place").values_list("application", flat=True))
        for member in commission.members.scoring()
    }

    assert len(orders) == 5
    sheet = ScoreSheet.objects.first()
    assert sheet.place == actions.place_of(sheet.member, sheet.application)


def test_beginning_takes_a_fixed_number_of_queries():
    counts = []
    for bids in (1, 15):
        commission = admitted(bids=bids)
        with CaptureQueriesContext(connection) as seen:
            begin(commission)
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_the_chair_begins_on_the_page(client):
    commission = admitted()
    client.force_login(seat(commission, "chair").user)
    index = reverse("scoring:index", args=[commission.call.number])

    before = client.get(index).content.decode()
    answer = client.post(reverse("scoring:begin", args=[commission.call.number]), follow=True)

    assert "Begin scoring" in before
    assert "Scoring has begun." in answer.content.decode()
    assert "0 of 1 locked" in answer.content.decode()


def test_only_those_who_lead_begin(client):
    commission = admitted()
    address = reverse("scoring:begin", args=[commission.call.number])
    people = [seat(commission, "member").user, seat(commission, "secretary").user]
    people += [UserFactory(role="commission"), UserFactory(administrator=True)]

    answers = []
    for person in people:
        client.force_login(person)
        answers.append(client.post(address).status_code)

    assert answers == [403, 403, 404, 404]
