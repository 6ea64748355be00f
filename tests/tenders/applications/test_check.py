"""The check page: everything once more, what is missing, the declarations, and the press of the button."""

import re
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from lifecycle import clock
from tenders.applications import actions, content
from tenders.applications.models import Application, LateAttempt, Receipt
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, head_of, submitted
from tests.factories.attachments import attached
from tests.factories.calls import LotFactory
from tests.factories.registry import LinkFactory

pytestmark = pytest.mark.django_db
ALL = dict.fromkeys(content.DECLARATIONS, "on")


@pytest.fixture
def application():
    return ApplicationFactory()


@pytest.fixture
def head(client, application):
    client.force_login(head_of(application))
    return client


def url(application):
    return reverse("applications:check", args=[application.number])


def key_on(page):
    return re.search(r'name="key" value="([0-9a-f-]{36})"', page.content.decode()).group(1)


def test_everything_is_shown_with_a_way_to_change_each_section(head, application):
    page = head.get(url(application)).content.decode()

    assert "The application is not complete until you press “Submit the application”." in page
    for section in ("summary", "target-group", "workplan", "indicators", "budget"):
        assert f'href="{reverse("applications:section", args=[application.number, section])}?check=1"' in page
    assert "Жалғыз тұратын 65 жастан асқан қарттар" in page


def test_pressing_the_button_leads_to_the_receipt(head, application):
    key = key_on(head.get(url(application)))

    answer = head.post(url(application), ALL | {"key": key})

    receipt = Receipt.objects.get()
    assert (answer.status_code, answer.url) == (303, reverse("applications:receipt", args=[application.number]))
    assert (str(receipt.key), receipt.number in head.get(answer.url).content.decode()) == (key, True)


def test_pressing_twice_gives_one_receipt(head, application):
    key = key_on(head.get(url(application)))

    answers = [head.post(url(application), ALL | {"key": key}) for _ in range(2)]

    assert ({answer.url for answer in answers}, Receipt.objects.count()) == (
        {reverse("applications:receipt", args=[application.number])},
        1,
    )


def test_a_declaration_that_is_not_ticked_is_asked_for_beside_it_and_the_key_stays(head, application):
    key = key_on(head.get(url(application)))
    rest = {name: "on" for name in content.DECLARATIONS if name != "truth"}

    answer = head.post(url(application), rest | {"key": key})

    assert (answer.status_code, Receipt.objects.count(), key_on(answer)) == (200, 0, key)
    page = answer.content.decode()
    assert 'id="id_truth_error"' in page
    assert "Confirm: “Everything in the application is true.”" in page
    assert page.count("checked") == 4


def test_what_is_missing_is_listed_with_links_and_the_button_is_live_all_the_same(client):
    application = ApplicationFactory(complete=False)
    client.force_login(head_of(application))

    page = client.get(url(application)).content.decode()

    assert f'href="{reverse("applications:section", args=[application.number, "budget"])}?check=1"' in page
    assert "Enter at least one budget line." in page
    assert 'name="key"' in page


def test_pressing_it_too_early_lists_what_is_missing_with_links_and_keeps_the_ticks(client):
    application = ApplicationFactory(complete=False)
    client.force_login(head_of(application))
    key = key_on(client.get(url(application)))

    answer = client.post(url(application), ALL | {"key": key})

    page = answer.content.decode()
    assert (answer.status_code, Receipt.objects.count(), page.count("checked")) == (200, 0, 5)
    assert "It was not submitted. This is missing:" in page
    assert f'href="{reverse("applications:section", args=[application.number, "budget"])}?check=1"' in page
    assert key_on(answer) == key


def test_an_editor_is_told_who_submits(client, application):
    head_of(application)
    editor = LinkFactory(organisation=application.organisation, role="editor").user
    client.force_login(editor)

    page = client.get(url(application)).content.decode()

    assert str(head_of(application)) in page
    assert 'name="key"' not in page
    assert client.post(url(application), ALL | {"key": "0" * 32}).status_code == 403


def test_a_submission_one_moment_late_leads_to_the_draft_with_the_reason(client):
    application = ApplicationFactory(lot=LotFactory(call__closed=True))
    client.force_login(head_of(application))

    answer = client.post(url(application), ALL | {"key": "0" * 32})
    page = client.get(answer.url)

    assert (answer.status_code, answer.url, LateAttempt.objects.count()) == (303, application.get_absolute_url(), 1)
    text = page.content.decode()
    assert page.status_code == 200
    assert "The deadline has passed, and this application was not submitted" in text
    assert "Your submission came at" in text
    assert application.title in text


def test_what_somebody_broke_meanwhile_is_said_on_the_check_page(head, application):
    key = key_on(head.get(url(application)))
    actions.revise(application, {"goal": ""}, by=UserFactory(), at=clock.now())

    answer = head.post(url(application), ALL | {"key": key}, follow=True)

    assert "It was not submitted. This is missing:" in answer.content.decode()
    assert "Fill in “Goal”." in answer.content.decode()
    assert Application.objects.get().status == "draft"


def test_what_stands_submitted_is_named(client):
    application = ApplicationFactory(submitted=True)
    client.force_login(head_of(application))

    assert application.receipt.number in client.get(url(application)).content.decode()


def test_the_submit_is_a_small_request_that_asks_few_questions(head, application, django_assert_max_num_queries):
    key = key_on(head.get(url(application)))

    with django_assert_max_num_queries(22):
        head.post(url(application), ALL | {"key": key})


def test_the_check_page_asks_few_questions(head, application, django_assert_max_num_queries):
    with django_assert_max_num_queries(15):
        head.get(url(application))


def test_the_submission_is_less_than_four_kilobytes_whatever_was_attached(head, application):
    for number in range(3):
        attached(application, f"{number}.pdf", by=head_of(application), at=clock.now())
    page = head.get(url(application)).text
    form = page[page.index('name="key"') - 800 : page.index("</form>", page.index('name="key"'))]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))

    body = urlencode(fields | ALL)
    sent = head.post(url(application), body, content_type="application/x-www-form-urlencoded")

    assert (set(fields) >= {"key", "csrfmiddlewaretoken"}, len(body) < 4096, sent.status_code) == (True, True, 303)
    assert "multipart" not in form
    assert len(content.of_receipt(Receipt.objects.get())["attachments"]) == 3


def test_it_is_shown_to_the_letter_as_the_commission_will_read_it(client):
    application = ApplicationFactory()
    attached(application, "plan.pdf", by=head_of(application), at=clock.now())
    client.force_login(head_of(application))
    before = body_of(client.get(url(application)).text)
    submitted(application)
    call = application.lot.call
    call.move_to("closed", by=None, at=call.deadline_at)
    call.move_to("opened", by=None, at=call.opening_at, opened_at=call.opening_at)
    actions.open_sealed(call, at=call.opening_at)

    client.force_login(UserFactory(role="auditor"))
    after = body_of(client.get(application.get_absolute_url()).text)

    assert "Жалғыз тұратын 65 жастан асқан қарттар" in after
    assert before == after


def body_of(page):
    """The application on a page, without the ways to change it."""
    whole = page[page.index('<section id="content-summary">') :]
    told = whole[: whole.index("</section>", whole.index('id="content-attachments"'))]
    return re.sub(r"\s+", " ", re.sub(r'\s*<a class="change".*?</a>', "", told))


def test_without_the_token_nothing_is_submitted(application):
    stranger = Client(enforce_csrf_checks=True)
    stranger.force_login(head_of(application))

    assert stranger.post(url(application), ALL | {"key": "0" * 32}).status_code == 403
    assert not Receipt.objects.exists()
