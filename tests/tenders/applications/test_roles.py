"""Who reads an application and does not write it; how long a signatory by proxy submits (domain section 7, R-007)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from lifecycle import clock
from lifecycle.models import Refused
from tenders.applications import actions, content, rules
from tenders.applications.models import Application
from tests.factories.applications import ApplicationFactory
from tests.factories.calls import LotFactory
from tests.factories.registry import LinkFactory

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
READERS = pytest.mark.parametrize("role", ["accountant", "viewer"])


def signatory(application, until):
    proxy = {"proxy_number": "7", "proxy_from": timezone.localdate() - 30 * DAY, "proxy_until": until}
    return LinkFactory(organisation=application.organisation, role="signatory", **proxy).user


def submit(application, by):
    return actions.submit(application, key=uuid4(), declarations=content.DECLARATIONS, by=by, at=clock.now())


@READERS
def test_a_reader_reads_the_draft_and_changes_nothing_of_it(client, role):
    application = ApplicationFactory()
    client.force_login(LinkFactory(organisation=application.organisation, role=role).user)
    section = reverse("applications:section", args=[application.number, "summary"])

    page = client.get(application.get_absolute_url())

    assert "Your role lets you read." in page.text
    assert application.title in page.text
    assert client.get(section).url == application.get_absolute_url()
    assert client.post(section, {"title": "Mine", "step": "later"}).status_code == 403
    assert Application.objects.get().title == application.title


@READERS
def test_a_reader_begins_no_application_and_is_told_who_does(client, role):
    lot, link = LotFactory(call__published=True), LinkFactory(role=role)
    client.force_login(link.user)
    address = reverse("applications:start", args=[lot.call.number, lot.number])

    page = client.get(address)
    answer = client.post(address, {"organisation": link.organisation.code})

    assert "The head, a signatory or an editor begins an application." in page.text
    assert answer.status_code == 403
    assert Application.objects.count() == 0


def test_a_signatory_submits_on_the_last_day_of_the_power_of_attorney():
    application = ApplicationFactory()
    person = signatory(application, until=timezone.localdate())

    submit(application, person)

    assert Application.objects.get().status == "submitted"


def test_beyond_the_last_day_nothing_is_submitted_and_the_person_hears_why(client):
    application = ApplicationFactory()
    person = signatory(application, until=timezone.localdate() - DAY)

    with pytest.raises(Refused, match="Your power of attorney holds from .* Ask the head to renew it"):
        submit(application, person)

    assert (rules.can_submit(person, application), rules.can_edit(person, application)) == (False, True)
    client.force_login(person)
    address = reverse("applications:check", args=[application.number])
    assert client.post(address, {"key": str(uuid4())}).status_code == 403
    assert Application.objects.get().status == "draft"
