"""The page of an application: task list while it is open, its way afterwards, its text when it came too late."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from lifecycle import clock
from tenders.applications import actions
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, group, head_of
from tests.factories.calls import CallFactory, LotFactory
from tests.factories.commission import CommissionFactory, DeclarationFactory
from tests.factories.registry import LinkFactory

pytestmark = pytest.mark.django_db


def read(client, application, user=None):
    client.force_login(user or head_of(application))
    return client.get(application.get_absolute_url())


def test_each_section_says_how_far_it_is(client):
    application = ApplicationFactory(complete=False)
    facts = {"target_groups": [group()], "indicators": [{"name": "Begun"}], "budget_lines": [{"name": "Profit"}]}
    actions.revise(application, facts, by=head_of(application), at=clock.now())

    page = read(client, application)

    said = [
        (str(title), [(str(task["title"]), str(task["label"])) for task in tasks])
        for title, tasks in page.context["groups"]
    ]
    assert said == [
        (
            "The project",
            [("The project in words", "Not started"), ("Objectives", "Not started"), ("Risks", "Not started")],
        ),
        (
            "People",
            [
                ("Target groups", "Completed"),
                ("Team", "Not started"),
                ("Partners", "May stay empty"),
                ("Experience", "May stay empty"),
            ],
        ),
        (
            "Work and money",
            [("Workplan", "Not started"), ("Indicators", "In progress"), ("Budget", "There is a problem")],
        ),
        ("Documents", [("Files", "Completed")]),
    ]
    assert "Completed: 4 of 11." in page.text


def test_what_the_register_knows_is_shown_and_never_asked(client):
    application = ApplicationFactory(complete=False)
    ngo = application.organisation

    page = read(client, application)

    for told in (ngo.name_ru, ngo.bin, ngo.address_ru, ngo.head_name, ngo.legal_form.name_en, ngo.region.name_en):
        assert escape(told) in page.text
    assert (str(ngo.phone) in page.text, ngo.email in page.text) == (False, False)
    assert reverse("eligibility:passport", args=[ngo.code]) in page.text


def test_the_commission_reads_what_the_register_says_and_no_way_to_change_it(client):
    call = CallFactory(published=True)
    CommissionFactory(call=call)
    application = ApplicationFactory(lot=call.lots.get(), submitted=True)
    ngo = application.organisation
    call.move_to("closed", by=None, at=call.deadline_at)
    call.move_to("opened", by=None, at=call.opening_at, opened_at=call.opening_at)
    actions.open_sealed(call, at=call.opening_at)
    chair = call.commission.members.get(role="chair")
    DeclarationFactory(member=chair, application=application)

    page = read(client, application, chair.user)

    section = page.text.partition('id="content-organisation"')[2].partition("</section>")[0]
    assert [escape(told) in section for told in (ngo.bin, ngo.address_ru, ngo.head_name)] == [True] * 3
    assert "From the register." in section
    assert reverse("eligibility:passport", args=[ngo.code]) not in page.text
    assert (str(ngo.phone) in page.text, ngo.email in page.text) == (False, False)


def test_the_last_editor_is_named(client):
    application = ApplicationFactory()
    actions.revise(application, {"goal": "New"}, by=UserFactory(name="Asel Editor"), at=clock.now())

    assert "Last changed by Asel Editor" in read(client, application).content.decode()


def test_changes_that_are_not_submitted_are_announced(client):
    application = ApplicationFactory(submitted=True)
    calm = read(client, application).content.decode()
    actions.revise(application, {"goal": "New"}, by=head_of(application), at=clock.now())

    warned = read(client, application).content.decode()

    assert ("You have changes that are not submitted" in calm, "You have changes that are not submitted" in warned) == (
        False,
        True,
    )


def test_an_editor_is_offered_no_taking_back(client):
    application = ApplicationFactory(submitted=True)
    editor = LinkFactory(organisation=application.organisation, role="editor").user
    address = reverse("applications:recall", args=[application.number])

    assert address in read(client, application).content.decode()
    assert address not in read(client, application, editor).content.decode()


def test_a_draft_after_the_deadline_stays_readable_with_other_open_calls(client):
    application = ApplicationFactory(lot=LotFactory(call__closed=True))
    other = CallFactory(published=True)

    answer = read(client, application)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert all(words in page for words in ("not submitted", application.goal, other.title_ru))
    assert application.lot.call.contact_phone in page


def test_a_draft_of_a_cancelled_call_says_why(client):
    application = ApplicationFactory(lot=LotFactory(call__cancelled=True))

    assert application.lot.call.ended_because_ru in read(client, application).content.decode()


def test_a_submitted_application_of_a_cancelled_call_stays_sealed_for_ever(client):
    application = ApplicationFactory(submitted=True)
    application.lot.call.move_to("cancelled", by=None, at=clock.now(), ended_because_kk="а", ended_because_ru="б")

    assert "Your application stays sealed for ever." in read(client, application).content.decode()


def test_after_the_deadline_the_way_is_shown_with_dates_and_who_acts(client):
    application = ApplicationFactory(submitted=True)
    call = application.lot.call
    call.move_to("closed", by=None, at=call.deadline_at)
    type(call).objects.update(deadline_at=application.submitted_at, opening_at=application.submitted_at)

    page = read(client, application).content.decode()

    steps = ("Application received", "Sealed until the opening", "All applications opened", "Requirements checked")
    assert all(step in page for step in (*steps, "Applications scored", "Decision made", "Nobody can read it"))


def test_a_withdrawn_application_says_so_and_where_to_begin_again(client):
    application = ApplicationFactory(submitted=True)
    actions.withdraw(application, by=head_of(application), at=clock.now())

    page = read(client, application).content.decode()

    assert "You withdrew this application" in page
    assert reverse("applications:start", args=[application.lot.call.number, 1]) in page


def test_every_state_has_words_in_the_three_languages(client):
    application = ApplicationFactory(submitted=True)
    client.force_login(head_of(application))
    for language in ("kk", "ru", "en"):
        assert client.get(f"/{language}/applications/{application.number}/").status_code == 200


def test_the_task_list_takes_as_many_questions_for_three_rows_as_for_one(client):
    counts = []
    for rows in (1, 3):
        application = ApplicationFactory()
        actions.revise(
            application, {"target_groups": [group() for _ in range(rows)]}, by=head_of(application), at=clock.now()
        )
        client.force_login(head_of(application))
        with CaptureQueriesContext(connection) as queries:
            client.get(application.get_absolute_url())
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 15


def test_my_applications_take_as_many_questions_for_three_as_for_one(client):
    counts, head = [], UserFactory()
    for _ in range(2):
        first = ApplicationFactory(head=head)
        if counts:
            ApplicationFactory(organisation=first.organisation, head=head)
        client.force_login(head)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("applications:index"))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 8
