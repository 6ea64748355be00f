"""Taking a submission back before the deadline."""

from datetime import timedelta

import pytest

from lifecycle import clock
from lifecycle.models import Refused
from notifications.models import Notice
from tenders.applications import actions
from tenders.applications.models import Receipt
from tests.factories.applications import ApplicationFactory, head_of, submitted
from tests.factories.registry import LinkFactory

pytestmark = pytest.mark.django_db
INSTANT = timedelta(microseconds=1)


def test_a_recalled_application_is_a_draft_and_its_receipt_is_kept():
    application = ApplicationFactory(submitted=True)
    head, noon = head_of(application), clock.now()

    actions.recall(application, by=head, at=noon)

    application.refresh_from_db()
    assert (application.status, application.receipt, application.submitted_at) == ("draft", None, None)
    assert Receipt.objects.count() == 1
    assert [entry.verb for entry in application.trail()] == ["draft → submitted", "submitted → draft"]
    assert Notice.objects.filter(kind="applications/recalled", to=head).count() == 1


def test_what_was_recalled_and_not_submitted_again_is_not_opened():
    application = ApplicationFactory(submitted=True)
    call = application.lot.call
    actions.recall(application, by=head_of(application), at=call.deadline_at)

    opened = actions.open_sealed(call, at=call.opening_at)

    application.refresh_from_db()
    assert (opened, application.status) == ([], "draft")


def test_after_a_recall_it_may_be_submitted_again():
    application = ApplicationFactory(submitted=True)
    actions.recall(application, by=head_of(application), at=clock.now())

    again = submitted(application)

    application.refresh_from_db()
    assert (application.status, application.receipt, Receipt.objects.count()) == ("submitted", again, 2)


def test_nothing_is_recalled_after_the_deadline():
    application = ApplicationFactory(submitted=True)

    with pytest.raises(actions.TooLate):
        actions.recall(application, by=head_of(application), at=application.lot.call.deadline_at + INSTANT)

    application.refresh_from_db()
    assert application.status == "submitted"


def test_a_draft_is_not_recalled():
    application = ApplicationFactory()

    with pytest.raises(Refused):
        actions.recall(application, by=head_of(application), at=clock.now())


def test_an_editor_does_not_recall():
    application = ApplicationFactory(submitted=True)
    editor = LinkFactory(organisation=application.organisation, role="editor").user

    with pytest.raises(Refused, match="Only the head or a signatory"):
        actions.recall(application, by=editor, at=clock.now())
