"""The office: the calls of one's own state bodies, and the steps of each."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone

from tenders.calls import actions
from tenders.calls.models import Call
from tests.factories.accounts import AssignmentFactory, UserFactory
from tests.factories.calls import CallFactory
from tests.factories.commission import CommissionFactory

pytestmark = pytest.mark.django_db


def numbers(response):
    return [call.number for call in response.context["page"]]


def test_an_officer_sees_the_calls_of_the_own_body_in_every_status(client, body, officer):
    own = [CallFactory(customer=body, **facts) for facts in ({}, {"approved": True}, {"scoring": True})]
    CallFactory(published=True)
    client.force_login(officer)

    response = client.get(reverse("calls:office"))

    assert numbers(response) == [call.number for call in reversed(own)]
    assert reverse("calls:create") in response.text


def test_an_auditor_looks_on_everywhere_and_creates_nothing(client):
    calls = [CallFactory(), CallFactory(published=True)]
    client.force_login(UserFactory(role="auditor"))

    response = client.get(reverse("calls:office"))

    assert numbers(response) == [call.number for call in reversed(calls)]
    assert reverse("calls:create") not in response.text


@pytest.mark.parametrize("facts", [{}, {"administrator": True}, {"role": "commission"}, {"role": "registry_officer"}])
def test_others_have_no_office(client, facts):
    client.force_login(UserFactory(**facts))

    assert client.get(reverse("calls:office")).status_code == 403


def test_the_short_address_leads_to_the_office(client, officer):
    client.force_login(officer)

    assert client.get(reverse("calls:office_door")).url == reverse("calls:office")


def test_what_awaits_a_person_can_be_asked_for(client, body, officer, approver):
    AssignmentFactory(user=approver, role="call_officer", body=body)
    mine = CallFactory(customer=body, drafted_by=officer)
    approvers_own = CallFactory(customer=body, drafted_by=approver)
    ready = CallFactory(customer=body, drafted_by=officer, approved=True)
    CallFactory(customer=body, drafted_by=approver, approved=True)
    CallFactory(customer=body, published=True)

    def found(user, awaits):
        client.force_login(user)
        return numbers(client.get(reverse("calls:office"), {"awaits": awaits}))

    assert found(officer, "completion") == [mine.number]
    assert found(officer, "approval") == []
    assert found(approver, "completion") == [approvers_own.number]
    assert found(approver, "approval") == [mine.number]
    assert found(approver, "publication") == [ready.number]


def test_the_office_costs_the_same_for_one_call_and_for_many(client, body, officer, django_assert_max_num_queries):
    client.force_login(officer)
    CallFactory(customer=body)
    with django_assert_max_num_queries(5) as for_one:
        client.get(reverse("calls:office"))
    CallFactory.create_batch(300, customer=body, lots=1, criteria=[], requirements=[])
    with django_assert_max_num_queries(12) as for_many:
        client.get(reverse("calls:office"))

    assert len(for_many) == len(for_one) + 1


def steps_of(response):
    return [(step.title, step.status, bool(step.url)) for step in response.context["steps"]]


def test_the_steps_of_an_empty_draft_say_what_is_missing_and_lead_there(client, body, officer):
    call = CallFactory(customer=body, drafted_by=officer, lots=0, criteria=[], subsidiarity_kk="", subsidiarity_ru="")
    client.force_login(officer)

    response = client.get(reverse("calls:manage", args=[call.number]))

    assert steps_of(response) == [
        ("Topic", "done", True),
        ("Why the state does not do it itself", "todo", True),
        ("Lots", "todo", True),
        ("Dates", "done", True),
        ("Requirements", "done", True),
        ("Criteria and weights", "todo", True),
        ("Documents", "done", True),
        ("Answers to warnings", "done", True),
        ("Commission", "todo", False),
        ("Rehearsal as an applicant", "todo", False),
        ("Check what will be published", "todo", True),
    ]
    assert [step.label for step in response.context["steps"]][1:6] == [
        "Not started",
        "Not started",
        "Done",
        "Done",
        "Something is missing",
    ]
    criteria = reverse("calls:criteria", args=[call.number])
    assert [(gap.rule, gap.url) for gap in response.context["missing"]] == [
        ("3.2", reverse("calls:part", args=[call.number, "why"]) + "#id_subsidiarity_kk"),
        ("R-022", "#lots"),
        ("R-024", criteria),
        ("R-024", criteria + "#id_criteria-0-weight"),
    ]


def test_an_approver_reads_the_whole_draft_and_is_led_to_the_commission(client, body, approver):
    call = CallFactory(customer=body)
    client.force_login(approver)

    response = client.get(reverse("calls:manage", args=[call.number]))
    read = client.get(reverse("calls:check", args=[call.number]))

    assert ("Commission", "todo", True) in steps_of(response)
    assert reverse("calls:check", args=[call.number]) in response.text
    for text in (call.purpose_kk, call.purpose_ru, call.criteria.first().name_ru, call.requirements.first().text_ru):
        assert text in read.text
    assert "Approve the call" in response.text


def test_what_is_missing_for_publication_is_shown_after_approval(client, body, approver):
    call = CallFactory(customer=body, approved=True)
    client.force_login(approver)

    without = client.get(reverse("calls:manage", args=[call.number]))
    CommissionFactory(call=call)
    complete = client.get(reverse("calls:manage", args=[call.number]))

    appoint = reverse("commission:appoint", args=[call.number])
    assert [(gap.sentence, gap.url) for gap in without.context["missing"]] == [
        ("Appoint the commission by order.", appoint)
    ]
    assert "Publish the call" not in without.text
    assert "Publish the call" in complete.text


@pytest.mark.parametrize("state", [status.value for status in Call.Status])
def test_the_page_of_a_call_stands_in_every_status_and_language(client, body, officer, state):
    call = CallFactory(customer=body, **({} if state == "draft" else {state: True}))
    client.force_login(officer)

    pages = [client.get(f"/{language}/office/calls/{call.number}/") for language in ("kk", "ru", "en")]

    assert [page.status_code for page in pages] == [200, 200, 200]


def test_the_history_in_the_office_names_who_acted(client, body, officer, approver):
    call = CallFactory(customer=body, drafted_by=officer)
    actions.approve(call, by=approver, at=timezone.now())
    client.force_login(officer)

    response = client.get(reverse("calls:manage", args=[call.number]))

    assert "Now: approved" in response.text
    assert approver.name in response.text


def test_a_commission_member_has_no_page_of_the_call_in_the_office(client, body):
    call = CallFactory(customer=body, published=True)
    member = CommissionFactory(call=call).members.first().user
    client.force_login(member)

    assert client.get(reverse("calls:manage", args=[call.number])).status_code == 403


def test_the_page_costs_the_same_with_one_lot_and_with_many(client, body, officer, django_assert_max_num_queries):
    client.force_login(officer)
    # Asked for once in a process, whichever test comes first.
    ContentType.objects.get_for_model(Call)
    counts = []
    for lots in (1, 30):
        call = CallFactory(customer=body, drafted_by=officer, lots=lots)
        with django_assert_max_num_queries(15) as asked:
            client.get(reverse("calls:manage", args=[call.number]))
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("facts", [{"approved": True}, {"published": True}])
def test_every_link_of_a_call_leads_to_a_page_that_its_officer_may_read(client, body, officer, facts):
    call = CallFactory(customer=body, **facts)
    CommissionFactory(call=call)
    client.force_login(officer)

    page = client.get(reverse("calls:manage", args=[call.number]))

    links = {link for link in re.findall(r'href="(/[^"?]+)', page.text) if not link.startswith("/static/")}
    assert {link: client.get(link, follow=True).status_code for link in links} == dict.fromkeys(links, 200)
