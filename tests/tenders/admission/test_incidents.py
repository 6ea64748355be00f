"""What is broken stops nothing else, and is told; without the key nothing is opened, and nothing is lost (Q62)."""

from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.urls import reverse

from lifecycle import fences
from lifecycle.models import Refused
from notifications.models import Notice
from tenders import promises, tasks
from tenders.admission import actions
from tenders.admission.models import OpeningIncident
from tenders.applications import content
from tenders.applications.models import Application, CallKey, Opened, Sealed
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, head_of, submitted
from tests.factories.calls import CallFactory, LotFactory
from tests.factories.commission import CommissionFactory, bid, seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    """A closed call with three applications under seal."""
    call = CommissionFactory(call=CallFactory(closed=True)).call
    for sum_ in ("600000", "700000", "800000"):
        bid(call.lots.get(), status="submitted", requested=sum_)
    return call


def spoilt(application, **columns):
    """Somebody has changed what is stored, past the database's own fence."""
    with fences.lowered(connection):
        Sealed.objects.filter(receipt=application.receipt).update(**columns)


def flipped(application):
    document = bytearray(application.receipt.sealed.document)
    document[500] ^= 1
    spoilt(application, document=bytes(document))


def test_a_whole_call_is_opened_each_to_the_letter_of_its_receipt(call):
    actions.open_bids(call, at=call.opening_at)

    opened = Application.objects.select_related("receipt__opened").order_by("pk")
    assert [str(one.receipt.opened.requested_amount) for one in opened] == ["600000.00", "700000.00", "800000.00"]
    assert [content.of_receipt(one.receipt)["title"] for one in opened] == [one.title for one in opened]
    assert CallKey.objects.get().released_at == call.opening_at
    assert not OpeningIncident.objects.exists()


def test_one_that_was_changed_is_not_opened_and_stops_no_other(call):
    first, broken, last = Application.objects.order_by("pk")
    flipped(broken)

    protocol = actions.open_bids(call, at=call.opening_at)

    assert list(Application.objects.order_by("pk").values_list("status", flat=True)) == [
        "opened",
        "submitted",
        "opened",
    ]
    assert [row["number"] for row in protocol.body["bids"]] == [first.number, last.number]
    assert [row["number"] for row in protocol.body["unreadable"]] == [broken.number]
    incident = OpeningIncident.objects.get()
    assert (incident.call, incident.application, incident.found_at) == (call, broken, call.opening_at)
    assert not Opened.objects.filter(receipt__application=broken).exists()
    assert [*promises.nothing_confirmed_is_lost(), *promises.nobody_reads_before_opening()] == []


def test_two_that_changed_places_are_both_refused(call):
    first, second, _last = Application.objects.order_by("pk")
    mine, theirs = (one.receipt.sealed.document for one in (first, second))
    spoilt(first, document=theirs)
    spoilt(second, document=mine)

    actions.open_bids(call, at=call.opening_at)

    assert set(OpeningIncident.objects.values_list("application", flat=True)) == {first.pk, second.pk}


def test_an_earlier_version_put_back_in_the_place_of_the_last_is_refused():
    lot = LotFactory(call__published=True)
    CommissionFactory(call=lot.call)
    one = ApplicationFactory(lot=lot)
    earlier = submitted(one).sealed.document
    submitted(one)
    one.refresh_from_db()
    spoilt(one, document=earlier)
    lot.call.move_to("closed", by=None, at=lot.call.deadline_at)

    actions.open_bids(lot.call, at=lot.call.opening_at)

    assert OpeningIncident.objects.get().application == one


def test_a_document_that_is_gone_is_an_incident_too(call):
    gone = Application.objects.first()
    with fences.lowered(connection):
        Sealed.objects.filter(receipt=gone.receipt).delete()

    actions.open_bids(call, at=call.opening_at)

    assert OpeningIncident.objects.get().application == gone


def test_when_nothing_at_all_can_be_opened_the_call_does_not_fail_as_if_nobody_had_applied(call):
    for one in Application.objects.all():
        flipped(one)

    actions.open_bids(call, at=call.opening_at)

    call.refresh_from_db()
    assert (call.status, OpeningIncident.objects.count()) == ("opened", 3)


def test_the_officials_and_the_bidder_hear_of_it_and_read_what_to_do(call, client):
    broken = Application.objects.last()
    flipped(broken)
    actions.open_bids(call, at=call.opening_at)
    officer = UserFactory(role="call_officer", body=call.customer)

    told = set(Notice.objects.filter(kind="admission/unreadable").values_list("to", flat=True))
    assert told >= {call.drafted_by_id, call.approved_by_id, seat(call.commission, "chair").user_id}
    assert seat(call.commission, "member").user_id not in told
    client.force_login(officer)
    office = client.get(reverse("applications:office", args=[call.number])).text
    assert "Some applications could not be opened" in office
    assert broken.number in office
    opening = client.get(reverse("admission:opening", args=[call.number])).text
    assert f"Could not be opened: {broken.number}." in opening


def test_the_bidder_reads_that_it_is_no_fault_of_theirs(client):
    lot = LotFactory(call__published=True)
    CommissionFactory(call=lot.call)
    one = ApplicationFactory(lot=lot, submitted=True)
    flipped(one)
    lot.call.move_to("closed", by=None, at=lot.call.deadline_at)
    actions.open_bids(lot.call, at=lot.call.opening_at)
    client.force_login(head_of(one))

    page = client.get(one.get_absolute_url()).text

    assert "Your application could not be opened" in page
    assert Notice.objects.filter(kind="admission/not_opened", to=head_of(one)).count() == 1


ANOTHER = [Fernet.generate_key().decode()]


def test_without_the_key_nothing_is_opened_and_it_is_told_once(call, client):
    with override_settings(PERSONAL_DATA_KEYS=ANOTHER):
        for _ in range(2):
            with pytest.raises(Refused, match="cannot be read"):
                actions.open_bids(call, at=call.opening_at)

    call.refresh_from_db()
    assert (call.status, call.protocols.count(), Opened.objects.count()) == ("closed", 0, 0)
    assert OpeningIncident.objects.get().application is None
    assert [line.verb for line in call.trail()] == ["key cannot be read"]
    assert Notice.objects.filter(kind="admission/key_lost", to=call.drafted_by).count() == 1
    client.force_login(UserFactory(role="auditor"))
    page = client.get(reverse("applications:office", args=[call.number])).text
    assert "Ask the operator to put the missing key of the site back" in page


def test_when_the_key_is_back_the_next_tick_opens_everything(call):
    with override_settings(PERSONAL_DATA_KEYS=ANOTHER):
        tasks.open_closed_calls()

    tasks.open_closed_calls()

    call.refresh_from_db()
    assert (call.status, Opened.objects.count()) == ("opened", 3)


def test_the_key_of_the_site_is_changed_without_a_pause_and_the_opening_takes_place():
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    with override_settings(PERSONAL_DATA_KEYS=[old]):
        call = CommissionFactory(call=CallFactory(closed=True)).call
        one = bid(call.lots.get(), status="submitted")
    with override_settings(PERSONAL_DATA_KEYS=[new, old]):
        call_command("reencrypt", stdout=StringIO())

    with override_settings(PERSONAL_DATA_KEYS=[new]):
        actions.open_bids(call, at=call.opening_at)

        assert content.of_receipt(one.receipt)["title"] == "Үйдегі көмек"
