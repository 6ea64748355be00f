"""No status without words, nor without what comes next, in any language; and the page that says both (U16)."""

import pytest
from django.urls import reverse
from django.utils import translation

from lifecycle import clock
from tenders.applications import standing
from tenders.applications.models import Application
from tests.factories.applications import ApplicationFactory, head_of
from tests.factories.calls import LotFactory
from tests.factories.registry import LinkFactory

pytestmark = pytest.mark.django_db
ENDS = (standing.LATE, standing.UNCONFIRMED, standing.WAITS, standing.UNREADABLE, standing.CANCELLED, standing.FAILED)
LANGUAGES = ("kk", "ru", "en")


def url(application):
    return reverse("applications:standing", args=[application.number])


def page(client, application):
    client.force_login(head_of(application))
    return client.get(url(application)).text


def stands(status, **facts):
    """The words for an application whose ruling, if there is one, is public."""
    application = ApplicationFactory.build(lot=LotFactory(**facts), status=status, organisation=None)
    application.is_ruled = True
    return standing.said(application, is_open=not facts.get("call__closed", False))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", Application.Status.values)
def test_every_status_has_its_words_and_what_comes_next_in_every_language(status, language):
    said = standing.SAID[Application.Status(status)]

    with translation.override(language):
        words = [str(said.now), str(said.next)]
    with translation.override("en"):
        english = [str(said.now), str(said.next)]

    assert all(len(text) > 10 for text in words)
    assert (words == english) == (language == "en")


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("said", ENDS)
def test_every_other_end_has_them_too(said, language):
    with translation.override(language):
        words = [str(said.now), str(said.next)]

    assert words != [str(said.now), str(said.next)]


@pytest.mark.parametrize("status", ["draft", "submitted", "needs_reconfirm"])
def test_after_the_deadline_other_words_are_true(status):
    call = {"call__published": True}

    during, after = (stands(status, **call, **more) for more in ({}, {"call__closed": True}))

    assert during == standing.SAID[Application.Status(status)]
    assert after in (standing.LATE, standing.WAITS, standing.UNCONFIRMED)


def test_the_page_names_the_step_who_acts_and_the_limit_with_its_source(client):
    application = ApplicationFactory(submitted=True)

    text = page(client, application)

    assert "It is received and sealed." in text
    assert "Next step: “All applications opened”. Who acts now: The system, by itself." in text
    profile = application.lot.call.profile
    assert f"At most {profile.admission_wd} working days." in text
    assert profile.name_en in text


@pytest.mark.parametrize(
    ("trait", "sentence"),
    [
        ("cancelled", "The call is cancelled: nobody wins it."),
        ("failed", "The call failed: nobody wins it."),
    ],
)
def test_an_ended_call_says_why(client, trait, sentence):
    application = ApplicationFactory(lot=LotFactory(**{f"call__{trait}": True}))
    call = application.lot.call

    text = page(client, application)

    assert sentence in text
    assert call.ended_because_ru in text


def test_the_status_page_is_there_while_the_call_is_open_and_for_a_draft(client):
    text = page(client, ApplicationFactory())

    assert "It is a draft: it takes no part yet." in text
    assert "What next:" in text


def test_an_accountant_reads_it_and_a_stranger_does_not(client):
    application = ApplicationFactory(submitted=True)
    client.force_login(LinkFactory(organisation=application.organisation, role="accountant").user)
    assert client.get(url(application)).status_code == 200

    client.force_login(LinkFactory().user)
    assert client.get(url(application)).status_code == 404


def test_the_page_asks_few_questions(client, django_assert_max_num_queries):
    application = ApplicationFactory(submitted=True)
    client.force_login(head_of(application))

    with django_assert_max_num_queries(19):
        client.get(url(application))


def test_what_is_withdrawn_may_be_begun_anew_while_the_call_is_open(client):
    application = ApplicationFactory(status="withdrawn", submitted_at=clock.now())

    text = page(client, application)

    assert reverse("applications:start", args=[application.lot.call.number, 1]) in text
