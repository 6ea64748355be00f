"""The documents of a call: texts or addresses in both languages, read by everybody with the call."""

import pytest
from django.urls import reverse
from django.utils import timezone

from lifecycle.models import Refused
from tenders.calls import actions, conditions
from tests.factories.calls import CallFactory, DocumentFactory
from tests.tenders.calls.rows import posted

pytestmark = pytest.mark.django_db


def test_documents_are_replaced_in_their_order(officer):
    call = CallFactory(drafted_by=officer)
    DocumentFactory(call=call, title_ru="Старый")
    rows = [DocumentFactory.build(call=None, title_ru=title) for title in ("Первый", "Второй")]

    actions.set_documents(call, rows, by=officer, at=timezone.now())

    assert [(one.order, one.title_ru) for one in call.documents.all()] == [(1, "Первый"), (2, "Второй")]
    assert [line.verb for line in call.trail()] == ["documents saved"]


def test_the_documents_of_an_approved_call_are_frozen(officer):
    call = CallFactory(approved=True)

    with pytest.raises(Refused, match="only a draft can be changed"):
        actions.set_documents(call, [DocumentFactory.build(call=None)], by=officer, at=timezone.now())


@pytest.fixture
def own_rows(client, body, officer):
    call = CallFactory(customer=body, drafted_by=officer)
    DocumentFactory(call=call)
    client.force_login(officer)
    return call, reverse("calls:documents", args=[call.number])


def test_an_officer_adds_a_document_by_its_address(client, own_rows):
    call, url = own_rows
    added = {"title_kk": "Қағидалар", "title_ru": "Правила", "link_kk": "https://a.kz/kk", "link_ru": "https://a.kz/ru"}
    changes = {f"documents-1-{name}": value for name, value in added.items()}

    client.post(url, posted(client.get(url).context["formset"], **changes))

    assert [(one.title_kk, one.link_ru) for one in call.documents.all()] == [
        ("Қызмет стандарты", ""),
        ("Қағидалар", "https://a.kz/ru"),
    ]


ADDRESS = {"en": "Enter a valid URL.", "ru": "Введите правильный URL.", "kk": "URL"}


@pytest.mark.parametrize("language", ADDRESS)
@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp//x", "не адрес"])
def test_an_address_that_cannot_be_is_explained_beside_its_field(client, own_rows, language, address):
    call, url = own_rows
    formset = client.get(url).context["formset"]

    path = f"/{language}/office/calls/{call.number}/documents/"
    response = client.post(path, posted(formset, **{"documents-0-link_ru": address}))

    [error] = response.context["formset"].forms[0].errors["link_ru"]
    assert ADDRESS[language] in error
    assert address in response.text
    assert call.documents.get().link_ru == ""


def test_everybody_reads_the_documents_with_the_call_and_they_are_frozen_with_it(client):
    call = CallFactory(published=True)
    before = conditions.hash_of(call)
    document = DocumentFactory(call=call, link_ru="https://adilet.zan.kz/rus", link_kk="https://adilet.zan.kz/kaz")

    page = client.get(f"/ru/calls/{call.number}/")

    assert document.title_ru in page.text and 'href="https://adilet.zan.kz/rus"' in page.text
    assert conditions.hash_of(call) != before
