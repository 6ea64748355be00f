"""Files are put into an application, superseded, taken out; within the limits of the call (domain 6.3, Q40)."""

import errno
from datetime import timedelta

import pytest
from django.core.files.storage import FileSystemStorage
from django.db import connection

from lifecycle import clock
from lifecycle.models import Entry, Refused
from tenders.applications import actions as applications
from tenders.attachments import actions
from tenders.attachments.models import Attachment
from tests.factories.applications import ApplicationFactory, head_of, submitted
from tests.factories.attachments import asking, attached, judged
from tests.factories.calls import CallFactory, RequirementFactory
from tests.factories.files import pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return ApplicationFactory()


def limited(application, **numbers):
    profile = application.lot.call.profile
    for name, value in numbers.items():
        setattr(profile, name, value)
    profile.save()


def test_a_file_is_put_in_with_its_hash_and_leaves_a_line(draft):
    head, now = head_of(draft), clock.now()
    requirement, file = asking(draft), judged("Жарғы.pdf")

    made = actions.attach(draft, file, requirement=requirement, by=head, at=now)

    made.refresh_from_db()
    assert (made.name, made.kind, made.size, made.sha256) == ("Жарғы.pdf", "pdf", len(file.content), file.sha256)
    assert (made.requirement, made.status, made.attached_by, made.attached_at) == (requirement, "checked", head, now)
    assert [line.verb for line in draft.trail()] == ["file attached"]
    assert [line.verb for line in made.trail()] == ["received", "received → checked"]
    assert actions.read(made, by=head, at=now) == file.content


def test_with_a_scanner_it_waits_to_be_checked(draft, settings):
    settings.CLAMD = "unix:///run/clamav/clamd.ctl"

    made = attached(draft)

    assert (made.status, made.checked_at) == ("received", None)


def test_q53_neither_its_bytes_nor_its_name_nor_its_key_stand_in_clear_anywhere(draft, lying):
    content = pdf("канарейка-в-файле".encode())
    made = attached(draft, "канарейка-имя.pdf", content)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM tenders_attachment")
        row = repr(cursor.fetchall())
    [file] = lying()
    assert [word for word in ("канарейка-имя", made.key) if word in row] == []
    assert "канарейка-в-файле".encode() not in file.read_bytes()


def test_a_newer_file_supersedes_and_overwrites_nothing(draft, lying):
    old = attached(draft, content=pdf(b"one"))

    new = attached(draft, content=pdf(b"two"), replaces=old)

    old.refresh_from_db()
    assert (new.supersedes, old.ended_by, list(draft.attachments.standing())) == (old, head_of(draft), [new])
    assert [line.verb for line in old.trail()][-1] == "superseded"
    assert (len(lying()), actions.read(old, by=head_of(draft), at=clock.now())) == (2, pdf(b"one"))


def test_what_was_superseded_is_superseded_once(draft):
    old = attached(draft, content=pdf(b"one"))
    attached(draft, content=pdf(b"two"), replaces=old)

    with pytest.raises(Refused, match="no longer in the application"):
        attached(draft, content=pdf(b"three"), replaces=old)


def test_a_file_is_taken_out_of_a_draft_and_its_bytes_go(draft, lying, django_capture_on_commit_callbacks):
    made = attached(draft)

    with django_capture_on_commit_callbacks(execute=True):
        actions.detach(made, by=head_of(draft), at=clock.now())

    assert (list(draft.attachments.standing()), lying()) == ([], [])
    assert Attachment.objects.get().sha256 == made.sha256
    assert [line.verb for line in draft.trail()] == ["file attached", "file removed"]
    with pytest.raises(Refused, match="no longer"):
        actions.detach(made, by=head_of(draft), at=clock.now())
    made.refresh_from_db()
    with pytest.raises(Refused, match="removed from the application"):
        actions.read(made, by=head_of(draft), at=clock.now())


def test_what_is_submitted_is_not_taken_out_but_may_be_replaced(draft):
    made = attached(draft)
    submitted(draft)

    with pytest.raises(Refused, match="What is submitted is not taken out"):
        actions.detach(made, by=head_of(draft), at=clock.now())

    new = attached(draft, content=pdf(b"newer"), replaces=made)
    assert list(draft.attachments.standing()) == [new]


def test_what_was_once_handed_in_keeps_its_bytes(draft, lying, django_capture_on_commit_callbacks):
    made = attached(draft)
    submitted(draft)
    applications.recall(draft, by=head_of(draft), at=clock.now())

    with django_capture_on_commit_callbacks(execute=True):
        actions.detach(made, by=head_of(draft), at=clock.now())

    assert len(lying()) == 1
    assert draft.receipts.get().attachments.get() == made


def test_after_the_deadline_nothing_is_put_in_or_taken_out(draft):
    made, late = attached(draft), draft.lot.call.deadline_at + timedelta(microseconds=1)

    with pytest.raises(Refused, match="only until the deadline"):
        attached(draft, "b.pdf", at=late)
    with pytest.raises(Refused, match="only until the deadline"):
        actions.detach(made, by=head_of(draft), at=late)

    assert list(draft.attachments.standing()) == [made]


def test_at_the_very_last_microsecond_a_file_is_taken(draft):
    assert attached(draft, at=draft.lot.call.deadline_at).attached_at == draft.lot.call.deadline_at


def test_a_cancelled_call_takes_no_files():
    draft = ApplicationFactory(lot=CallFactory(cancelled=True).lots.get())

    with pytest.raises(Refused, match="The call is cancelled"):
        attached(draft)


def test_a_withdrawn_application_takes_no_files(draft):
    submitted(draft)
    applications.withdraw(draft, by=head_of(draft), at=clock.now())

    with pytest.raises(Refused, match="only until the deadline"):
        attached(draft)


def test_the_number_of_files_is_that_of_the_profile(draft):
    limited(draft, attachments_max=1)
    first = attached(draft, "a.pdf")

    with pytest.raises(Refused, match="as many files as the call allows: 1"):
        attached(draft, "b.pdf")

    attached(draft, "c.pdf", replaces=first)
    assert draft.attachments.standing().count() == 1


def test_the_size_of_a_file_is_that_of_the_profile_and_never_above_the_site_s(draft, settings):
    content = pdf(b"x" * 1024 * 1024)
    limited(draft, attachment_megabytes=1)
    with pytest.raises(Refused, match="too large for this call"):
        attached(draft, content=content)

    limited(draft, attachment_megabytes=None)
    settings.FILE_MEGABYTES = 1
    with pytest.raises(Refused, match="too large for this call"):
        attached(draft, content=content)


def test_the_size_of_all_files_together_is_that_of_the_profile(draft):
    limited(draft, attachments_megabytes=1)
    attached(draft, "a.pdf", pdf(b"x" * 700_000))

    with pytest.raises(Refused, match="All files together may have 1 MB"):
        attached(draft, "b.pdf", pdf(b"y" * 700_000))


def test_a_profile_without_numbers_limits_neither_their_number_nor_their_sum(draft):
    limited(draft, attachments_max=None, attachments_megabytes=None)

    attached(draft, "a.pdf")
    attached(draft, "b.pdf")

    assert draft.attachments.standing().count() == 2


def test_the_same_file_twice_for_the_same_is_refused(draft):
    attached(draft)

    with pytest.raises(Refused, match="The same file is there already"):
        attached(draft)

    assert attached(draft, requirement=asking(draft)).requirement.code == "E-4"


def test_a_requirement_of_another_call_is_refused(draft):
    with pytest.raises(Refused, match="not one of this call"):
        attached(draft, requirement=RequirementFactory())


def test_fi13_a_full_disk_is_said_and_leaves_nothing(draft, lying, monkeypatch):
    def full(storage, name, content):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)

    with pytest.raises(Refused, match="no room for files on the server"):
        attached(draft)

    assert (Attachment.objects.count(), Entry.objects.of(draft).count(), lying()) == (0, 0, [])
    applications.revise(draft, {"title": "Жаңа атау"}, by=head_of(draft), at=clock.now())
    draft.refresh_from_db()
    assert draft.title == "Жаңа атау"


@pytest.mark.parametrize("was", Attachment.Status.values)
@pytest.mark.parametrize("then", Attachment.Status.values)
def test_a_file_moves_along_its_map_and_nowhere_else(was, then):
    allowed = {("received", "checked"), ("received", "refused")}

    assert Attachment(status=was).may_move_to(then) == ((was, then) in allowed)
