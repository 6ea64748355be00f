"""Ending an application before the deadline."""

from datetime import timedelta

import pytest

from lifecycle import clock
from lifecycle.models import Refused
from notifications.models import Notice
from tenders.applications import actions
from tenders.applications.models import Application
from tests.factories.applications import ApplicationFactory, head_of
from tests.factories.registry import LinkFactory

pytestmark = pytest.mark.django_db
INSTANT = timedelta(microseconds=1)


def test_a_withdrawn_application_takes_no_part_and_everybody_is_told():
    application = ApplicationFactory(submitted=True)
    head = head_of(application)

    actions.withdraw(application, by=head, at=clock.now())

    application.refresh_from_db()
    assert (application.status, application.receipt) == ("withdrawn", None)
    assert actions.open_sealed(application.lot.call, at=application.lot.call.opening_at) == []
    assert Notice.objects.filter(kind="applications/withdrawn", to=head).count() == 1


def test_after_a_withdrawal_one_application_stands_at_most():
    application = ApplicationFactory(submitted=True)
    head, lot, ngo = head_of(application), application.lot, application.organisation
    actions.withdraw(application, by=head, at=clock.now())

    for _ in range(2):
        again = actions.start(lot, ngo, by=head, at=clock.now())
        with pytest.raises(Refused):
            actions.start(lot, ngo, by=head, at=clock.now())
        Application.objects.filter(pk=again.pk).update(status="withdrawn")

    assert Application.objects.exclude(status="withdrawn").count() == 0


def test_a_draft_is_not_withdrawn():
    with pytest.raises(Refused):
        application = ApplicationFactory()
        actions.withdraw(application, by=head_of(application), at=clock.now())


def test_nothing_is_withdrawn_after_the_deadline():
    application = ApplicationFactory(submitted=True)

    with pytest.raises(actions.TooLate):
        actions.withdraw(application, by=head_of(application), at=application.lot.call.deadline_at + INSTANT)


def test_an_editor_does_not_withdraw():
    application = ApplicationFactory(submitted=True)
    editor = LinkFactory(organisation=application.organisation, role="editor").user

    with pytest.raises(Refused, match="Only the head or a signatory"):
        actions.withdraw(application, by=editor, at=clock.now())
