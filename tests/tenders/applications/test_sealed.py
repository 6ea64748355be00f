"""Until the opening nobody but the NGO's own people gets anything of an application (R-041, S21); then only readers."""

import pytest
from django.urls import reverse

from tenders.applications import actions, wording
from tenders.applications.models import Application
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, head_of, submitted
from tests.factories.calls import CallFactory, LotFactory
from tests.factories.commission import CommissionFactory, DeclarationFactory, seat
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db
SECTIONS = [section for section in wording.SECTIONS if section != "attachments"]
PAGES = ("detail", "check", "receipt", "receipt_pdf", "recall", "withdraw")


def addresses(application):
    """Every address under an application."""
    found = [reverse(f"applications:{page}", args=[application.number]) for page in PAGES]
    return found + [reverse("applications:section", args=[application.number, section]) for section in SECTIONS]


@pytest.fixture
def call():
    call = CallFactory(published=True, lots=0)
    CommissionFactory(call=call)
    return call


@pytest.fixture
def application(call):
    lot = LotFactory(call=call)
    return ApplicationFactory(lot=lot, submitted=True, title="Canary of the title")


def opened(application):
    call = application.lot.call
    call.move_to("closed", by=None, at=call.deadline_at)
    call.move_to("opened", by=None, at=call.opening_at, opened_at=call.opening_at)
    actions.open_sealed(call, at=call.opening_at)
    application.refresh_from_db()


def everybody(call):
    """One person of each role, none of them of the applicant."""
    body = call.customer
    roles = {role: UserFactory(role=role) for role in ("registry_officer", "appeals_officer", "auditor", "commission")}
    bound = ("call_officer", "approver", "contract_manager", "inspector", "finance")
    roles |= {role: UserFactory(role=role, body=body) for role in bound}
    ngo = UserFactory()
    OrganisationFactory(head=ngo)
    seats = {name: seat(call.commission, name).user for name in ("chair", "member", "secretary")}
    return roles | seats | {"superuser": UserFactory(administrator=True), "another NGO": ngo, "nobody": UserFactory()}


@pytest.mark.parametrize("state", ["draft", "submitted", "withdrawn"])
def test_while_sealed_every_address_is_not_there_for_everybody_else(client, call, application, state):
    if state == "draft":
        actions.recall(application, by=head_of(application), at=application.submitted_at)
    if state == "withdrawn":
        actions.withdraw(application, by=head_of(application), at=application.submitted_at)
    answers = {}
    for name, user in everybody(call).items():
        client.force_login(user)
        for address in addresses(application):
            answers[name, address] = client.get(address).status_code
            answers[name, address, "post"] = client.post(address, {"step": "later", "title": "Mine"}).status_code
    own_methods = {key for key, status in answers.items() if status == 405}

    assert {status for key, status in answers.items() if key not in own_methods} == {404}
    assert Application.objects.get().title == "Canary of the title"


def test_while_sealed_a_stranger_is_led_to_the_sign_in_whether_it_exists_or_not(client, application):
    there = [client.get(address) for address in addresses(application)]
    absent = [client.get(address.replace(application.number, "A-22222222")) for address in addresses(application)]

    assert {answer.status_code for answer in (*there, *absent)} == {302}


def test_while_sealed_nothing_of_it_is_on_any_list_and_no_count_tells(client, call, application):
    pages = [
        reverse("applications:index"),
        reverse("applications:office", args=[call.number]),
        call.get_absolute_url(),
        reverse("calls:index"),
        reverse("applications:start", args=[call.number, 1]),
    ]
    people = everybody(call)

    def read():
        found = {}
        for name, user in people.items():
            client.force_login(user)
            for page in pages:
                answer = client.get(page)
                found[name, page] = (answer.status_code, _without_tokens(answer.content.decode()))
        return found

    one = read()
    submitted(ApplicationFactory(lot=application.lot))
    two = read()

    assert one == two
    assert not any(word in text for _code, text in one.values() for word in (application.number, "Canary"))


def _without_tokens(text):
    lines = text.splitlines()
    return "\n".join(line for line in lines if "csrf" not in line and "data-now" not in line)


def test_while_sealed_the_office_says_only_until_when(client, call, application):
    page = reverse("applications:office", args=[call.number])
    answers = {}
    for name, user in everybody(call).items():
        client.force_login(user)
        answers[name] = client.get(page).status_code

    told = {name for name, status in answers.items() if status == 200}
    assert told == {"auditor", "call_officer", "approver", "chair", "member", "secretary"}
    assert set(answers.values()) == {200, 404}


def test_the_own_people_see_theirs_in_every_state(client, call, application):
    client.force_login(head_of(application))

    assert client.get(application.get_absolute_url()).status_code == 200
    opened(application)
    assert client.get(application.get_absolute_url()).status_code == 200


def test_after_the_opening_a_member_reads_only_after_declaring(client, call, application):
    opened(application)
    member = seat(call.commission, "member")
    client.force_login(member.user)

    before = client.get(application.get_absolute_url()).status_code
    DeclarationFactory(member=member, application=application)
    after = client.get(application.get_absolute_url())

    assert (before, after.status_code) == (404, 200)
    assert "Canary of the title" in after.content.decode()


def test_a_conflict_with_one_bidder_hides_the_whole_lot(client, call, application):
    rival = ApplicationFactory(lot=application.lot, submitted=True)
    elsewhere = ApplicationFactory(lot=LotFactory(call=call, number=2), submitted=True)
    opened(application)
    member = seat(call.commission, "member")
    DeclarationFactory(member=member, application=application, conflict=True)
    DeclarationFactory(member=member, application=rival)
    DeclarationFactory(member=member, application=elsewhere)
    client.force_login(member.user)

    answers = [client.get(one.get_absolute_url()).status_code for one in (application, rival, elsewhere)]

    assert answers == [404, 404, 200]


def test_after_the_opening_auditors_and_members_read_and_nobody_else(client, call, application):
    opened(application)
    for member in call.commission.members.all():
        DeclarationFactory(member=member, application=application)
    answers = {}
    for name, user in everybody(call).items():
        client.force_login(user)
        answers[name] = client.get(application.get_absolute_url()).status_code

    readers = {name for name, status in answers.items() if status == 200}
    assert readers == {"auditor", "chair", "member", "secretary"}
    assert set(answers.values()) == {200, 404}


def test_a_reader_reads_what_was_submitted_and_not_the_working_copy(client, call, application):
    actions.revise(application, {"title": "Changed afterwards"}, by=head_of(application), at=application.submitted_at)
    opened(application)
    client.force_login(UserFactory(role="auditor"))

    page = client.get(application.get_absolute_url()).content.decode()

    assert ("Canary of the title" in page, "Changed afterwards" in page) == (True, False)


def test_a_reader_reaches_nothing_else_of_the_applicant(client, call, application):
    opened(application)
    client.force_login(UserFactory(role="auditor"))
    here = application.get_absolute_url()

    answers = {address: client.get(address).status_code for address in addresses(application) if address != here}

    assert set(answers.values()) == {404}


def test_whoever_left_the_organisation_sees_it_no_more(client, application):
    head = head_of(application)
    link = application.organisation.links.get()
    link.until = link.since
    link.save()
    client.force_login(head)

    assert client.get(application.get_absolute_url()).status_code == 404


def test_nothing_is_read_while_one_bidder_of_the_call_is_without_an_answer(client, call, application):
    rival = ApplicationFactory(lot=LotFactory(call=call, number=2), submitted=True)
    opened(application)
    member = seat(call.commission, "member")
    client.force_login(member.user)
    DeclarationFactory(member=member, application=application)

    before = client.get(application.get_absolute_url()).status_code
    DeclarationFactory(member=member, application=rival)
    after = client.get(application.get_absolute_url()).status_code

    assert (before, after) == (404, 200)
