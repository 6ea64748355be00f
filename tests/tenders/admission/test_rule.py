"""Admitting and rejecting: the chair, on a published requirement, same defect same treatment (R-056)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lifecycle import clock
from lifecycle.models import Entry, Refused
from tenders.admission import actions, rules
from tenders.admission.models import Ruling
from tests.factories.accounts import UserFactory
from tests.factories.calls import RequirementFactory
from tests.factories.commission import DeclarationFactory, bid, bids_of, room, seat

pytestmark = pytest.mark.django_db

WHY = {"reason_kk": "Есеп тапсырылмаған.", "reason_ru": "Отчёт не сдан."}


def grounds(commission):
    return {"requirement": commission.call.requirements.first(), **WHY}


def test_admitting_writes_the_ruling_and_moves_the_applications():
    commission = room("admission", bids=2)
    chair, now = seat(commission, "chair").user, clock.now()

    count = actions.admit(bids_of(commission), by=chair, at=now)

    assert count == 2
    assert [one.status for one in bids_of(commission)] == ["admitted", "admitted"]
    kept = Ruling.objects.values_list("is_admitted", "requirement", "ruled_by", "ruled_at")
    assert list(kept) == [(True, None, chair.pk, now)] * 2
    assert [e.verb for e in Entry.objects.of(bids_of(commission)[0])] == ["opened → admitted"]


def test_admitting_many_takes_a_fixed_number_of_queries():
    counts = []
    for bids in (3, 100):
        commission = room("admission", bids=bids)
        chosen, chair = bids_of(commission), seat(commission, "chair").user
        with CaptureQueriesContext(connection) as seen:
            actions.admit(chosen, by=chair, at=clock.now())
        counts.append(len(seen))

    assert counts[0] == counts[1]


def test_what_has_a_ruling_keeps_it():
    commission = room("admission", bids=2)
    one, other = bids_of(commission)
    chair = seat(commission, "chair").user
    actions.reject(one, **grounds(commission), by=chair, at=clock.now())

    count = actions.admit([one, other], by=chair, at=clock.now())

    assert count == 1
    assert [a.status for a in bids_of(commission)] == ["rejected", "admitted"]
    with pytest.raises(Refused, match="has its ruling already"):
        actions.admit([one, other], by=chair, at=clock.now())


def test_rejecting_names_a_requirement_and_says_why_in_both_languages():
    commission = room("admission")
    one, chair, now = bids_of(commission)[0], seat(commission, "chair").user, clock.now()

    ruling = actions.reject(one, **grounds(commission), by=chair, at=now)

    one.refresh_from_db()
    assert one.status == "rejected"
    assert (ruling.is_admitted, ruling.requirement.call) == (False, commission.call)
    assert (ruling.reason_kk, ruling.reason_ru) == ("Есеп тапсырылмаған.", "Отчёт не сдан.")


def test_a_requirement_of_another_call_rejects_nobody():
    commission = room("admission")
    one = bids_of(commission)[0]

    with pytest.raises(Refused, match="that this call has published"):
        actions.reject(one, requirement=RequirementFactory(), **WHY, by=seat(commission, "chair").user, at=clock.now())

    one.refresh_from_db()
    assert (one.status, Ruling.objects.count()) == ("opened", 0)


@pytest.mark.parametrize("status", ["opened", "scoring", "deliberation"])
def test_outside_admission_nobody_is_ruled_on(status):
    commission = room(status)
    chair = seat(commission, "chair").user

    with pytest.raises(Refused, match="not at admission"):
        actions.admit(bids_of(commission), by=chair, at=clock.now())
    with pytest.raises(Refused, match="not at admission"):
        actions.reject(bids_of(commission)[0], **grounds(commission), by=chair, at=clock.now())


def test_without_a_choice_nothing_is_admitted():
    commission = room("admission")

    with pytest.raises(Refused, match="Tick the applications"):
        actions.admit([], by=seat(commission, "chair").user, at=clock.now())


@pytest.mark.parametrize("role", ["deputy", "member", "secretary"])
def test_only_the_chair_rules(role):
    commission = room("admission")
    one, person = bids_of(commission)[0], seat(commission, role).user

    assert not rules.can_rule(person, one)
    with pytest.raises(Refused, match="Only the chair rules"):
        actions.admit([one], by=person, at=clock.now())
    with pytest.raises(Refused, match="Only the chair rules"):
        actions.reject(one, **grounds(commission), by=person, at=clock.now())


def test_where_the_chair_has_a_conflict_the_deputy_rules_and_only_there():
    commission = room("admission", lots=2)
    conflicted, free = bids_of(commission)
    chair, deputy = seat(commission, "chair"), seat(commission, "deputy")
    DeclarationFactory(member=chair, application=conflicted, conflict=True)

    verdicts = [rules.can_rule(m.user, one) for m in (chair, deputy) for one in (conflicted, free)]

    assert verdicts == [False, True, True, False]
    with pytest.raises(Refused):
        actions.admit([conflicted, free], by=chair.user, at=clock.now())
    assert actions.admit([conflicted], by=deputy.user, at=clock.now()) == 1


def test_where_both_have_a_conflict_neither_rules():
    commission = room("admission")
    one = bids_of(commission)[0]
    for role in ("chair", "deputy"):
        DeclarationFactory(member=seat(commission, role), application=one, conflict=True)

    assert not any(rules.can_rule(seat(commission, role).user, one) for role in ("chair", "deputy"))


# --- Pages ----------------------------------------------------------------------------------------


def enter(client, commission, role="chair"):
    client.force_login(seat(commission, role).user)


def page_for(one):
    return reverse("admission:rule", args=[one.lot.call.number, one.number])


def test_the_chair_admits_on_the_page_and_comes_to_the_next_one(client):
    commission = room("admission", bids=2)
    enter(client, commission)
    first, second = sorted(bids_of(commission), key=lambda one: one.number)

    shown = client.get(page_for(first)).content.decode()
    answer = client.post(page_for(first), {"verdict": "admit"})
    last = client.post(page_for(second), {"verdict": "admit"})

    assert first.title in shown
    assert commission.call.requirements.first().text_ru in shown
    assert answer.url == page_for(second)
    assert last.url == reverse("admission:index", args=[commission.call.number])


def test_a_rejection_on_the_page_needs_requirement_and_both_reasons(client):
    commission = room("admission")
    enter(client, commission)
    one = bids_of(commission)[0]

    answer = client.post(page_for(one), {"verdict": "reject", "reason_ru": "Отчёт не сдан."})

    page = answer.content.decode()
    assert "Name the requirement that is not met." in page
    assert "Say in Kazakh why it is not met." in page
    assert "Say in Russian" not in page
    assert "Отчёт не сдан." in page
    assert not Ruling.objects.exists()


def test_a_rejection_is_shown_beside_the_next_application_with_the_same_defect(client):
    commission = room("admission", bids=2)
    enter(client, commission)
    one, other = bids_of(commission)
    requirement = commission.call.requirements.first()

    client.post(page_for(one), {"verdict": "reject", "requirement": requirement.pk, **WHY})
    page = client.get(page_for(other)).content.decode()

    one.refresh_from_db()
    assert one.status == "rejected"
    assert "1 application was rejected on this" in page
    assert one.number in page
    assert "Отчёт не сдан." in page


def test_a_parallel_case_in_a_lot_with_a_conflict_is_not_told(client):
    commission = room("admission", lots=2)
    hidden, seen = bids_of(commission)
    requirement = commission.call.requirements.first()
    actions.reject(hidden, requirement=requirement, **WHY, by=seat(commission, "chair").user, at=clock.now())
    member = seat(commission, "member")
    DeclarationFactory(member=member, application=hidden, conflict=True)
    client.force_login(member.user)

    page = client.get(page_for(seen)).content.decode()

    assert hidden.number not in page
    assert client.get(page_for(hidden)).status_code == 404


def test_ticked_applications_are_admitted_at_once_and_others_are_not(client):
    commission = room("admission", bids=3)
    enter(client, commission)
    one, two, three = bids_of(commission)

    answer = client.post(
        reverse("admission:admit", args=[commission.call.number]), {"number": [one.number, two.number]}, follow=True
    )

    assert "2 applications are admitted." in answer.content.decode()
    assert [a.status for a in bids_of(commission)] == ["admitted", "admitted", "opened"]


def test_ticks_of_another_call_or_of_a_lot_with_a_conflict_admit_nobody(client):
    commission, other = room("admission", lots=2), room("admission")
    conflicted, free = bids_of(commission)
    DeclarationFactory(member=seat(commission, "chair"), application=conflicted, conflict=True)
    enter(client, commission)
    ticked = [conflicted.number, free.number, bids_of(other)[0].number]

    client.post(reverse("admission:admit", args=[commission.call.number]), {"number": ticked})

    assert [a.status for a in bids_of(commission)] == ["opened", "admitted"]
    assert bids_of(other)[0].status == "opened"


def test_a_member_reads_but_does_not_rule(client):
    commission = room("admission")
    enter(client, commission, "member")
    one = bids_of(commission)[0]

    page = client.get(page_for(one))
    answers = [
        client.post(page_for(one), {"verdict": "admit"}).status_code,
        client.post(reverse("admission:admit", args=[commission.call.number]), {"number": one.number}).status_code,
    ]

    assert page.status_code == 200
    assert "The chair rules on this application." in page.content.decode()
    assert answers == [403, 403]


def test_nobody_else_finds_the_room(client):
    commission = room("admission")
    one, body = bids_of(commission)[0], commission.call.customer
    people = {
        "officer": UserFactory(role="call_officer", body=body),
        "auditor": UserFactory(role="auditor"),
        "stranger": UserFactory(role="commission"),
        "administrator": UserFactory(administrator=True),
        "bidder": one.started_by,
    }

    answers = {}
    for name, person in people.items():
        client.force_login(person)
        index = client.get(reverse("admission:index", args=[commission.call.number])).status_code
        answers[name] = (index, client.get(page_for(one)).status_code)

    assert answers == {
        "officer": (403, 404),
        "auditor": (403, 404),
        "stranger": (404, 404),
        "administrator": (404, 404),
        "bidder": (404, 404),
    }


def test_the_list_counts_only_what_the_member_reads(client):
    commission = room("admission", lots=2)
    hidden, seen = bids_of(commission)
    DeclarationFactory(member=seat(commission, "member"), application=hidden, conflict=True)
    enter(client, commission, "member")
    address = reverse("admission:index", args=[commission.call.number])

    page = client.get(address).content.decode()
    by_lot = client.get(address, {"lot": hidden.lot.number}).content.decode()

    assert "Applications: 1; without a ruling: 1; rejected: 0." in page
    assert seen.number in page
    assert hidden.number not in page + by_lot
    assert hidden.organisation.name_ru not in page


def test_the_list_is_narrowed_to_what_has_no_ruling(client):
    commission = room("admission", bids=2)
    one, other = bids_of(commission)
    actions.admit([one], by=seat(commission, "chair").user, at=clock.now())
    enter(client, commission)
    address = reverse("admission:index", args=[commission.call.number])

    def found(ruling):
        page = client.get(address, {"ruling": ruling}).content.decode()
        return [bid_.number in page for bid_ in (one, other)]

    assert [found("none"), found("admitted"), found("rejected")] == [[False, True], [True, False], [False, False]]


def test_a_long_list_stays_light_and_asks_as_often(client):
    short, long = room("admission"), room("admission", bids=120)
    counts = []
    for commission in (short, long):
        enter(client, commission)
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(reverse("admission:index", args=[commission.call.number]))
        counts.append(len(seen))

    assert len(answer.content) < 100_000
    # One more query counts what does not fit on the page.
    assert counts[1] - counts[0] in (0, 1)
    assert counts[1] <= 14


def test_the_page_of_one_application_asks_as_often_among_many(client):
    counts = []
    for commission in (room("admission"), room("admission", bids=3)):
        enter(client, commission)
        with CaptureQueriesContext(connection) as seen:
            client.get(page_for(bids_of(commission)[0]))
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 21


def test_a_bid_opened_later_than_the_declarations_leads_to_the_gate_again(client):
    commission = room("admission")
    bid(commission.call.lots.get())
    enter(client, commission)

    answer = client.get(page_for(bids_of(commission)[0]))

    assert answer.url == reverse("commission:conflicts", args=[commission.call.number])
