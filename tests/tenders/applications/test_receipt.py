"""The receipt: for ever at its address, as a page and as a file, and by mail."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lifecycle import clock
from notifications import wording as notices
from notifications.models import Notice
from tenders.applications import actions, documents
from tenders.applications.models import Application, Receipt
from tests.factories.accounts import UserFactory
from tests.factories.applications import ApplicationFactory, head_of, submitted
from tests.factories.registry import LinkFactory

pytestmark = pytest.mark.django_db


def url(application):
    return reverse("applications:receipt", args=[application.number])


@pytest.fixture
def application(client):
    application = ApplicationFactory(submitted=True)
    client.force_login(head_of(application))
    return application


def test_the_page_shows_number_moment_hash_and_what_happens_next(client, application):
    receipt = application.receipt

    page = client.get(url(application)).content.decode()

    assert all(words in page for words in (receipt.number, receipt.sha256, "Astana time", "UTC+5"))
    assert f"{receipt.received_at:%S.%f}" in page
    assert "you may replace, recall or withdraw it" in page
    assert "It is sealed until the opening" in page
    assert reverse("applications:receipt_pdf", args=[application.number]) in page


def test_the_page_stays_for_everybody_of_the_organisation_after_the_opening(client, application):
    call = application.lot.call
    call.move_to("closed", by=None, at=call.deadline_at)
    call.move_to("opened", by=None, at=call.opening_at, opened_at=call.opening_at)
    actions.open_sealed(call, at=call.opening_at)
    client.force_login(LinkFactory(organisation=application.organisation, role="editor").user)

    assert application.receipt.number in client.get(url(application)).content.decode()


def test_earlier_receipts_are_listed_and_do_not_count(client, application):
    first = application.receipt
    second = submitted(application)

    page = client.get(url(application))

    assert (page.context["receipt"], page.context["earlier"]) == (second, [first])
    assert first.sha256 in page.content.decode()


def test_after_a_recall_the_page_says_that_it_does_not_count(client, application):
    actions.recall(application, by=head_of(application), at=clock.now())

    page = client.get(url(application)).content.decode()

    assert "This submission was taken back. It does not take part." in page
    assert "Your application is received" not in page


def test_what_was_never_submitted_has_no_receipt(client):
    application = ApplicationFactory()
    client.force_login(head_of(application))

    assert client.get(url(application)).status_code == 404
    assert client.get(reverse("applications:receipt_pdf", args=[application.number])).status_code == 404


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_file_is_a_tagged_pdf_in_each_language_and_always_the_same(client, application, language):
    address = f"/{language}/applications/{application.number}/receipt.pdf"

    first, second = client.get(address), client.get(address)

    assert first["Content-Type"] == "application/pdf"
    assert first["Content-Disposition"] == f'attachment; filename="{application.receipt.number}.pdf"'
    assert first.content[:5] == b"%PDF-"
    assert (b"/StructTreeRoot" in first.content, first.content == second.content) == (True, True)


def test_text_that_looks_like_markup_is_only_text_in_the_file(application):
    type(application.organisation).objects.update(name_kk='#panic() $x$ [*a*] "«»" \\ @b', name_ru="#x")
    receipt = Receipt.objects.select_related("application__lot__call", "application__organisation").get()

    assert documents.receipt_pdf(receipt, "kk")[:5] == b"%PDF-"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("event", ["submitted", "replaced", "recalled", "withdrawn"])
def test_every_mail_names_the_application_and_says_what_next(event, language):
    application = ApplicationFactory(submitted=True)
    head = head_of(application)
    if event == "replaced":
        submitted(application)
    if event == "recalled":
        actions.recall(application, by=head, at=clock.now())
    if event == "withdrawn":
        actions.withdraw(application, by=head, at=clock.now())
    notice = Notice.objects.get(kind=f"applications/{event}")

    words = notices.of(notice, language)

    assert words.subject.startswith(application.number)
    assert application.lot.call.number in words.news
    assert words.path.startswith(f"/{language}/applications/{application.number}/")
    if event in ("submitted", "replaced"):
        standing = Application.objects.get().receipt
        assert standing.number in words.news
        assert any(standing.sha256 in paragraph for paragraph in words.rest)


def test_a_person_of_another_organisation_gets_no_mail():
    UserFactory()
    application = ApplicationFactory(submitted=True)

    assert [notice.to for notice in Notice.objects.all()] == [head_of(application)]


def test_a_person_who_left_gets_no_mail():
    application = ApplicationFactory()
    gone = LinkFactory(organisation=application.organisation, role="editor")
    gone.until = gone.since + timedelta(days=1)
    gone.save()

    submitted(application)

    assert [notice.to for notice in Notice.objects.all()] == [head_of(application)]
