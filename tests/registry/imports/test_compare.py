"""What an import has entered is compared with the register afterwards, by a job of its own (R-002)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lifecycle import clock
from registry.imports import actions, comparing
from registry.imports.models import ImportRow
from registry.jobs import actions as jobs
from registry.jobs.models import Job
from registry.organisations.models import Likeness, LikenessKey, Organisation
from registry.tasks import run_jobs
from tests.factories.imports import checked, imported, officer, row, table
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db

SAME = {"name_kk": "«Үміт шырағы» қоры", "name_ru": "Фонд «Свет надежды»", "phone": "8 777 000 11 22"}


def comparison():
    return Job.objects.get(kind=comparing.NAME)


def pairs():
    return [(pair.one_id, pair.other_id, pair.status) for pair in Likeness.objects.order_by("one", "other")]


def test_two_rows_of_one_file_that_are_alike_are_shown_after_the_import():
    by = officer()

    of = imported(table(row(1, **SAME), row(2, **SAME), row(3)), by=by)

    one, other, _third = of.rows.order_by("number").values_list("organisation", flat=True)
    assert pairs() == [(one, other, "open")]
    job = comparison()
    assert (job.status, job.by, job.because) == ("finished", by, f"Import {of.pk}")
    assert (job.total, job.done, job.skipped) == (3, 3, 0)


def test_a_row_is_alike_with_what_was_in_the_register_before():
    old = OrganisationFactory()
    actions.organisations.compare([old], at=clock.now())

    of = imported(table(row(1, name_ru=old.name_ru, name_kk=old.name_kk)))

    assert pairs() == [(old.pk, of.rows.get().organisation_id, "open")]


def test_the_import_itself_compares_nothing_and_waits_for_nothing():
    of = checked(table(row(1, **SAME), row(2, **SAME)))
    actions.confirm(of, by=of.uploaded_by, at=clock.now())
    job = jobs.take(at=clock.now())

    went_on = jobs.go_on(job, at=clock.now())

    of.refresh_from_db()
    assert (went_on, of.status, LikenessKey.objects.count()) == (False, "imported", 0)
    assert (comparison().status, comparison().items.count()) == ("queued", 0)


def test_it_goes_on_in_batches_and_skips_none(monkeypatch):
    monkeypatch.setattr(comparing, "ROWS", 2)

    imported(table(*(row(place) for place in range(1, 6))))

    assert LikenessKey.objects.values("organisation").distinct().count() == 5
    assert (comparison().status, comparison().done) == ("finished", 5)


def test_a_batch_costs_as_much_for_one_as_for_three():
    def batch(*places):
        of = checked(table(*(row(place) for place in places)))
        actions.confirm(of, by=of.uploaded_by, at=clock.now())
        job = jobs.take(at=clock.now())
        jobs.go_on(job, at=clock.now())
        return Job.objects.get(kind=comparing.NAME, parameters__of=of.pk)

    one, three = batch(1), batch(2, 3, 4)

    counts = []
    for job in (one, three):
        with CaptureQueriesContext(connection) as seen:
            comparing.compare_batch(job, clock.now())
        counts.append(len(seen))

    assert counts[0] == counts[1] <= 9


def test_what_was_undone_or_merged_meanwhile_is_left_out():
    of = checked(table(row(1), row(2), row(3)))
    actions.confirm(of, by=of.uploaded_by, at=clock.now())
    jobs.go_on(jobs.take(at=clock.now()), at=clock.now())
    first, second, third = of.rows.order_by("number").values_list("organisation", flat=True)
    ImportRow.objects.filter(organisation=first).update(outcome="undone")
    Organisation.objects.filter(pk=second).update(status="merged", merged_into=third, bin=None)

    run_jobs()

    assert set(LikenessKey.objects.values_list("organisation", flat=True)) == {third}
    assert (comparison().status, comparison().done, comparison().skipped) == ("finished", 1, 1)


def test_an_import_that_only_corrects_starts_no_comparison():
    one = OrganisationFactory()

    imported(table({"bin": one.bin, "head_name": "Ерлан Ахметов"}))

    assert Job.objects.filter(kind=comparing.NAME).exists() is False
    assert LikenessKey.objects.filter(organisation=one).exists() is True


def test_what_a_stopped_import_had_entered_is_compared_too(monkeypatch):
    monkeypatch.setattr(actions, "ROWS", 2)
    of = checked(table(*(row(place) for place in range(1, 6))))
    actions.confirm(of, by=of.uploaded_by, at=clock.now())
    jobs.go_on(jobs.take(at=clock.now()), at=clock.now())

    actions.cancel(of, by=of.uploaded_by, at=clock.now())
    run_jobs()

    assert LikenessKey.objects.values("organisation").distinct().count() == 2
    assert comparison().status == "finished"


def test_what_is_entered_again_is_compared_at_once():
    by = officer()
    of = imported(table(row(1)), by=by)
    actions.undo(of, because="A wrong file.", by=by, at=clock.now())
    run_jobs()
    LikenessKey.objects.all().delete()

    imported(table(row(1)), by=by)

    assert LikenessKey.objects.filter(organisation__bin=row(1)["bin"]).exists() is True


def test_the_page_of_a_job_leads_to_its_import_and_back(client):
    of = imported(table(row(1)))
    client.force_login(of.uploaded_by)

    there = client.get(f"/en/admin/registry/job/{comparison().pk}/change/").text
    back = client.get(f"/en/admin/registry/import/{of.pk}/change/").text

    assert f'href="/en/admin/registry/import/{of.pk}/change/">Import {of.pk}</a>' in there
    ours = Job.objects.order_by("pk")
    assert [f'href="/en/admin/registry/job/{job.pk}/change/"' in back for job in ours] == [True, True, True]


def test_an_administrator_who_reads_no_import_is_not_led_to_one(client):
    from_officer = imported(table(row(1)))
    administrator = officer("Administrator", administrator=True)
    administrator.assignments.all().delete()
    client.force_login(administrator)

    page = client.get(f"/en/admin/registry/job/{comparison().pk}/change/")

    assert page.status_code == 200
    assert f"/registry/import/{from_officer.pk}/" not in page.text
