"""Anybody learns whether a receipt is genuine, and of what moment; nothing else, and not too often (S4, X4)."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.applications import ApplicationFactory, head_of, submitted

pytestmark = pytest.mark.django_db
ADDRESS = "/en/verify/"


def ask(client, number, sha256):
    return client.post(ADDRESS, {"number": number, "sha256": sha256})


def drawn(answer):
    """The page without what was typed and without what is new on every page."""
    text = re.sub(r'value="[^"]*"', "", answer.text)
    return "\n".join(line for line in text.splitlines() if "csrf" not in line)


@pytest.fixture
def application():
    return ApplicationFactory(submitted=True)


def test_a_genuine_receipt_is_called_so_with_its_moment_and_nothing_else(client, application):
    receipt = application.receipt

    page = ask(client, receipt.number, receipt.sha256).text

    assert "The receipt is genuine" in page
    assert f"{receipt.received_at:%S.%f}" in page
    ngo, call = application.organisation, application.lot.call
    hidden = (
        application.number,
        ngo.name_kk,
        ngo.name_ru,
        ngo.bin,
        call.number,
        call.title_ru,
        str(head_of(application)),
    )
    assert [word for word in hidden if word in page] == []


def test_however_it_was_copied_it_is_found(client, application):
    receipt = application.receipt
    copied = f"{receipt.sha256[:32].upper()}\n {receipt.sha256[32:]}"

    assert "The receipt is genuine" in ask(client, f" {receipt.number.lower()} ", copied).text


def test_a_receipt_that_was_replaced_is_genuine_too(client, application):
    earlier = application.receipt
    submitted(application)

    assert "The receipt is genuine" in ask(client, earlier.number, earlier.sha256).text


def test_a_wrong_hash_and_an_unknown_number_are_answered_alike_by_the_same_work(client, application):
    receipt = application.receipt
    asked = [(receipt.number, "0" * 64), ("R-2222-2222-2222", receipt.sha256), ("R-2222-2222-2222", "0" * 64)]
    pages, questions = [], []
    for number, sha256 in asked:
        with CaptureQueriesContext(connection) as seen:
            answer = ask(client, number, sha256)
        pages.append((answer.status_code, drawn(answer)))
        questions.append(len(seen))

    assert "No receipt has this number and this hash" in pages[0][1]
    assert pages[0] == pages[1] == pages[2]
    assert len(set(questions)) == 1


def test_what_was_typed_is_kept_beside_what_is_missing(client):
    page = ask(client, "R-2222", "").text

    assert 'value="R-2222"' in page
    assert "Enter the hash from the receipt." in page


def test_the_address_on_a_receipt_fills_the_form_in_and_asks_nothing(client, application):
    receipt = application.receipt
    answer = client.get(ADDRESS, {"number": receipt.number, "sha256": receipt.sha256})

    assert f'value="{receipt.sha256}"' in answer.text
    assert "genuine</p>" not in answer.text
    assert answer.context["is_asked"] is False


def test_one_address_may_ask_thirty_times_a_minute(client):
    answers = [ask(client, "R-2222-2222-2222", "0" * 64).status_code for _ in range(31)]

    assert answers == [200] * 30 + [429]


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_is_drawn_in_every_language(client, language):
    assert client.get(f"/{language}/verify/").status_code == 200
    assert reverse("portal:verify").endswith("/verify/")
