"""An officer's way through an import in the admin, and what everybody else meets there."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from lifecycle import clock
from registry.imports import actions, columns, reading, template
from registry.imports.models import Import
from registry.organisations.models import Organisation
from registry.tasks import run_jobs
from tests.factories.accounts import UserFactory
from tests.factories.imports import brought, checked, imported, officer, row, table
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db

ADD = "/en/admin/registry/import/add/"


def page_of(of, part="change"):
    return f"/en/admin/registry/import/{of.pk}/{part}/"


def test_an_officer_goes_from_the_file_to_the_register_and_back(client):
    client.force_login(officer())

    brought_to = client.post(ADD, {"file": table(row(), row(2, email="x"))})
    of = Import.objects.get()
    waiting = client.get(brought_to.url).text
    run_jobs()
    preview = client.get(page_of(of)).text
    client.post(page_of(of, "act"), {"verb": "confirm"})
    run_jobs()
    done = client.get(page_of(of)).text
    client.post(page_of(of, "undo"), {"because": "The file of last year."})
    run_jobs()

    assert "0 rows checked so far." in waiting and 'hx-trigger="every 2s"' in waiting
    assert "Общественный фонд «Камкор 1»" in preview and "Enter a valid email address." in preview
    assert "Confirm and write" in preview and "hx-trigger" not in preview
    assert "Undo the import" in done and "Imported." in done
    of.refresh_from_db()
    assert (of.status, Organisation.objects.get().status) == ("undone", "returned")


def test_the_page_alone_what_changes_is_sent_to_htmx(client):
    client.force_login(officer())

    part = client.get(page_of(brought()), headers={"HX-Request": "true"}).text

    assert part.lstrip().startswith('<div id="import"')


def test_rows_are_filtered_by_verdict_and_by_outcome(client):
    client.force_login(officer())
    of = checked(table(row(), row(2, email="x")))

    new, wrong, odd = (client.get(page_of(of), {"verdict": name}).text for name in ("new", "error", "odd"))

    assert ("Камкор 1" in new, "Камкор 2" in new) == (True, False)
    assert ("Камкор 1" in wrong, "Камкор 2" in wrong) == (False, True)
    assert "Камкор 1" in odd and "Камкор 2" in odd


def test_old_and_new_value_stand_beside_each_other(client):
    client.force_login(officer())
    one = OrganisationFactory()

    text = client.get(page_of(checked(table({"bin": one.bin, "spheres": "1", "is_rural": "yes"})))).text

    assert "The organisation works in a village: <del>no</del> → <ins>yes</ins>" in text
    assert "Spheres: <del>" in text


def test_the_page_asks_no_more_for_many_rows_than_for_few(client):
    client.force_login(officer())
    few, many = checked(table(row())), checked(table(*(row(place) for place in range(10, 30))))
    asked = []

    for of in (few, few, many):
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(of))
        asked.append(len(queries))

    assert asked[1] == asked[2]
    assert asked[1] <= 15


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_rows_with_errors_are_downloaded_with_their_reasons_mended_and_brought_again(client, kind, language):
    client.force_login(officer())
    of = checked(table(row(1), row(2, email="x", name_kk="=1+1")))

    answer = client.get(f"/{language}/admin/registry/import/{of.pk}/errors/{kind}/")
    content = answer.getvalue()

    [(one, cells)] = reading._filled(BytesIO(content))
    assert (one.number, {name: cells[name] for name in row()}) == (2, row(2, email="x", name_kk="=1+1"))
    with translation.override(language):
        headings = [columns.heading_of(name) for name in (columns.ROW, columns.REASONS)]
    if kind == "csv":
        assert all(heading in content.decode() for heading in headings)
    assert answer["Content-Disposition"].startswith(f'attachment; filename="import-{of.pk}-errors-')


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_template_explains_itself_and_passes_its_own_check(client, language):
    client.force_login(officer())

    book = load_workbook(BytesIO(client.get(f"/{language}/admin/registry/import/template/xlsx/").getvalue()))

    first, values = book.worksheets
    assert [bool(cell.comment and cell.comment.text) for cell in first[1]] == [True] * len(columns.names())
    assert values.max_row > 30
    text = client.get(f"/{language}/admin/registry/import/template/csv/").getvalue()
    assert list(reading._filled(BytesIO(text))) == []
    of = checked(table(template.EXAMPLE | {"name_ru": "Общественный фонд «Другой»"}))
    assert (of.new, of.errors) == (1, 0)


def test_an_act_that_is_refused_is_told_and_changes_nothing(client, settings):
    settings.IMPORT_ALONE_ROWS = 0
    by = officer()
    client.force_login(by)
    of = checked(table(row()), by=by)

    text = client.post(page_of(of, "act"), {"verb": "confirm"}, follow=True).text

    assert "So many rows are confirmed by another officer than the one who brought the file." in text
    assert "Another officer looks at the rows and confirms them" in text
    assert Organisation.objects.count() == 0


def test_a_file_that_cannot_be_read_on_says_why(client, settings):
    settings.IMPORT_MOST_ROWS = 1
    client.force_login(officer())

    text = client.get(page_of(checked(table(row(1), row(2))))).text

    assert "The file has more than 1 rows. Divide it into several files." in text


@pytest.mark.parametrize("part", ["change", "undo", "act", "errors/csv"])
def test_whoever_is_no_registry_officer_reads_no_import(client, part):
    of = brought()
    client.force_login(UserFactory(administrator=True))

    assert client.post(page_of(of, part), {"verb": "cancel"}).status_code == 403
    of.refresh_from_db()
    assert of.status == "uploaded"


@pytest.mark.parametrize("number", ["0", "99999", "99999999999999999999", "x"])
def test_an_import_that_is_not_there_is_not_found(client, number):
    client.force_login(officer())

    assert client.get(f"/en/admin/registry/import/{number}/change/").status_code == 404


def test_the_index_opens_with_what_awaits_a_second_officer(client, settings):
    settings.IMPORT_ALONE_ROWS = 0
    checked(table(row()))
    client.force_login(officer("Other"))

    text = client.get("/en/admin/").text

    assert "Imports awaiting a second officer" in text


def test_the_notice_leads_to_the_page(settings):
    settings.IMPORT_ALONE_ROWS = 0
    other = officer("Other")
    of = checked(table(row()))

    notice = other.notices.get(kind="imports/awaiting")

    assert notice.facts == {"number": of.pk, "rows": 1}
    assert notice.url == "/kk" + reverse("admin:registry_import_change", args=[of.pk]).removeprefix("/en")


def test_what_is_written_is_linked_from_its_row(client):
    client.force_login(officer())
    of = imported(table(row()))

    assert f"/en/admin/registry/organisation/{Organisation.objects.get().pk}/change/" in client.get(page_of(of)).text


def test_an_import_is_kept_under_a_name_that_tells_nothing_with_its_hash():
    of = actions.upload(table(row(), name="../secret.csv"), by=officer(), at=clock.now())

    assert (len(of.sha256), of.name, "secret" in of.file.name) == (64, "secret.csv", False)
