"""The broker stopped, or accepting and never answering: people save and submit as on any other day (Q3, FI5, FI6)."""

import socket
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.urls import reverse

from notifications.models import Notice
from tenders.applications.models import Application, Receipt
from tests.factories.applications import head_of
from tests.faults.web import broken_promises, draft, head, of, served

pytestmark = [pytest.mark.broker, pytest.mark.django_db(transaction=True)]

# Seconds that a person waits on a bad day; a reconnecting client would need far more.
BUDGET = 5
PEOPLE = 8


@pytest.fixture(params=["stopped", "hung"])
def silent(request) -> Iterator[socket.socket]:
    """A port at which nobody listens, or somebody who never says a word."""
    with socket.socket() as port:
        port.bind(("127.0.0.1", 0))
        if request.param == "hung":
            port.listen()
            port.setblocking(False)
        yield port


@pytest.fixture
def site(silent, database_url, tmp_path) -> Iterator[str]:
    """The web server alone, told of that broker."""
    with served(database_url, tmp_path, REDIS_URL=f"redis://127.0.0.1:{silent.getsockname()[1]}/0") as address:
        yield address


def test_without_a_broker_people_save_and_submit_and_what_is_owed_waits(silent, site):
    application = draft()
    person = head(application)
    summary = reverse("applications:section", args=[application.number, "summary"])
    texts = {name: f"A text for {name}" for name in ("title", "summary", "problem", "method", "sustainability")}
    typed = texts | {"language": "kk", "goal": "Saved all the same", "step": "later"}

    saved = person.post(site + summary, typed)
    submitted = person.submits(site, application, uuid4())

    assert (saved.path, submitted.path) == (of(application, "detail"), of(application, "receipt"))
    assert max(saved.seconds, submitted.seconds) < BUDGET
    application = Application.objects.get()
    assert (application.goal, application.status) == ("Saved all the same", "submitted")
    assert list(Notice.objects.values_list("kind", "state")) == [("applications/submitted", "queued")]
    with pytest.raises(OSError):  # nobody so much as knocked
        silent.accept()
    assert broken_promises() == []


def test_fi5_fi6_all_who_submit_meanwhile_get_their_receipts_and_their_letters_once_it_is_back(
    silent, site, office, post_office
):
    applications = [draft() for _ in range(PEOPLE)]
    heads = [head_of(application).email for application in applications]

    answers = [head(application).submits(site, application, uuid4()) for application in applications]

    assert [answer.path for answer in answers] == [of(application, "receipt") for application in applications]
    assert max(answer.seconds for answer in answers) < BUDGET
    assert (Receipt.objects.count(), post_office.recipients) == (PEOPLE, [])
    office.deliver()
    assert sorted(post_office.recipients) == sorted([address] for address in heads)
    assert set(Notice.objects.values_list("state", flat=True)) == {"sent"}
    assert broken_promises() == []
