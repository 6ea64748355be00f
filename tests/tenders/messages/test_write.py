"""Messages about an application: from the opening on, between its people and the customer, read by no scorer (U16)."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lifecycle import clock
from lifecycle.models import Refused
from notifications import wording
from notifications.models import Notice
from tenders.applications import actions as applications
from tenders.commission.models import Declaration
from tenders.desk import queries as desk
from tenders.messages import actions, rules
from tenders.messages.models import Message
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, head_of
from tests.factories.commission import CommissionFactory, MemberFactory
from tests.factories.registry import LinkFactory, StateBodyFactory

pytestmark = pytest.mark.django_db
WORDS = "When is the contract signed? Asel, 8 701 000 11 22"


def opened():
    """An opened application of a call with a commission, whose secretary has no conflict."""
    application = ApplicationFactory(submitted=True)
    call = application.lot.call
    commission = CommissionFactory(call=call, members=[])
    for role in ("chair", "secretary"):
        seat = MemberFactory(commission=commission, role=role)
    call.move_to("closed", by=None, at=call.deadline_at)
    call.move_to("opened", by=None, at=call.opening_at, opened_at=call.opening_at)
    applications.open_sealed(call, at=call.opening_at)
    for seat in commission.members.all():
        Declaration.objects.create(member=seat, application=application, answer="none", declared_at=clock.now())
    application.refresh_from_db()
    return application


@pytest.fixture
def application():
    return opened()


@pytest.fixture
def officer(application):
    return UserFactory(role="call_officer", body=application.lot.call.customer)


def seat_of(application, role):
    return application.lot.call.commission.members.get(role=role).user


def url(application):
    return reverse("messages:index", args=[application.number])


def test_what_an_ngo_writes_is_told_to_the_officers_and_the_secretary(application, officer):
    head, noon = head_of(application), clock.now()
    Notice.objects.all().delete()

    message = actions.write(application, WORDS, by=head, at=noon)

    assert (message.side, message.written_by, message.written_at) == ("organisation", head, noon)
    assert Message.objects.get().text == WORDS
    assert application.trail().last().verb == "message written"
    told = Notice.objects.filter(kind="messages/written")
    assert {notice.to for notice in told} == {officer, seat_of(application, "secretary")}


def test_what_the_customer_writes_is_told_to_the_people_of_the_ngo(application, officer):
    editor = LinkFactory(organisation=application.organisation, role="editor").user

    message = actions.write(application, WORDS, by=officer, at=clock.now())

    assert message.side == "customer"
    told = Notice.objects.filter(kind="messages/written")
    assert {notice.to for notice in told} == {head_of(application), editor}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_mail_says_nothing_of_the_message(application, officer, language):
    actions.write(application, WORDS, by=officer, at=clock.now())

    words = wording.of(Notice.objects.get(kind="messages/written"), language)

    whole = " ".join([words.subject, words.news, *words.rest])
    assert (application.number in whole, "Asel" in whole) == (True, False)
    assert words.path == f"/{language}/applications/{application.number}/messages/"


def test_the_words_stand_in_cipher(application):
    actions.write(application, WORDS, by=head_of(application), at=clock.now())

    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM tenders_message")
        [[kept]] = cursor.fetchall()

    assert ("Asel" in kept, "701" in kept) == (False, False)


def test_before_the_opening_nobody_writes(application):
    sealed = ApplicationFactory(submitted=True)

    with pytest.raises(Refused, match="Until the opening"):
        actions.write(sealed, WORDS, by=head_of(sealed), at=clock.now())

    assert not Message.objects.exists()


@pytest.mark.parametrize("role", ["accountant", "viewer"])
def test_whoever_only_reads_does_not_write(application, role):
    link = LinkFactory(organisation=application.organisation, role=role)

    with pytest.raises(Refused, match="Only the people of the organisation"):
        actions.write(application, WORDS, by=link.user, at=clock.now())


def test_the_same_words_twice_in_a_row_are_one_message(application, officer):
    actions.write(application, WORDS, by=officer, at=clock.now())

    with pytest.raises(Refused, match="You have written this already"):
        actions.write(application, WORDS, by=officer, at=clock.now())

    assert Message.objects.count() == 1


def test_a_message_is_written_once(application, officer):
    actions.write(application, WORDS, by=officer, at=clock.now())

    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        Message.objects.update(side="organisation")
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        Message.objects.all()._raw_delete(using="default")


def test_both_sides_and_the_audit_read_and_no_scorer_does(client, application, officer):
    actions.write(application, WORDS, by=head_of(application), at=clock.now())
    readers = (head_of(application), officer, seat_of(application, "secretary"), UserFactory(role="auditor"))

    for reader in readers:
        client.force_login(reader)
        assert WORDS.partition("?")[0] in client.get(url(application)).text
    for other in (seat_of(application, "chair"), UserFactory(role="approver", body=StateBodyFactory()), UserFactory()):
        client.force_login(other)
        assert client.get(url(application)).status_code == 404


def test_a_secretary_with_a_conflict_neither_reads_nor_hears(application):
    secretary = seat_of(application, "secretary")
    Declaration.objects.create(
        member=secretary.commission_seats.get(), application=application, answer="conflict", kind="kin",
        declared_at=clock.now(),
    )  # fmt: skip

    actions.write(application, WORDS, by=head_of(application), at=clock.now())

    assert not rules.readable_by(secretary).exists()
    assert not Notice.objects.filter(kind="messages/written", to=secretary).exists()


def test_an_officer_who_scores_neither_reads_nor_hears(application, officer):
    MemberFactory(commission=application.lot.call.commission, role="member", user=officer)

    actions.write(application, WORDS, by=head_of(application), at=clock.now())

    assert not rules.readable_by(officer).exists()
    assert not Notice.objects.filter(kind="messages/written", to=officer).exists()


def test_an_auditor_reads_and_does_not_write(client, application):
    client.force_login(UserFactory(role="auditor"))

    assert 'name="text"' not in client.get(url(application)).text
    assert client.post(url(application), {"text": WORDS}).status_code == 403


def test_before_the_opening_its_own_people_read_why_and_the_customer_finds_nothing(client):
    sealed = ApplicationFactory(submitted=True)
    client.force_login(head_of(sealed))
    page = client.get(url(sealed)).text

    assert "You can write here after the opening" in page
    assert reverse("questions:index", args=[sealed.lot.call.number]) in page
    assert 'name="text"' not in page
    for official in ({"role": "call_officer", "body": sealed.lot.call.customer}, {"role": "auditor"}):
        client.force_login(UserFactory(**official))
        assert client.get(url(sealed)).status_code == 404


def test_what_was_withdrawn_is_never_written_about(client):
    gone = ApplicationFactory(status="withdrawn")
    client.force_login(head_of(gone))

    assert "Nobody can be written to about this application" in client.get(url(gone)).text


def test_writing_on_the_page_leads_back_to_it_and_what_is_refused_is_kept(client, application):
    client.force_login(head_of(application))

    sent = client.post(url(application), {"text": WORDS})
    again = client.post(url(application), {"text": WORDS})

    assert (sent.status_code, sent.url, Message.objects.count()) == (302, url(application), 1)
    assert (again.status_code, "You have written this already." in again.text) == (200, True)
    assert again.text.count(WORDS.partition("?")[0]) == 2
    empty = client.post(url(application), {"text": ""})
    assert "Write the message." in empty.text


def test_the_desk_shows_an_unread_message_until_it_is_answered(application, officer):
    actions.write(application, WORDS, by=head_of(application), at=clock.now())
    assert url(application) in [task.url for task in desk.awaiting(officer, clock.now())]

    actions.write(application, "Next week.", by=officer, at=clock.now())

    assert url(application) not in [task.url for task in desk.awaiting(officer, clock.now())]
    assert url(application) in [task.url for task in desk.awaiting(head_of(application), clock.now())]


def test_one_message_and_three_take_as_many_questions(client, application, officer):
    client.force_login(head_of(application))

    def count():
        with CaptureQueriesContext(connection) as found:
            client.get(url(application))
        return len(found)

    actions.write(application, "1", by=officer, at=clock.now())
    one = count()
    for number in (2, 3):
        actions.write(
            application,
            str(number),
            by=UserFactory(role="approver", body=application.lot.call.customer),
            at=clock.now(),
        )

    assert count() == one
