"""An import is undone for some hours: what nobody touched since goes back, what somebody did stays and is named."""

from datetime import timedelta

import pytest

from lifecycle import clock
from lifecycle.models import Refused
from registry.imports import actions, rules
from registry.imports.models import Import, ImportRow
from registry.jobs import actions as jobs
from registry.jobs.models import Job
from registry.organisations import actions as organisations
from registry.organisations.models import Organisation
from registry.tasks import run_jobs
from tests.factories.imports import checked, imported, officer, row, table
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db

WRONG = "The file of last year."


def undone(of, because=WRONG):
    actions.undo(of, because=because, by=of.uploaded_by, at=clock.now())
    run_jobs()
    of.refresh_from_db()
    return of


def ends(of):
    return [(one.outcome, one.why) for one in of.rows.order_by("number")]


def test_new_organisations_leave_the_public_register_and_keep_their_rows_and_trail():
    of = undone(imported(table(row(1), row(2))))

    one = Organisation.objects.first()
    assert (of.status, of.undone, of.kept, of.undone_by) == ("undone", 2, 0, of.uploaded_by)
    assert (Organisation.objects.public().count(), Organisation.objects.count()) == (0, 2)
    assert (one.status, one.return_reason, one.verified_at, one.verified_by) == ("returned", WRONG, None, None)
    assert [(line.verb, line.because) for line in one.trail()] == [
        ("filed → active", f"Import {of.pk}"),
        ("active → returned", WRONG),
    ]


def test_changed_organisations_get_their_former_values_back():
    one = OrganisationFactory(website="https://own.kz")
    before = [sphere.number for sphere in one.spheres.all()]

    of = undone(imported(table({"bin": one.bin, "website": "https://other.kz", "spheres": "1; 2"})))

    one.refresh_from_db()
    assert (one.website, [sphere.number for sphere in one.spheres.all()]) == ("https://own.kz", before)
    assert [(line.verb, line.because) for line in one.trail()] == [
        ("corrected", f"Import {of.pk}"),
        ("corrected", WRONG),
    ]


def test_what_somebody_has_worked_with_since_stays_and_is_named():
    one, by = OrganisationFactory(), officer()
    of = imported(table({"bin": one.bin, "head_name": "Ерлан Ахметов"}, row(1), row(2)), by=by)
    organisations.correct(one, {"website": "https://new.kz"}, because="A letter.", by=by, at=clock.now())
    organisations.suspend(Organisation.objects.get(bin=row()["bin"]), because="A court.", by=by, at=clock.now())

    undone(of)

    one.refresh_from_db()
    assert (one.head_name, one.website) == ("Ерлан Ахметов", "https://new.kz")
    assert ends(of) == [("kept", "in_use"), ("kept", "in_use"), ("undone", "")]
    assert (of.undone, of.kept) == (1, 2)


def test_what_cannot_go_back_stays_and_is_named():
    one, other = OrganisationFactory(), OrganisationFactory(bin=None)
    former = one.bin
    of = imported(table({"code": one.code, "bin": row()["bin"]}))
    organisations.correct(other, {"bin": former}, because="Its own.", by=of.uploaded_by, at=clock.now())

    undone(of)

    one.refresh_from_db()
    assert (one.bin, ends(of)) == (row()["bin"], [("kept", "refused")])


def test_a_right_file_enters_again_what_an_undone_one_had_brought():
    of = imported(table(row(1), row(2)))
    undone(of)

    again = imported(table(row(1, head_name="Ерлан Ахметов"), row(2)))

    assert (again.changed, again.written, Organisation.objects.count()) == (2, 2, 2)
    assert set(Organisation.objects.values_list("status", "return_reason")) == {("active", "")}
    assert Organisation.objects.get(bin=row()["bin"]).head_name == "Ерлан Ахметов"
    undone(again)
    assert Organisation.objects.public().count() == 0


def test_an_import_that_was_stopped_is_undone_as_far_as_it_went(monkeypatch):
    monkeypatch.setattr(actions, "ROWS", 2)
    of = checked(table(*(row(place) for place in range(1, 6))))
    actions.confirm(of, by=of.uploaded_by, at=clock.now())
    job = jobs.take(at=clock.now())
    jobs.go_on(job, at=clock.now())
    actions.cancel(of, by=of.uploaded_by, at=clock.now())
    jobs.go_on(job, at=clock.now())

    undone(of)

    assert (of.undone, Organisation.objects.public().count()) == (2, 0)


def test_s38_after_the_hours_that_are_set_nothing_is_undone(settings):
    settings.IMPORT_UNDO_HOURS = 24
    of = imported(table(row()))
    late = of.imported_at + timedelta(hours=24)

    with pytest.raises(Refused, match="The time to undo this import is over."):
        actions.undo(of, because=WRONG, by=of.uploaded_by, at=late)

    assert Organisation.objects.public().count() == 1
    assert rules.offers(of.uploaded_by, of, at=late) == []
    assert rules.offers(of.uploaded_by, of, at=late - timedelta(seconds=1)) == ["undo"]


def test_nothing_is_undone_without_a_reason_or_twice():
    of = imported(table(row()))

    with pytest.raises(Refused, match="Write the reason."):
        actions.undo(of, because=" ", by=of.uploaded_by, at=clock.now())
    undone(of)
    with pytest.raises(Refused):
        actions.undo(of, because=WRONG, by=of.uploaded_by, at=clock.now())


def test_an_undoing_that_a_fault_has_stopped_goes_on_with_its_reason():
    one = OrganisationFactory()
    of = imported(table({"bin": one.bin, "head_name": "Ерлан Ахметов"}))
    actions.undo(of, because=WRONG, by=of.uploaded_by, at=clock.now())
    jobs.cancel(jobs.take(at=clock.now()), by=of.uploaded_by, at=clock.now())

    actions.go_on(of, by=of.uploaded_by, at=clock.now())
    run_jobs()

    one.refresh_from_db()
    of.refresh_from_db()
    assert (of.status, of.undone, one.head_name) == ("undone", 1, "Айгүл Сейітқали")
    assert [line.because for line in one.trail()] == [f"Import {of.pk}", WRONG]


@pytest.mark.parametrize("batch", [actions.check_batch, actions.write_batch, actions.undo_batch])
def test_a_worker_that_comes_when_all_is_over_does_nothing(batch):
    of = undone(imported(table(row())))
    before = [list(model.objects.order_by("pk").values()) for model in (Import, ImportRow, Organisation)]

    late = batch(Job(parameters={"of": of.pk}), clock.now())

    assert (late.is_last, list(late.results)) == (True, [])
    assert [list(model.objects.order_by("pk").values()) for model in (Import, ImportRow, Organisation)] == before
