"""The web process killed in the middle of a submission: it was taken whole or not at all (FI3, FI4)."""

from uuid import uuid4

import pytest

from notifications.models import Notice
from tenders.applications.models import Application, Receipt
from tests.factories.applications import head_of
from tests.faults.web import broken_promises, draft, head, of, served

pytestmark = [pytest.mark.broker, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(database_url, tmp_path):
    with served(database_url, tmp_path) as address:
        yield address


def test_fi3_killed_after_the_commit_it_is_submitted_and_told_though_nobody_was_answered(site, office, post_office):
    application, key = draft(), uuid4()
    person = head(application)

    unanswered = person.submits(site, application, key, **{"X-Dies": "after"})

    assert unanswered.status == 0
    receipt = Receipt.objects.get()
    seen = person.get(site + of(application, "receipt"))
    assert (seen.status, receipt.number in seen.text) == (200, True)
    again = person.submits(site, application, key)
    assert (again.status, again.path) == (200, of(application, "receipt"))
    assert (Receipt.objects.get(), Application.objects.get().status) == (receipt, "submitted")
    office.deliver()
    assert post_office.recipients == [[head_of(application).email]]
    assert receipt.number in post_office.letters[0].get_body(("plain",)).get_content()
    assert broken_promises() == []


def test_fi4_killed_before_the_commit_nothing_is_there_and_the_same_press_succeeds(site):
    application, key = draft(), uuid4()
    person, goal = head(application), application.goal

    unanswered = person.submits(site, application, key, **{"X-Dies": "before"})

    assert unanswered.status == 0
    assert (Receipt.objects.count(), Notice.objects.count()) == (0, 0)
    stands = Application.objects.get()
    assert (stands.status, stands.goal, list(stands.trail())) == ("draft", goal, [])
    assert goal in person.get(site + of(application, "check")).text
    again = person.submits(site, application, key)
    assert (again.status, again.path) == (200, of(application, "receipt"))
    assert (Receipt.objects.count(), Application.objects.get().status) == (1, "submitted")
    assert broken_promises() == []
