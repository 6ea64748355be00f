"""Tables that leave the register: the rows of the list, nothing personal but for officers, each taking written down."""

import csv
import gc
import io
import tracemalloc

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lifecycle import clock
from registry.imports import actions, exports, reading
from registry.imports.models import Export
from registry.organisations.models import Organisation
from tests.factories.accounts import UserFactory
from tests.factories.imports import checked, named, officer
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db

PUBLIC = "/en/register/download/"
ADD = "/en/admin/registry/export/add/"
PERSONAL = ("Айгүл Сейітқали", "+77012345678", "@example.kz", "Азаттық")


def text_of(answer):
    """What is sent; it can be read once."""
    return answer.getvalue().decode("utf-8-sig")


def rows_of(text):
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_r008_the_public_table_holds_the_rows_of_the_register_and_nothing_personal(client):
    one = OrganisationFactory(website="https://own.kz")
    OrganisationFactory(status="filed")

    answer = client.get(PUBLIC)
    text = text_of(answer)
    headings, *rows = rows_of(text)

    assert headings[:4] == ["Code", "BIN", "Name in Kazakh", "Name in Russian"]
    assert [row[:2] for row in rows] == [[one.code, one.bin]]
    assert [word for word in PERSONAL if word in text] == []
    assert answer["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("person", ["auditor", "registry_officer"])
def test_the_public_table_is_the_same_for_everybody(client, person):
    OrganisationFactory()
    OrganisationFactory(status="filed")
    strangers = client.get(PUBLIC).getvalue()
    client.force_login(UserFactory(role=person))

    assert client.get(PUBLIC).getvalue() == strangers


def test_the_public_table_has_the_rows_that_the_filters_leave(client):
    OrganisationFactory(status="suspended")
    active = OrganisationFactory()

    assert [row[0] for row in rows_of(text_of(client.get(PUBLIC, {"status": "active"})))[1:]] == [active.code]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_s30_a_name_that_is_a_formula_leaves_as_text(client, kind):
    OrganisationFactory(name_ru="=cmd|' /C calc'!A0")

    content = client.get(PUBLIC, {"kind": kind}).getvalue()
    [(_row, cells)] = reading._filled(io.BytesIO(content))

    assert cells["name_ru"] == "=cmd|' /C calc'!A0"
    if kind == "csv":
        assert "'=cmd|" in content.decode()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_what_an_officer_takes_out_changes_nothing_when_it_is_brought_again(client, kind, language):
    OrganisationFactory.create_batch(2)
    client.force_login(officer())

    content = client.post(f"/{language}/admin/registry/export/add/", {"kind": kind}).getvalue()
    of = checked(type(named([["bin"]], "csv", "x"))("x", content))

    assert (of.unchanged, of.rows_read) == (2, 2)


def test_an_officer_takes_contacts_out_and_it_is_written_down(client):
    OrganisationFactory(status="suspended")
    OrganisationFactory()
    by = officer()
    client.force_login(by)

    page = client.get(ADD + "?status__exact=suspended").text
    text = text_of(client.post(ADD + "?status__exact=suspended", {"kind": "csv"}))

    assert "1 organisation matches the filters of the list." in page
    assert "keep it safe" in page
    assert [word for word in PERSONAL if word in text] == list(PERSONAL)
    noted = Export.objects.values_list("by", "filters", "kind", "rows", "has_contacts")
    assert list(noted) == [(by.pk, "status__exact=suspended", "csv", 1, True)]


def test_an_administrator_takes_nothing_personal_out_and_it_is_written_down(client):
    OrganisationFactory()
    client.force_login(UserFactory(administrator=True))

    text = text_of(client.post(ADD, {"kind": "csv"}))

    assert text.startswith("Code;BIN")
    assert [word for word in PERSONAL if word in text] == []
    assert list(Export.objects.values_list("rows", "has_contacts")) == [(1, False)]


def test_without_a_kind_nothing_leaves_and_nothing_is_written_down(client):
    client.force_login(officer())

    assert "This field is required." in client.post(ADD, {}).text
    assert Export.objects.count() == 0


@pytest.mark.parametrize("question", ["head_name__startswith=А", "links__user__password__startswith=a"])
def test_s37_a_table_answers_no_question_that_is_no_filter(client, question):
    client.force_login(officer())

    assert client.get(f"{ADD}?{question}").status_code in (302, 400)
    assert client.post(f"{ADD}?{question}", {"kind": "csv"}).status_code in (302, 400)


def test_nobody_else_takes_a_table_out_of_the_admin(client):
    client.force_login(UserFactory(is_staff=True))

    assert client.post(ADD, {"kind": "csv"}).status_code == 403
    assert Export.objects.count() == 0


def test_a_workbook_of_too_many_rows_leaves_as_csv(client, settings):
    settings.EXPORT_MOST_XLSX_ROWS = 1
    OrganisationFactory.create_batch(2)

    assert client.get(PUBLIC, {"kind": "xlsx"})["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("kind", ["", "odd", "xlsx"])
def test_any_kind_that_is_asked_for_gets_an_answer(client, kind):
    answer = client.get(PUBLIC, {"kind": kind})

    assert (answer.status_code, len(answer.getvalue()) > 100) == (200, True)


def test_a_table_asks_no_more_for_many_rows_than_for_few(client):
    OrganisationFactory()
    asked = []
    for _turn in range(3):
        with CaptureQueriesContext(connection) as queries:
            client.get(PUBLIC).getvalue()
        asked.append(len(queries))
        OrganisationFactory.create_batch(2)

    assert asked[1] == asked[2]


def test_the_rows_of_a_table_are_never_held_at_once(monkeypatch):
    monkeypatch.setattr(exports, "CHUNK", 50)
    OrganisationFactory.create_batch(300)

    def most_held(found):
        tracemalloc.start()
        for place, _line in enumerate(exports.as_csv(exports.rows(found, with_contacts=True))):
            if place % 50 == 0:
                # What is held counts, and not what waits to be collected.
                gc.collect()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    everything = Organisation.objects.order_by("pk")
    most_held(everything)
    few, many = most_held(everything.filter(pk__in=everything.values("pk")[:100])), most_held(everything)

    assert many < 2 * few


def test_an_export_is_noted_with_what_it_held():
    noted = actions.note_export(
        filters="q=" + "а" * 2000, kind="xlsx", rows=7, has_contacts=False, by=officer(), at=clock.now()
    )

    assert (len(noted.filters), noted.kind, noted.rows, noted.has_contacts) == (1000, "xlsx", 7, False)
