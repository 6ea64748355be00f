"""Protocols: numbered, chained, in two languages, and never changed."""

import hashlib

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from lifecycle import chain
from tenders.protocols import actions
from tenders.protocols.models import Protocol
from tests.factories.calls import CallFactory

pytestmark = pytest.mark.django_db
BODY = {"because_kk": "Бюджет қысқартылды.", "because_ru": "Бюджет сокращён."}


def test_each_protocol_follows_from_the_one_before_it():
    call, now = CallFactory(published=True), timezone.now()

    first = actions.draw_up(call, "cancellation", BODY, by=None, at=now)
    second = actions.draw_up(call, "cancellation", BODY, by=None, at=now)

    assert [(one.number, one.previous_hash) for one in (first, second)] == [(1, chain.GENESIS), (2, first.own_hash)]
    assert second.own_hash == chain.link(first.own_hash, {"kind": "cancellation", "body": second.body})


def test_the_files_are_pdf_in_both_languages_and_their_hashes_are_kept():
    protocol = actions.draw_up(CallFactory(published=True), "cancellation", BODY, by=None, at=timezone.now())

    for language in ("kk", "ru"):
        pdf = bytes(getattr(protocol, f"pdf_{language}"))
        assert pdf.startswith(b"%PDF-")
        assert hashlib.sha256(pdf).hexdigest() == getattr(protocol, f"sha256_{language}")


def test_the_database_refuses_to_change_a_protocol():
    protocol = actions.draw_up(CallFactory(published=True), "cancellation", BODY, by=None, at=timezone.now())

    with pytest.raises(IntegrityError), transaction.atomic():
        Protocol.objects.filter(pk=protocol.pk).update(own_hash="0" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        Protocol.objects.filter(pk=protocol.pk).delete()

    assert Protocol.objects.get().own_hash == protocol.own_hash


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_everybody_reads_the_page_and_takes_the_file(client, language):
    call = CallFactory(published=True)
    protocol = actions.draw_up(call, "cancellation", BODY, by=None, at=timezone.now())

    index = client.get(f"/{language}/calls/{call.number}/protocols/")
    page = client.get(f"/{language}/calls/{call.number}/protocols/1/")
    file = client.get(reverse("protocols:pdf", args=[call.number, 1, "ru"]))

    assert (index.status_code, page.status_code, file.status_code) == (200, 200, 200)
    assert protocol.own_hash in page.content.decode()
    assert file.content == bytes(protocol.pdf_ru)


def test_there_is_no_page_for_a_protocol_that_is_not_there(client):
    call = CallFactory(published=True)

    for path in ("", "1/", "1/kk.pdf", "1/de.pdf"):
        assert client.get(f"/kk/calls/{call.number}/protocols/{path}").status_code == 404
