"""After a change of the call what was submitted is confirmed by who signs, or it lapses sealed (Q26)."""

import pytest
from django.urls import reverse

from lifecycle import clock
from lifecycle.models import Refused
from notifications.models import Notice
from tenders.applications import actions
from tests.factories.applications import ApplicationFactory, head_of
from tests.factories.registry import LinkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    application = ApplicationFactory(submitted=True)
    actions.ask_again(application.lot.call, at=clock.now())
    application.refresh_from_db()
    return application


def test_only_what_was_submitted_is_asked_for_and_its_receipt_is_kept(asked):
    draft = ApplicationFactory(lot=asked.lot)

    actions.ask_again(asked.lot.call, at=clock.now())

    draft.refresh_from_db()
    assert (asked.status, draft.status, asked.receipt is None) == ("needs_reconfirm", "draft", False)
    assert Notice.objects.filter(kind="applications/to_be_confirmed").count() == 1


def test_the_head_confirms_and_the_same_receipt_stands(asked):
    receipt = asked.receipt

    actions.reconfirm(asked, by=head_of(asked), at=clock.now())

    asked.refresh_from_db()
    assert (asked.status, asked.receipt) == ("submitted", receipt)


def test_an_editor_does_not_confirm(client, asked):
    editor = LinkFactory(organisation=asked.organisation, role="editor").user
    client.force_login(editor)

    assert client.post(reverse("applications:reconfirm", args=[asked.number])).status_code == 403
    with pytest.raises(Refused):
        actions.reconfirm(asked, by=editor, at=clock.now())


def test_a_gap_that_the_change_left_is_named_first(asked):
    asked.working_copy.shut({**asked.working_copy.facts, "work_items": []})
    asked.working_copy.save()

    with pytest.raises(Refused, match="Still missing"):
        actions.reconfirm(asked, by=head_of(asked), at=clock.now())

    asked.refresh_from_db()
    assert asked.status == "needs_reconfirm"


def test_it_may_be_recalled_or_withdrawn_instead(asked):
    actions.withdraw(asked, by=head_of(asked), at=clock.now())

    asked.refresh_from_db()
    assert asked.status == "withdrawn"


def test_what_was_not_asked_for_is_not_confirmed():
    application = ApplicationFactory(submitted=True)

    with pytest.raises(Refused):
        actions.reconfirm(application, by=head_of(application), at=clock.now())
