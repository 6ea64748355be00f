"""A conflict found late stands beside the first answer and takes the lot away (R-053, P-6)."""

from datetime import timedelta

import pytest

from lifecycle.models import Refused
from notifications.models import Notice
from tenders.admission import actions as admission
from tenders.applications.models import Application
from tenders.calls import actions as calls
from tenders.commission import actions
from tenders.commission.models import Declaration, Member
from tests.factories.applications import ApplicationFactory, submitted
from tests.factories.calls import CallFactory
from tests.factories.commission import SEATS, CommissionFactory, declare_none, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened():
    """An opened call with two bids, about which everybody declared no conflict."""
    call = CallFactory(published=True, lots=1)
    CommissionFactory(call=call)
    for _ in range(2):
        submitted(ApplicationFactory(lot=call.lots.get()))
    calls.close(call, at=call.deadline_at + timedelta(seconds=1))
    admission.open_bids(call, at=call.opening_at + timedelta(seconds=1))
    declare_none(call.commission)
    call.refresh_from_db()
    return call


def test_it_hides_every_application_of_the_lot_and_tells_the_chair_no_bidder(opened):
    member, bid = seat(opened.commission, "member"), Application.objects.first()
    before = Application.objects.visible_to(member.user).count()

    actions.declare_late(member, bid, kind="kin", explanation="My sister.", at=opened.opened_at)

    assert (before, Application.objects.visible_to(member.user).count()) == (2, 0)
    answers = Declaration.objects.filter(member=member, application=bid).values_list("answer", flat=True)
    assert set(answers) == {"none", "conflict"}
    told = Notice.objects.filter(kind="commission/recused")
    assert seat(opened.commission, "chair").user in {notice.to for notice in told}
    assert [notice for notice in told if bid.number in str(notice.facts)] == []


def test_it_is_declared_once(opened):
    member, bid = seat(opened.commission, "member"), Application.objects.first()
    actions.declare_late(member, bid, kind="kin", explanation="My sister.", at=opened.opened_at)

    with pytest.raises(Refused):
        actions.declare_late(member, bid, kind="kin", explanation="My sister.", at=opened.opened_at)


def test_a_lawful_composition_has_no_fault_and_an_even_one_has():
    call = CallFactory()
    members = [Member(role=role, seat=of) for role, of in SEATS]
    even = [*members, Member(role="member", seat="ngo")]

    assert (actions.faults_of(call, members), len(actions.faults_of(call, even))) == ([], 1)
