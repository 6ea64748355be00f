"""Rows and files of imports hold telephones and addresses: some days after the end of an import they are destroyed."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.storage import default_storage

from lifecycle import clock
from lifecycle.models import Refused
from registry.imports import actions, rules
from registry.imports.models import Import
from registry.jobs import actions as jobs
from registry.organisations.models import Organisation
from registry.tasks import destroy_import_rows
from tests.factories.imports import checked, imported, officer, row, table
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db

DAYS = timedelta(days=settings.IMPORT_ROWS_DAYS)


def later(days=DAYS):
    return clock.now() + days + timedelta(minutes=1)


def past(file, *, at):
    """An import that came into the register at a moment of the past."""
    of = actions.upload(file, by=officer(), at=at)
    work(at)
    actions.confirm(of, by=of.uploaded_by, at=at)
    work(at)
    of.refresh_from_db()
    return of


def work(at):
    while job := jobs.take(at=at):
        while jobs.go_on(job, at=at):
            pass


def test_what_stood_in_the_rows_is_destroyed_with_the_file_and_the_rest_is_kept():
    changed = OrganisationFactory()
    of = imported(table(row(1), row(2, email="x"), row(3, bin=changed.bin)))
    name, digest = of.file.name, of.sha256
    kept = list(of.rows.order_by("number").values_list("number", "verdict", "organisation", "outcome"))

    of = actions.destroy_rows(of, at=later())

    of.refresh_from_db()
    assert [*of.rows.values_list("key", "cells", "facts", "before", "problems").distinct()] == [("", {}, {}, {}, [])]
    assert list(of.rows.order_by("number").values_list("number", "verdict", "organisation", "outcome")) == kept
    assert (of.file.name, default_storage.exists(name), of.sha256) == ("", False, digest)
    assert (of.status, of.trail().last().verb, of.trail().last().by) == ("imported", "rows destroyed", None)
    assert Organisation.objects.get(bin=row(1)["bin"]).head_name == row()["head_name"]


def test_before_the_day_and_a_second_time_it_is_refused():
    of = imported(table(row(1)))

    with pytest.raises(Refused, match="still needed"):
        actions.destroy_rows(of, at=clock.now() + DAYS - timedelta(minutes=1))
    of.refresh_from_db()
    assert (of.emptied_at, default_storage.exists(of.file.name), of.rows.get().facts != {}) == (None, True, True)
    actions.destroy_rows(of, at=later())
    with pytest.raises(Refused, match="destroyed already"):
        actions.destroy_rows(of, at=later())


def test_the_days_begin_anew_with_whatever_happens_to_an_import():
    of = past(table(row(1)), at=clock.now() - DAYS - timedelta(hours=1))

    of.note("looked at", by=None, at=clock.now())

    with pytest.raises(Refused, match="still needed"):
        actions.destroy_rows(of, at=clock.now())


def test_what_nobody_confirmed_is_cancelled_with_it():
    of = checked(table(row(1)))

    of = actions.destroy_rows(of, at=later())

    assert (of.status, of.emptied_at is not None) == ("cancelled", True)
    assert [line.verb for line in of.trail()][-2:] == ["checked → cancelled", "rows destroyed"]


def test_what_a_worker_has_is_left_alone():
    of = actions.upload(table(row(1)), by=officer(), at=clock.now() - DAYS - timedelta(hours=1))

    destroy_import_rows()

    of.refresh_from_db()
    assert (of.emptied_at, default_storage.exists(of.file.name)) == (None, True)


def test_an_import_without_rows_offers_and_does_nothing_more():
    of = imported(table(row(1)))
    Import.objects.filter(pk=of.pk).update(status="stopped")
    of = actions.destroy_rows(Import.objects.get(pk=of.pk), at=later())

    assert rules.offers(of.uploaded_by, of, at=clock.now()) == []
    with pytest.raises(Refused, match="Bring the file again"):
        actions.confirm(of, by=of.uploaded_by, at=clock.now())
    with pytest.raises(Refused, match="Bring the file again"):
        actions.undo(of, because="A wrong file.", by=of.uploaded_by, at=clock.now())
    assert Organisation.objects.get().status == "active"


def test_the_clock_destroys_what_is_due_once():
    due = past(table(row(1)), at=clock.now() - DAYS - timedelta(hours=1))
    fresh = past(table(row(2)), at=clock.now() - DAYS + timedelta(hours=1))
    names = [due.file.name, fresh.file.name]

    destroy_import_rows()
    destroy_import_rows()

    assert [default_storage.exists(name) for name in names] == [False, True]
    assert [line.verb for line in due.trail()].count("rows destroyed") == 1
    assert [of.emptied_at is None for of in Import.objects.order_by("pk")] == [False, True]


def test_the_page_says_what_is_gone_and_the_errors_are_no_longer_downloaded(client):
    of = imported(table(row(1), row(2, email="not-an-address@")))
    actions.destroy_rows(of, at=later())
    client.force_login(of.uploaded_by)

    page = client.get(f"/en/admin/registry/import/{of.pk}/change/").text
    file = client.get(f"/en/admin/registry/import/{of.pk}/errors/csv/")

    assert "What stood in the rows, and the file itself, were destroyed on" in page
    assert "not-an-address@" not in page
    assert f"/import/{of.pk}/errors/" not in page
    assert (file.status_code, file["Location"]) == (302, f"/en/admin/registry/import/{of.pk}/change/")
