"""What awaits a person, role by role."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from tenders.decisions.models import Result
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, submitted
from tests.factories.calls import CallFactory
from tests.factories.commission import CommissionFactory, bid, bids_of, room, seat
from tests.factories.plans import CommentFactory, ProblemFactory, ThemeFactory
from tests.factories.registry import OrganisationFactory, StateBodyFactory
from tests.factories.scoring import ScoreSheetFactory

pytestmark = pytest.mark.django_db


def address(language="en"):
    with translation.override(language):
        return reverse("desk:index")


@pytest.fixture
def desk(client):
    """What stands on the desk of a person: the sentences with their addresses."""

    def of(user):
        client.force_login(user)
        response = client.get(address())
        assert response.status_code == 200
        return [(task.sentence, task.url) for task in response.context["tasks"]]

    return of


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_person_reads_the_desk_in_three_languages(client, language):
    client.force_login(UserFactory())

    response = client.get(address(language))

    assert response.status_code == 200
    assert f'<html lang="{language}"' in response.text


def test_nobody_without_an_account_has_a_desk(client):
    assert client.get(address()).status_code == 302


def test_whoever_acts_for_nobody_and_holds_no_role_is_led_to_the_register(desk):
    newcomer, head, observer = UserFactory(), UserFactory(), UserFactory(role="auditor")
    OrganisationFactory(head=head)

    assert desk(newcomer) == [
        ("Find your organisation and ask to be connected, or file it anew.", "/en/organisations/find/"),
    ]
    assert desk(head) == desk(observer) == []


def test_an_ngo_sees_its_draft_its_submission_and_what_was_returned(desk):
    head = UserFactory()
    draft = ApplicationFactory(head=head, lot__call__days_left=30)
    sent = ApplicationFactory(head=head, lot__call__days_left=60)
    submitted(sent)
    returned = OrganisationFactory(head=head, status="returned")
    ApplicationFactory()

    assert desk(head) == [
        ("Mend the data of your organisation and file them again.", f"/en/organisations/{returned.code}/"),
        (f"Finish application {draft.number} and submit it.", f"/en/applications/{draft.number}/"),
        (
            f"Application {sent.number} is submitted. You can replace it until the deadline.",
            f"/en/applications/{sent.number}/",
        ),
    ]


def test_a_registry_officer_sees_how_many_organisations_await_verification(desk):
    OrganisationFactory.create_batch(2, status="filed")
    OrganisationFactory()

    assert desk(UserFactory(role="registry_officer")) == [
        ("2 organisations await verification.", "/en/admin/registry/organisation/?status__exact=filed")
    ]


def test_an_officer_completes_own_drafts_and_an_approver_approves_and_publishes(desk):
    body = StateBodyFactory()
    officer = UserFactory(role="call_officer", body=body)
    approver = UserFactory(role="approver", body=body)
    draft = CallFactory(customer=body, drafted_by=officer)
    approved = CallFactory(approved=True, customer=body, drafted_by=officer)
    CallFactory()

    assert desk(officer) == [(f"Complete the draft of call {draft.number}.", f"/en/office/calls/{draft.number}/")]
    assert desk(approver) == [
        (f"Read call {draft.number} and approve it.", f"/en/office/calls/{draft.number}/"),
        (f"Publish call {approved.number}.", f"/en/office/calls/{approved.number}/"),
    ]


def test_a_member_declares_first(desk):
    commission = room("opened", declared=False)
    number = commission.call.number

    assert desk(seat(commission, "member").user) == [
        (f"Declare conflicts of interest for call {number}.", f"/en/commissions/{number}/conflicts/")
    ]


def test_when_a_member_has_declared_only_the_chair_is_awaited(desk):
    commission = room("opened")
    number = commission.call.number

    assert desk(seat(commission, "member").user) == []
    assert desk(seat(commission, "chair").user) == [
        (
            f"Begin the admission of call {number} when every member has declared.",
            f"/en/commissions/{number}/admission/",
        )
    ]


def test_a_member_sees_how_many_sheets_are_left(desk):
    commission = room("scoring", bids=3)
    member, number = seat(commission, "member"), commission.call.number
    first, second, third = bids_of(commission)
    ScoreSheetFactory(member=member, application=first, locked=True)
    ScoreSheetFactory(member=member, application=second)
    ScoreSheetFactory(member=member, application=third)

    assert desk(member.user) == [
        (
            f"Score the applications of call {number}: 2 of 3 sheets left.",
            f"/en/commissions/{number}/scoring/",
        )
    ]


@pytest.mark.parametrize("who", ["officer", "approver", "chair", "auditor"])
def test_nobody_learns_from_the_desk_that_a_sealed_call_has_applications(desk, who):
    body = StateBodyFactory()
    commission = CommissionFactory(call=CallFactory(closed=True, customer=body))
    bid(commission.call.lots.select_related("call").get(), status="submitted")
    people = {
        "officer": lambda: UserFactory(role="call_officer", body=body),
        "approver": lambda: UserFactory(role="approver", body=body),
        "chair": lambda: seat(commission, "chair").user,
        "auditor": lambda: UserFactory(role="auditor"),
    }

    assert desk(people[who]()) == []


def test_the_desk_costs_the_same_for_one_draft_and_for_many(client):
    head = UserFactory()
    ApplicationFactory(head=head)
    client.force_login(head)
    client.get(address())
    with CaptureQueriesContext(connection) as for_one:
        client.get(address())
    for _number in range(9):
        ApplicationFactory(head=head)

    with CaptureQueriesContext(connection) as for_ten:
        client.get(address())

    assert len(for_ten) == len(for_one)


def test_more_calls_than_one_are_counted_and_the_list_has_as_many_rows(client, desk):
    body = StateBodyFactory()
    officer, approver = (UserFactory(role=role, body=body) for role in ("call_officer", "approver"))
    CallFactory.create_batch(3, customer=body, drafted_by=officer)
    CallFactory.create_batch(2, customer=body, drafted_by=officer, approved=True)

    sentences = desk(officer) + desk(approver)

    assert [sentence for sentence, _url in sentences] == [
        "Drafts of calls to complete: 3.",
        "Calls to read and approve: 3.",
        "Approved calls to publish: 2.",
    ]
    rows = [len(client.get(url).context["page"]) for _sentence, url in desk(approver)]
    assert rows == [3, 2]


def test_an_ngo_reads_the_decision_until_the_time_for_appeals_is_over(desk):
    running, over = (CallFactory(**{state: True}) for state in ("results_prelim", "results_final"))
    head = UserFactory()
    for call in (running, over):
        application = bid(call.lots.select_related("call").get(), status="not_funded", head=head)
        Result.objects.create(
            application=application, lot=application.lot, outcome="not_funded", rank=1, place=1, total=70, means={},
            sheets=3, requested_amount=1, reason_kk="Бюджет таусылды.", reason_ru="Бюджет исчерпан.",
            decided_at=call.results_at,
        )  # fmt: skip

    number = running.lots.get().applications.get().number
    assert desk(head) == [(f"Read the decision on application {number}.", f"/en/applications/{number}/decision/")]


def test_an_officer_reads_of_problems_and_comments_and_an_approver_of_discussions_that_ended(desk):
    body = StateBodyFactory(code="MKI")
    officer, approver = (UserFactory(role=role, body=body) for role in ("call_officer", "approver"))
    ProblemFactory.create_batch(2, body=body)
    asked = CommentFactory(theme__body=body, theme__over=True).theme
    over = ThemeFactory(body=body, over=True)
    for elsewhere in (ProblemFactory, CommentFactory):
        elsewhere()
    ThemeFactory(body=body, discussion=True)

    assert desk(officer) == [
        ("2 problems to moderate.", "/en/office/plans/problems/?status=filed"),
        (f"Answer the comments on theme {asked.number}.", f"/en/office/plans/themes/{asked.number}/"),
    ]
    assert desk(approver) == [
        (f"Decide theme {over.number}: its discussion is over.", f"/en/office/plans/themes/{over.number}/"),
    ]


def test_more_themes_than_one_are_counted_and_the_list_has_as_many_rows(client, desk):
    body = StateBodyFactory()
    officer, approver = (UserFactory(role=role, body=body) for role in ("call_officer", "approver"))
    for _number in range(2):
        CommentFactory(theme__body=body, theme__discussion=True)
    ThemeFactory.create_batch(3, body=body, over=True)
    ProblemFactory(body=body)

    tasks = [(sentence, len(client.get(url).context["page"])) for sentence, url in desk(officer)]
    tasks += [(sentence, len(client.get(url).context["page"])) for sentence, url in desk(approver)]

    assert tasks == [
        ("1 problem to moderate.", 1),
        ("Themes with comments to answer: 2.", 2),
        ("Discussions that ended: 3.", 3),
    ]
