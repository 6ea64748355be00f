"""A confirmed import is written in batches: all good rows, none twice, nothing over what somebody changed meanwhile."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from itertools import product

import pytest
from auditlog.models import LogEntry
from django.conf import settings as site
from django.utils import timezone

from lifecycle import clock
from lifecycle.models import Entry, Refused
from notifications.models import Notice
from registry.imports import actions, rules
from registry.imports.models import Import, ImportRow
from registry.jobs import actions as jobs
from registry.organisations import actions as organisations
from registry.organisations.models import Organisation
from registry.tasks import run_jobs
from tests.factories.accounts import UserFactory
from tests.factories.imports import checked, imported, officer, row, table
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db

LEADS = {
    "uploaded": {"checking", "cancelled"},
    "checking": {"checked", "awaiting", "failed", "cancelled"},
    "checked": {"importing", "cancelled"},
    "awaiting": {"importing", "cancelled"},
    "importing": {"imported", "stopped"},
    "stopped": {"importing", "undoing"},
    "imported": {"undoing"},
    "undoing": {"undone"},
}
CONFIRMED = {"importing", "stopped", "imported", "undoing", "undone"}
STATUSES = Import.Status.values


def trail(record):
    return [(line.verb, line.because) for line in record.trail()]


def ends(of):
    return [(one.outcome, one.why) for one in of.rows.order_by("number")]


@pytest.mark.parametrize(("was", "becomes"), [*product(STATUSES, STATUSES)])
def test_an_import_moves_along_its_map_alone(was, becomes):
    by, now = UserFactory(), timezone.now()
    confirmed = {"confirmed_by": by, "confirmed_at": now}
    undone = {"undone_by": by}
    facts = (confirmed if was in CONFIRMED else {}) | (undone if was in ("undoing", "undone") else {})
    of = Import.objects.create(status=was, uploaded_by=by, uploaded_at=now, fault="empty", imported_at=now, **facts)
    ways = {"importing": confirmed, "undoing": undone}

    try:
        of.move_to(becomes, by=by, at=now, **ways.get(becomes, {}))
        moved = True
    except Refused:
        moved = False

    of.refresh_from_db()
    assert moved == (becomes in LEADS.get(was, set()))
    assert of.status == (becomes if moved else was)


def test_new_rows_are_active_verified_and_have_their_trail_and_their_journal():
    by = officer()

    of = imported(table(row(1), row(2, bin="")), by=by)

    one, other = Organisation.objects.order_by("pk")
    assert (of.status, of.written, of.left) == ("imported", 2, 0)
    assert (one.status, one.filed_by, one.verified_by, one.bin, other.bin) == ("active", by, by, row()["bin"], None)
    assert [sphere.number for sphere in one.spheres.all()] == [6]
    assert sorted(group.code for group in one.classes.all()) == ["gender", "youth"]
    assert trail(one) == trail(other) == [("filed → active", f"Import {of.pk}")]
    entry = LogEntry.objects.get_for_object(one).get()
    assert (entry.action, entry.actor, entry.changes_dict["head_name"]) == (0, by, ["None", "Айгүл Сейітқали"])
    assert entry.changes_dict["classes"]["operation"] == "add"
    assert list(of.rows.order_by("number").values_list("organisation", "outcome")) == [
        (one.pk, "written"),
        (other.pk, "written"),
    ]


def test_what_was_imported_is_found_and_sorted_like_any_other():
    imported(table(row(name_kk="«Әлем» қоры", name_ru="Фонд «Алем»")))

    assert [one.name_kk for one in Organisation.objects.public().matching("әлем")] == ["«Әлем» қоры"]
    assert Organisation.objects.get().sort_kk != ""


def test_changed_rows_are_corrected_with_old_and_new_value_and_their_people_are_told():
    head, by = UserFactory(), officer()
    one = OrganisationFactory(head=head)

    of = imported(table({"bin": one.bin, "head_name": "Ерлан Ахметов", "spheres": "1"}), by=by)

    one.refresh_from_db()
    assert (one.head_name, [sphere.number for sphere in one.spheres.all()]) == ("Ерлан Ахметов", [1])
    assert trail(one) == [("corrected", f"Import {of.pk}")]
    entry = LogEntry.objects.get_for_object(one).filter(changes__has_key="head_name").latest("pk")
    assert (entry.actor, entry.changes_dict["head_name"]) == (by, ["Айгүл Сейітқали", "Ерлан Ахметов"])
    assert list(Notice.objects.filter(kind="imports/corrected").values_list("to", flat=True)) == [head.pk]


def test_nobody_is_messaged_about_an_organisation_without_people():
    one = OrganisationFactory()

    imported(table({"bin": one.bin, "head_name": "Ерлан Ахметов"}, row()))

    assert set(Notice.objects.values_list("kind", flat=True)) == {"jobs/finished"}


def test_an_organisation_that_was_changed_since_the_check_is_left_and_named():
    one, by = OrganisationFactory(), officer()
    of = checked(table({"bin": one.bin, "head_name": "Ерлан Ахметов"}), by=by)
    organisations.correct(one, {"head_name": "Әсел Нұр"}, because="A letter.", by=by, at=clock.now())

    actions.confirm(of, by=by, at=clock.now())
    run_jobs()

    one.refresh_from_db()
    of.refresh_from_db()
    assert (one.head_name, of.status, of.written, of.left) == ("Әсел Нұр", "imported", 0, 1)
    assert ends(of) == [("left", "touched")]


def test_a_bin_that_came_into_the_register_since_the_check_is_left_and_named():
    of = checked(table(row(1), row(2)))
    OrganisationFactory(bin=row()["bin"])

    actions.confirm(of, by=of.uploaded_by, at=clock.now())
    run_jobs()

    assert ends(of) == [("left", "taken"), ("written", "")]
    assert Organisation.objects.count() == 2


def test_what_the_register_refuses_is_left_and_the_others_are_written():
    one, other = OrganisationFactory(bin=None), OrganisationFactory(bin=None)
    of = checked(table({"code": one.code, "bin": row()["bin"]}, {"code": other.code, "bin": row(2)["bin"]}))
    OrganisationFactory(bin=row()["bin"])

    actions.confirm(of, by=of.uploaded_by, at=clock.now())
    run_jobs()

    assert ends(of) == [("left", "refused"), ("written", "")]


def test_s38_above_the_limit_another_officer_confirms(settings):
    settings.IMPORT_ALONE_ROWS = 1
    by, other = officer(), officer("Other")

    of = checked(table(row(1), row(2)), by=by)

    assert of.status == "awaiting"
    assert list(Notice.objects.filter(kind="imports/awaiting").values_list("to", flat=True)) == [other.pk]
    assert (rules.offers(by, of, at=clock.now()), rules.offers(other, of, at=clock.now())) == (
        ["cancel"],
        ["confirm", "cancel"],
    )
    with pytest.raises(Refused, match="by another officer than the one who brought the file"):
        actions.confirm(of, by=by, at=clock.now())
    assert Organisation.objects.count() == 0
    actions.confirm(of, by=other, at=clock.now())
    run_jobs()
    assert set(Organisation.objects.values_list("filed_by", "verified_by")) == {(by.pk, other.pk)}


def test_nothing_is_confirmed_that_would_write_nothing():
    of = checked(table(row(email="x")))

    with pytest.raises(Refused, match="There is nothing to write"):
        actions.confirm(of, by=of.uploaded_by, at=clock.now())
    assert of.status == "checked"


def test_an_import_is_cancelled_before_it_is_checked_and_before_it_is_written():
    by = officer()
    of = actions.upload(table(row()), by=by, at=clock.now())

    actions.cancel(of, by=by, at=clock.now())
    run_jobs()

    of.refresh_from_db()
    assert (of.status, ImportRow.objects.count()) == ("cancelled", 0)
    with pytest.raises(Refused):
        actions.confirm(of, by=by, at=clock.now())


def test_an_import_is_stopped_between_two_batches_gone_on_with_and_no_row_is_written_twice(monkeypatch):
    monkeypatch.setattr(actions, "ROWS", 2)
    of = checked(table(*(row(place) for place in range(1, 6))))
    actions.confirm(of, by=of.uploaded_by, at=clock.now())
    job = jobs.take(at=clock.now())
    jobs.go_on(job, at=clock.now())

    actions.cancel(of, by=of.uploaded_by, at=clock.now())
    went_on = jobs.go_on(job, at=clock.now())

    of.refresh_from_db()
    assert (went_on, of.status, of.written, Organisation.objects.count()) == (False, "stopped", 2, 2)
    actions.confirm(of, by=of.uploaded_by, at=clock.now())
    run_jobs()
    of.refresh_from_db()
    assert (of.status, of.written, Organisation.objects.count()) == ("imported", 5, 5)


def test_a_batch_that_fails_leaves_nothing_and_the_check_goes_on_where_it_stood(monkeypatch):
    monkeypatch.setattr(actions, "ROWS", 2)
    of = actions.upload(table(*(row(place) for place in range(1, 6)), row(1)), by=officer(), at=clock.now())
    job = jobs.take(at=clock.now())
    jobs.go_on(job, at=clock.now())
    whole = actions.notices.awaiting
    monkeypatch.setattr(actions, "_row_of", lambda *_args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        jobs.go_on(job, at=clock.now())
    monkeypatch.undo()

    jobs.put_down(job, at=clock.now())
    run_jobs()

    of.refresh_from_db()
    assert whole is actions.notices.awaiting
    assert [one.number for one in of.rows.order_by("number")] == [2, 3, 4, 5, 6, 7]
    assert (of.new, of.errors, of.status) == (5, 1, "checked")


def test_what_a_fault_has_stopped_is_begun_anew_where_it_stands():
    of = actions.upload(table(row()), by=officer(), at=clock.now())
    with pytest.raises(Refused, match="Nothing has stopped this import."):
        actions.go_on(of, by=of.uploaded_by, at=clock.now())
    jobs.cancel(jobs.take(at=clock.now()), by=of.uploaded_by, at=clock.now())

    assert rules.offers(of.uploaded_by, of, at=clock.now()) == ["cancel", "go_on"]
    actions.go_on(of, by=of.uploaded_by, at=clock.now())
    run_jobs()

    of.refresh_from_db()
    assert of.status == "checked"


def test_five_thousand_rows_with_a_hundred_bad_ones_lose_no_good_one(settings):
    """`./dev bench import_50k` does the same with fifty thousand and a thousand."""
    settings.IMPORT_ALONE_ROWS = 10_000
    rows = [row(place, **({"email": "x"} if place % 50 == 0 else {})) for place in range(1, 5_001)]

    of = imported(table(*rows))

    good = {one["bin"] for one in rows if one["email"] != "x"}
    assert (of.status, of.new, of.errors, of.written, of.left) == ("imported", 4_900, 100, 4_900, 0)
    assert set(Organisation.objects.values_list("bin", flat=True)) == good
    assert Entry.objects.of(Organisation.objects.latest("pk")).count() == 1


@pytest.mark.broker
@pytest.mark.django_db(transaction=True)
def test_a_killed_worker_costs_a_lease_and_no_row_is_lost_or_written_twice(database_url, tmp_path, settings):
    settings.MEDIA_ROOT, settings.IMPORT_ALONE_ROWS = tmp_path / "media", 10_000
    of = checked(table(*(row(place) for place in range(1, 4_001))))
    actions.confirm(of, by=of.uploaded_by, at=clock.now())
    worker = subprocess.Popen(
        [sys.executable, "-c", "import django; django.setup(); from registry.tasks import run_jobs; run_jobs()"],
        cwd=site.BASE_DIR,
        env=os.environ
        | {
            "DATABASE_URL": database_url,
            "VAR_DIR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        },
    )
    until = time.monotonic() + 60
    while time.monotonic() < until and not Import.objects.get().written:
        time.sleep(0.05)

    worker.send_signal(signal.SIGKILL)
    worker.wait(timeout=30)

    of.refresh_from_db()
    halfway = of.written
    assert 0 < halfway < 4_000
    assert Organisation.objects.count() == halfway
    later = clock.now() + timedelta(minutes=2)
    job = jobs.take(at=later)
    while jobs.go_on(job, at=later):
        pass
    of.refresh_from_db()
    assert (of.status, of.written, Organisation.objects.count()) == ("imported", 4_000, 4_000)
