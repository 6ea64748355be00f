"""Who may do what with a call, in every status."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tenders.calls import rules
from tenders.calls.models import Call
from tests.factories.accounts import AssignmentFactory, UserFactory
from tests.factories.calls import CallFactory

pytestmark = pytest.mark.django_db

APPROVER = {
    "draft": {"approve", "appoint"},
    "approved": {"publish", "send_back", "appoint"},
    "published": {"cancel", "amend", "extend"},
    "failed": {"agree_directly"},
    **{state: {"cancel"} for state in ("closed", "opened", "admission", "scoring", "deliberation")},
}


@pytest.mark.parametrize("state", [status.value for status in Call.Status])
def test_each_person_is_offered_what_the_map_and_the_role_allow(state, body, officer, approver):
    call = CallFactory(customer=body, drafted_by=officer, **({} if state == "draft" else {state: True}))
    both = AssignmentFactory(user=UserFactory(role="call_officer", body=body), role="approver", body=body).user
    stranger = UserFactory(role="approver", body=CallFactory().customer)
    root, auditor = UserFactory(administrator=True), UserFactory(role="auditor")

    edits = {"draft": {"edit"}, "approved": set(), "published": {"amend", "extend", "copy"}}.get(state, {"copy"})
    assert rules.offers(officer, call) == edits
    assert rules.offers(approver, call) == APPROVER.get(state, set())
    assert rules.offers(both, call) == APPROVER.get(state, set()) | edits
    for nobody in (stranger, root, auditor, AnonymousUser()):
        assert rules.offers(nobody, call) == set()


def test_the_drafter_who_also_approves_is_offered_only_editing(body, officer):
    AssignmentFactory(user=officer, role="approver", body=body)

    assert rules.offers(officer, CallFactory(customer=body, drafted_by=officer)) == {"edit"}
    assert rules.offers(officer, CallFactory(customer=body, drafted_by=officer, approved=True)) == set()


def test_drafts_are_visible_to_the_office_of_their_body_and_to_auditors(body, officer, approver):
    own, foreign = CallFactory(customer=body), CallFactory()
    public = CallFactory(published=True)

    seen = {
        who: set(Call.objects.visible_to(user))
        for who, user in {
            "officer": officer,
            "approver": approver,
            "auditor": UserFactory(role="auditor"),
            "root": UserFactory(administrator=True),
            "anybody": AnonymousUser(),
        }.items()
    }

    assert seen == {
        "officer": {own, public},
        "approver": {own, public},
        "auditor": {own, foreign, public},
        "root": {public},
        "anybody": {public},
    }


def test_a_role_that_has_ended_opens_nothing(body):
    former = UserFactory()
    AssignmentFactory(user=former, role="call_officer", body=body, until="2021-01-01")
    call = CallFactory(customer=body)

    assert list(Call.objects.visible_to(former)) == []
    assert rules.offers(former, call) == set()
