"""Who reads a file, and that it is the one that was received (R-041, R-051, Q39, Q42, Q50)."""

import json

import pytest
from django.urls import reverse

from lifecycle import clock
from lifecycle.models import Refused
from tenders.applications import content
from tenders.attachments import actions
from tenders.attachments.models import Attachment
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, head_of, submitted
from tests.factories.attachments import attached
from tests.factories.commission import CommissionFactory, DeclarationFactory
from tests.factories.files import pdf

pytestmark = pytest.mark.django_db

NAME = "Жарғы, көшірме № 1.pdf"


@pytest.fixture
def bid():
    """An application under seal with one file."""
    application = ApplicationFactory()
    attached(application, NAME)
    submitted(application)
    application.refresh_from_db()
    return application


def opened(bid, *, conflict=False):
    """The same after the opening, and the chair of its commission, who has a conflict or none."""
    commission = CommissionFactory(call=bid.lot.call)
    bid.lot.call.refresh_from_db()
    bid.move_to("opened", by=None, at=clock.now(), opened_at=clock.now())
    for member in commission.members.all():
        DeclarationFactory(member=member, application=bid, conflict=conflict)
    return commission.members.filter(role="chair").get().user


def asked(client, user, file):
    client.force_login(user)
    return client.get(file.get_absolute_url())


def test_the_people_of_the_ngo_save_their_file_in_every_state(client, bid):
    file = bid.attachments.get()

    answer = asked(client, head_of(bid), file)

    assert (answer.status_code, answer.content) == (200, pdf(NAME.encode()))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%D0%96%D0%B0%D1%80%D2%93%D1%8B")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert [line.verb for line in file.trail()] == ["received", "received → checked"]


def test_before_the_opening_it_is_there_for_nobody_else(client, bid):
    member = CommissionFactory(call=bid.lot.call).members.first().user
    file = bid.attachments.get()

    for stranger in (member, UserFactory(), UserFactory(role="auditor"), UserFactory(administrator=True)):
        assert asked(client, stranger, file).status_code == 404
    client.logout()
    assert client.get(file.get_absolute_url()).status_code == 302


def test_after_the_opening_the_commission_reads_it_and_leaves_a_line(client, bid):
    member, file = opened(bid), bid.attachments.get()

    answer = asked(client, member, file)

    assert (answer.status_code, answer.content) == (200, pdf(NAME.encode()))
    assert [(line.verb, line.by) for line in file.trail()][-1] == ("file read", member)


def test_after_the_opening_a_stranger_still_gets_nothing(client, bid):
    opened(bid)

    assert asked(client, UserFactory(), bid.attachments.get()).status_code == 404


def test_a_member_with_a_conflict_gets_nothing(client, bid):
    member, file = opened(bid, conflict=True), bid.attachments.get()

    assert asked(client, member, file).status_code == 404


def test_q35_what_is_not_checked_yet_is_there_for_its_people_alone(client, settings):
    settings.CLAMD = "unix:///run/clamav/clamd.ctl"
    bid = ApplicationFactory()
    file = attached(bid)
    submitted(bid)
    bid.refresh_from_db()
    member = opened(bid)

    assert asked(client, member, file).status_code == 404
    assert asked(client, head_of(bid), file).status_code == 200


def test_the_commission_reads_what_stands_in_the_receipt_and_nothing_that_came_after(client, bid):
    old = bid.attachments.get()
    new = attached(bid, "newer.pdf", replaces=old)
    member = opened(bid)

    assert asked(client, member, old).status_code == 200
    assert asked(client, member, new).status_code == 404


def test_its_address_leads_to_it_under_its_own_application_only(client, bid):
    file, other = bid.attachments.get(), ApplicationFactory(head=head_of(bid))
    client.force_login(head_of(bid))

    assert client.get(reverse("attachments:download", args=[other.number, file.code])).status_code == 404


def test_q42_a_changed_file_is_not_served_and_is_an_incident(client, bid, lying, caplog):
    file, member = bid.attachments.get(), opened(bid)
    [stored] = lying()
    content = bytearray(stored.read_bytes())
    content[30] ^= 1
    stored.write_bytes(content)

    answer = asked(client, member, file)

    assert answer.status_code == 503
    assert "This file is not the one that was received" in answer.text
    assert [(line.verb, line.by) for line in file.trail()][-1] == ("found changed", member)
    assert f"attachment {file.code} is not what was received" in caplog.text


def test_q42_a_lost_file_is_an_incident_too(bid, lying):
    file = bid.attachments.get()
    lying()[0].unlink()

    with pytest.raises(actions.Lost):
        actions.read(file, by=head_of(bid), at=clock.now())

    assert [line.verb for line in file.trail()][-1] == "found changed"


def test_a_refused_file_says_why_in_place_of_itself(client, bid):
    file = bid.attachments.get()
    Attachment.objects.filter(pk=file.pk).update(**{"fault": "infected", "status": "refused"})

    answer = asked(client, head_of(bid), file)

    assert (answer.status_code, "The scanner found something harmful" in answer.text) == (410, True)
    with pytest.raises(Refused):
        actions.read(Attachment.objects.get(), by=head_of(bid), at=clock.now())


def test_the_receipt_lists_each_file_by_name_size_and_hash(bid):
    file = bid.attachments.get()

    listed = json.loads(content.text_of(bid.receipt))["attachments"]

    assert listed == [
        {
            "code": file.code,
            "requirement": "",
            "name": NAME,
            "kind": "pdf",
            "size": file.size,
            "sha256": file.sha256,
        }
    ]


def test_the_reading_page_shows_the_files_to_the_commission(client, bid):
    member, file = opened(bid), bid.attachments.get()
    client.force_login(member)

    page = client.get(reverse("applications:detail", args=[bid.number])).text

    assert file.get_absolute_url() in page
    assert (NAME in page, file.sha256 in page) == (True, True)


def test_what_is_put_in_after_the_submission_is_a_change_that_is_not_submitted(client, bid):
    client.force_login(head_of(bid))
    before = client.get(reverse("applications:detail", args=[bid.number])).context["is_changed"]

    attached(bid, "more.pdf")

    after = client.get(reverse("applications:detail", args=[bid.number])).context["is_changed"]
    assert (before, after) == (False, True)
