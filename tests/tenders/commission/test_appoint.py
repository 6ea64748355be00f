"""Appointing a commission by order, before publication (R-025, R-050, domain section 7)."""

from datetime import date

import pytest
from django.urls import reverse

from lifecycle import clock
from lifecycle.models import Entry, Refused
from notifications.models import Notice
from tenders.commission import actions
from tenders.commission.models import Commission, Member
from tests.factories.accounts import AssignmentFactory, UserFactory
from tests.factories.calls import CallFactory
from tests.factories.commission import SEATS, CommissionFactory

pytestmark = pytest.mark.django_db

ORDER = {"order_number": "12-Ө", "ordered_on": date(2026, 3, 2)}
WORK = {"organisation_kk": "Азаматтық альянс", "organisation_ru": "Гражданский альянс"}


def people(seats=SEATS) -> list[Member]:
    return [Member(user=UserFactory(), role=role, seat=seat, **WORK) for role, seat in seats]


@pytest.fixture
def call():
    return CallFactory()


@pytest.fixture
def approver(call):
    return UserFactory(role="approver", body=call.customer)


def test_appointing_seats_everybody_gives_the_role_and_tells_them(call, approver):
    members, now = people(), clock.now()

    commission = actions.appoint(call, ORDER, members, by=approver, at=now)

    seated = [(m.user, m.role, m.seat, m.since) for m in commission.members.all()]
    assert seated == [(m.user, m.role, m.seat, now) for m in members]
    assert (commission.order_number, commission.ordered_on) == ("12-Ө", date(2026, 3, 2))
    assert (commission.appointed_by, commission.appointed_at) == (approver, now)
    assert all(member.user.assignments.get().role == "commission" for member in members)
    assert [entry.verb for entry in Entry.objects.of(call)] == ["commission appointed"]
    told = set(Notice.objects.filter(kind="commission/appointed").values_list("to", flat=True))
    assert told == {member.user.pk for member in members}


def test_a_new_order_replaces_the_one_before_it_until_publication(call, approver):
    actions.appoint(call, ORDER, people(), by=approver, at=clock.now())
    others = people()

    actions.appoint(call, ORDER | {"order_number": "13-Ө"}, others, by=approver, at=clock.now())

    commission = Commission.objects.get(call=call)
    assert commission.order_number == "13-Ө"
    assert [member.user for member in commission.members.all()] == [member.user for member in others]


def test_an_unlawful_composition_is_refused_with_every_fault_and_leaves_nothing(call, approver):
    seats = [("chair", "customer"), ("member", "customer"), ("member", "customer"), ("member", "ngo")]

    with pytest.raises(Refused) as refusal:
        actions.appoint(call, ORDER, people(seats), by=approver, at=clock.now())

    assert str(refusal.value) == (
        "Name one chair, one deputy and one secretary. "
        "Name at least 5 voting members: chair, deputy, members. "
        "The number of voting members must be odd. "
        "Give NGOs and the public at least 33.33 % of the votes. "
        "Give the customer at most 50.00 % of the votes."
    )
    assert not Commission.objects.exists()
    assert not Notice.objects.filter(kind="commission/appointed").exists()


@pytest.mark.parametrize("status", ["published", "closed", "opened", "cancelled"])
def test_after_publication_nobody_is_appointed(status, approver):
    call = CallFactory(**{status: True})

    with pytest.raises(Refused, match="before the call is published"):
        actions.appoint(call, ORDER, people(), by=approver, at=clock.now())


def test_whoever_approves_audits_or_administers_is_kept_out(call, approver):
    members = people()
    AssignmentFactory(user=members[0].user, role="approver", body=call.customer)
    AssignmentFactory(user=members[1].user, role="auditor")
    members[2].user = UserFactory(administrator=True)
    members[4].user = members[3].user

    said = actions.strangers(call, members)

    assert said == [
        f"{members[0].user} approves calls of this customer and cannot sit on its commission.",
        f"{members[1].user} is an auditor and cannot sit on a commission.",
        f"{members[2].user} administers the system and cannot sit on a commission.",
        f"{members[3].user} is named twice.",
    ]
    with pytest.raises(Refused):
        actions.appoint(call, ORDER, members, by=approver, at=clock.now())


def posted(members, **changes):
    rows = {"order_number": "12-Ө", "ordered_on": "2026-03-02", "member-TOTAL_FORMS": "8", "member-INITIAL_FORMS": "0"}
    for number, member in enumerate(members):
        facts = {"email": member.user.email, "role": member.role, "seat": member.seat, **WORK}
        rows |= {f"member-{number}-{name}": value for name, value in facts.items()}
    return rows | changes


def test_the_approver_appoints_on_a_page(client, call, approver):
    client.force_login(approver)
    address, members = reverse("commission:appoint", args=[call.number]), people()

    shown = client.get(address)
    answer = client.post(address, posted(members))

    assert shown.status_code == 200
    assert (answer.status_code, answer.url) == (302, reverse("calls:manage", args=[call.number]))
    assert [m.user for m in Commission.objects.get(call=call).members.all()] == [m.user for m in members]


def test_somebody_without_an_account_is_to_be_invited_first(client, call, approver):
    client.force_login(approver)
    address = reverse("commission:appoint", args=[call.number])

    answer = client.post(address, posted(people(), **{"member-2-email": "nobody@example.kz"}))

    assert answer.status_code == 200
    assert "nobody@example.kz has no account yet. Invite this person" in answer.content.decode()
    assert not Commission.objects.exists()


def test_faults_are_said_and_what_was_typed_stays(client, call, approver):
    client.force_login(approver)

    answer = client.post(reverse("commission:appoint", args=[call.number]), posted(people()[:3]))

    page = answer.content.decode()
    assert "Name at least 5 voting members" in page
    assert 'value="12-Ө"' in page


def test_a_seat_is_removed_by_its_tick(client, call, approver):
    commission = CommissionFactory(call=call, members=[*SEATS, ("expert", "ngo")])
    client.force_login(approver)
    members = list(commission.members.select_related("user"))
    rows = posted(members, **{"member-INITIAL_FORMS": "7", "member-TOTAL_FORMS": "9", "member-6-DELETE": "on"})

    client.post(reverse("commission:appoint", args=[call.number]), rows)

    assert [m.role for m in Commission.objects.get(call=call).members.all()] == [role for role, _seat in SEATS]


def test_only_another_approver_of_the_customer_appoints(client, call):
    drafter = call.drafted_by
    AssignmentFactory(user=drafter, role="approver", body=call.customer)
    officer = UserFactory(role="call_officer", body=call.customer)
    stranger = UserFactory(role="approver", body=CallFactory().customer)
    address = reverse("commission:appoint", args=[call.number])

    answers = []
    for user in (drafter, officer, stranger, UserFactory(administrator=True)):
        client.force_login(user)
        answers.append(client.get(address).status_code)

    assert answers == [403, 403, 404, 404]
