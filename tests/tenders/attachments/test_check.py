"""The scanner looks at what was received; while it is silent nothing passes (Q35, Q38, FI24)."""

import pytest

from files.faults import Fault
from lifecycle import clock
from notifications.models import Notice
from tenders import tasks
from tenders.applications import checks
from tenders.applications.models import Application
from tenders.attachments import actions, checking
from tenders.attachments.models import Attachment
from tests.factories.applications import ApplicationFactory, head_of, submitted
from tests.factories.attachments import asking, attached
from tests.factories.files import EICAR, pdf
from tests.files.clamd import nobody_listens, scanner

pytestmark = pytest.mark.django_db


@pytest.fixture
def received(settings):
    """A file that waits for the scanner."""
    nobody_listens(settings)
    return attached(ApplicationFactory())


def status_of(attachment):
    return Attachment.objects.get(pk=attachment.pk).status


def test_a_clean_file_is_checked_and_says_by_which_scanner(received, settings):
    with scanner(settings) as daemon:
        tasks.check_attachments()

    received.refresh_from_db()
    assert (received.status, received.checked_with[:12]) == ("checked", "ClamAV 1.4.2")
    assert daemon.scanned == [pdf("Жарғы.pdf".encode())]


def test_q35_an_infected_file_is_refused_destroyed_and_told(settings, lying, django_capture_on_commit_callbacks):
    nobody_listens(settings)
    draft = ApplicationFactory()
    made = attached(draft, content=pdf(EICAR))

    with scanner(settings), django_capture_on_commit_callbacks(execute=True):
        tasks.check_attachments()

    made.refresh_from_db()
    assert (made.status, made.fault, lying()) == ("refused", Fault.INFECTED, [])
    assert [line.because for line in made.trail()][-1] == "Eicar-Signature"
    assert [(notice.kind, notice.to) for notice in Notice.objects.all()] == [("attachments/refused", head_of(draft))]
    with pytest.raises(actions.Refused, match="The scanner found something harmful"):
        actions.read(made, by=head_of(draft), at=clock.now())
    [gap] = checks.gaps(Application.objects.get(pk=draft.pk))
    assert ("Жарғы.pdf" in gap.sentence, gap.is_wrong) == (True, True)


@pytest.mark.parametrize("how", ["over the limit", "not to the end", "with an error", "nonsense", "nothing"])
def test_q38_without_a_clear_answer_it_stays_received(received, settings, how):
    with scanner(settings, how):
        tasks.check_attachments()

    assert status_of(received) == "received"


def test_fi24_while_the_scanner_is_down_it_can_be_submitted_and_is_checked_afterwards(received, settings):
    tasks.check_attachments()
    receipt = submitted(received.application)

    assert (status_of(received), receipt.attachments.get()) == ("received", received)
    with scanner(settings):
        tasks.check_attachments()
    assert status_of(received) == "checked"


def test_a_worker_that_dies_between_receipt_and_check_leaves_it_to_the_next(received, settings, monkeypatch):
    class Killed(BaseException):
        """As a signal would end it."""

    def killed(content):
        raise Killed

    with scanner(settings):
        with monkeypatch.context() as patched, pytest.raises(Killed):
            patched.setattr(checking.scanner, "scan", killed)
            tasks.check_attachments()
        assert status_of(received) == "received"

        tasks.check_attachments()

    assert status_of(received) == "checked"


def test_two_workers_on_one_file_write_one_line(received):
    actions.check(received, at=clock.now())
    actions.check(received, fault=Fault.INFECTED, found="Late", at=clock.now())

    assert [line.verb for line in received.trail()] == ["received", "received → checked"]


def test_when_the_scanner_is_taken_away_what_waits_is_checked_without(received, settings):
    settings.CLAMD = ""

    tasks.check_attachments()

    received.refresh_from_db()
    assert (received.status, received.checked_with) == ("checked", "")


def test_what_was_changed_before_it_was_checked_is_refused(received, settings, lying):
    [file] = lying()
    file.write_bytes(b"other")

    with scanner(settings) as daemon:
        tasks.check_attachments()

    received.refresh_from_db()
    assert (received.status, received.fault, daemon.scanned) == ("refused", Fault.DAMAGED, [])


def test_what_was_removed_meanwhile_is_not_looked_for(received, settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        actions.detach(received, by=head_of(received.application), at=clock.now())

    with scanner(settings) as daemon:
        tasks.check_attachments()

    assert (status_of(received), daemon.scanned) == ("received", [])


def test_one_run_ends_well_before_the_worker_s_limit(received, settings):
    moments = iter([clock.now(), clock.now() + checking.ENOUGH])
    with scanner(settings) as daemon:
        checking.run_due(lambda: next(moments))

    assert daemon.scanned == []


def test_e5_a_charter_that_the_call_asks_for_is_missing_until_it_is_attached():
    draft = ApplicationFactory()
    requirement = asking(draft)
    [gap] = checks.gaps(draft)

    attached(draft, requirement=requirement)

    assert (gap.section, gap.is_wrong) == ("attachments", False)
    assert "E-4" in gap.sentence
    assert checks.gaps(Application.objects.get(pk=draft.pk)) == []
