"""Sending a complete application to whoever signs, and their one page (U12)."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from lifecycle import clock
from lifecycle.models import Refused
from notifications import wording
from notifications.models import Notice
from tenders.applications.insist import Incomplete
from tenders.applications.models import Receipt
from tenders.desk import queries as desk
from tenders.prompts import actions
from tenders.prompts.models import Ask
from tests.factories.applications import TEXT, ApplicationFactory, head_of, submitted
from tests.factories.calls import LotFactory
from tests.factories.registry import LinkFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def application():
    return ApplicationFactory()


@pytest.fixture
def editor(application):
    return LinkFactory(organisation=application.organisation, role="editor").user


def url(application, page="submit"):
    return reverse(f"prompts:{page}", args=[application.number])


def key_on(page):
    return re.search(r'name="key" value="([0-9a-f-]{36})"', page.text).group(1)


def test_the_head_and_every_signatory_are_asked_and_the_mail_says_nothing_of_the_content(application, editor):
    signatory = LinkFactory(organisation=application.organisation, role="signatory").user
    LinkFactory(organisation=application.organisation, role="accountant")
    noon = clock.now()

    ask = actions.ask_to_submit(application, by=editor, at=noon)

    assert (ask.asked_by, ask.asked_at) == (editor, noon)
    assert [line.verb for line in application.trail()] == ["sent to be submitted"]
    notices = Notice.objects.filter(kind="prompts/asked")
    assert {notice.to for notice in notices} == {head_of(application), signatory}
    for notice in notices:
        words = wording.of(notice, "en")
        whole = " ".join([words.subject, words.news, *words.rest])
        assert (str(editor) in whole, application.lot.call.number in whole) == (True, True)
        assert not any(word in whole for word in (application.title, TEXT, "600"))
        assert words.path == f"/en/applications/{application.number}/submit/"


def test_it_is_repeated_only_after_a_while(application, editor):
    noon = clock.now()
    actions.ask_to_submit(application, by=editor, at=noon)

    with pytest.raises(Refused, match="less than an hour ago"):
        actions.ask_to_submit(application, by=editor, at=noon + HOUR - timedelta(seconds=1))
    actions.ask_to_submit(application, by=editor, at=noon + HOUR)

    assert (Ask.objects.count(), Notice.objects.count()) == (2, 2)


def test_what_is_incomplete_is_not_sent(editor):
    application = ApplicationFactory(complete=False)

    with pytest.raises(Incomplete, match="Fill in “Goal”"):
        actions.ask_to_submit(application, by=editor, at=clock.now())

    assert (Ask.objects.count(), Notice.objects.count(), application.trail().count()) == (0, 0, 0)


def test_where_nobody_signs_nobody_is_asked(application, editor):
    link = application.organisation.links.get(role="head")
    link.until = link.since
    link.save()

    with pytest.raises(Refused, match="Nobody signs"):
        actions.ask_to_submit(application, by=editor, at=clock.now())


@pytest.mark.parametrize(
    ("trait", "why"), [("closed", "The deadline has passed"), ("cancelled", "The call is cancelled")]
)
def test_what_comes_too_late_is_not_sent(trait, why, editor):
    application = ApplicationFactory(lot=LotFactory(**{f"call__{trait}": True}))

    with pytest.raises(Refused, match=why):
        actions.ask_to_submit(application, by=editor, at=clock.now())

    assert not Ask.objects.exists()


def test_what_is_withdrawn_is_not_sent(editor):
    application = ApplicationFactory(status="withdrawn")

    with pytest.raises(Refused, match="is withdrawn"):
        actions.ask_to_submit(application, by=editor, at=clock.now())

    assert not Ask.objects.exists()


def test_both_see_that_it_was_sent(client, application, editor):
    client.force_login(editor)
    page = client.get(reverse("applications:check", args=[application.number])).text
    assert "Send to the head for submission" in page

    client.post(url(application, "ask"))

    check = client.get(reverse("applications:check", args=[application.number])).text
    assert (f"Sent for submission by {editor}" in check, "Send it to them once more" in check) == (True, True)
    client.force_login(head_of(application))
    for address in (url(application), reverse("applications:check", args=[application.number])):
        assert f"Sent for submission by {editor}" in client.get(address).text
    assert [task.url for task in desk.awaiting(head_of(application), clock.now())] == [url(application)]


def test_after_the_submission_nobody_is_asked_any_more(application, editor):
    actions.ask_to_submit(application, by=editor, at=clock.now())

    submitted(application)

    assert not application.asks.unanswered().exists()


def test_whoever_signs_submits_from_one_page_with_one_tick_and_one_button(client, application, editor):
    actions.ask_to_submit(application, by=editor, at=clock.now())
    client.force_login(head_of(application))
    page = client.get(url(application))

    assert page.text.count('type="checkbox"') == 1
    for told in (application.title, "600\xa0000\xa0₸", application.lot.call.number, "The budget is at self-cost"):
        assert told in page.text
    answer = client.post(url(application), {"key": key_on(page), "confirmed": "on"})

    assert (answer.status_code, answer.url) == (303, reverse("applications:receipt", args=[application.number]))
    assert Receipt.objects.get().submitted_by == head_of(application)


def test_without_the_tick_nothing_is_submitted_and_the_key_stays(client, application):
    client.force_login(head_of(application))
    key = key_on(client.get(url(application)))

    answer = client.post(url(application), {"key": key})

    assert (answer.status_code, key_on(answer), Receipt.objects.count()) == (200, key, 0)
    assert "Confirm all five declarations." in answer.text


def test_what_is_missing_is_listed_there_too(client):
    application = ApplicationFactory(complete=False)
    client.force_login(head_of(application))
    page = client.get(url(application))
    assert "Enter at least one budget line." in page.text

    answer = client.post(url(application), {"key": key_on(page), "confirmed": "on"}, follow=True)

    assert ("Enter at least one budget line." in answer.text, Receipt.objects.count()) == (True, 0)


def test_one_moment_late_leads_to_the_draft_with_the_reason(client):
    application = ApplicationFactory(lot=LotFactory(call__closed=True))
    client.force_login(head_of(application))

    answer = client.post(url(application), {"key": "0" * 32, "confirmed": "on"})

    assert (answer.status_code, answer.url) == (303, application.get_absolute_url())


@pytest.mark.parametrize(("role", "page", "submit", "ask"), [
    ("head", 200, 200, 403), ("editor", 200, 403, 302), ("accountant", 302, 403, 403), (None, 404, 404, 404),
])  # fmt: skip
def test_who_may_what(client, application, role, page, submit, ask):
    of = {"organisation": application.organisation, "role": role} if role else {}
    client.force_login(LinkFactory(**of).user)

    assert client.get(url(application)).status_code == page
    assert client.post(url(application), {}).status_code == submit
    assert client.post(url(application, "ask")).status_code == ask


def test_the_page_asks_few_questions(client, application, django_assert_max_num_queries):
    client.force_login(head_of(application))

    with django_assert_max_num_queries(15):
        client.get(url(application))
