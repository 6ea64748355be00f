"""A file of organisations brought into the register, and its good rows put there with nothing around them.

Either is taken back at once, so that every turn begins with the same register.
"""

from collections.abc import Callable
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction
from django.test.utils import override_settings

from lifecycle import clock
from registry.imports import actions as imports
from registry.imports import sheets
from registry.jobs import actions as jobs
from registry.jobs.models import Job
from registry.organisations.bin import with_check_digit
from registry.organisations.models import Organisation
from registry.reference.models import LegalForm, NgoClass, Region, Sphere
from tests.factories.accounts import UserFactory
from tests.factories.imports import cells, row

BATCH = 500
# One row in fifty has a fault and is left out; of fifty thousand it is a thousand.
FAULTY = 50


def imported(count: int) -> Callable[[], None]:
    """Brings a CSV file of so many organisations, checks it, lets a second officer confirm it, writes the good rows."""
    good = count - count // FAULTY
    content = b"".join(sheets.csv_lines(cells(*_rows(count))))
    one, other = UserFactory(role="registry_officer"), UserFactory(role="registry_officer")

    def work() -> None:
        with transaction.atomic(), override_settings(IMPORT_MOST_ROWS=count):
            of = imports.upload(ContentFile(content, "bench.csv"), by=one, at=clock.now())
            _finish()
            imports.confirm(of, by=other, at=clock.now())
            _finish()
            of.refresh_from_db()
            if (of.status, of.written, of.errors) != ("imported", good, count - good):
                raise SystemExit(f"The import is {of.status}: {of.written} rows written, {of.errors} refused.")
            of.file.delete(save=False)
            transaction.set_rollback(True)

    return work


def inserted(count: int) -> Callable[[], None]:
    """Makes the same good organisations of values that need no check, and inserts them many at a time."""
    facts = [one for one in _rows(count) if one["email"] != "x"]
    shared = {
        "legal_form": LegalForm.objects.get(code="public_foundation"),
        "region": Region.objects.get(code="23"),
        "registered_on": date(2015, 1, 15),
        "status": "active",
    }
    sphere = Sphere.objects.get(number=6)
    groups = list(NgoClass.objects.filter(code__in=["youth", "gender"]))
    plain = ("bin", "name_kk", "name_ru", "address_kk", "address_ru", "scale", "head_name", "phone", "email")

    def work() -> None:
        at = clock.now()
        with transaction.atomic():
            found = []
            for number, one in enumerate(facts):
                told = {name: one[name] for name in plain}
                ngo = Organisation(code=f"B{number}", filed_at=at, verified_at=at, **shared, **told)
                ngo.fold()
                found.append(ngo)
            Organisation.objects.bulk_create(found, batch_size=BATCH)
            spheres, classes = Organisation.spheres.through, Organisation.classes.through
            spheres.objects.bulk_create((spheres(organisation=ngo, sphere=sphere) for ngo in found), batch_size=BATCH)
            lines = (classes(organisation=ngo, ngoclass=group) for ngo in found for group in groups)
            classes.objects.bulk_create(lines, batch_size=BATCH)
            transaction.set_rollback(True)

    return work


def _rows(count: int) -> list[dict[str, str]]:
    whole = (with_check_digit(f"{year:02}{month:02}40{serial:05}")
             for year in range(10, 22) for month in range(1, 13) for serial in range(1, 2_000))  # fmt: skip
    bins = (number for number in whole if number)
    return [
        row(place % 10_000, bin=next(bins), **({} if place % FAULTY else {"email": "x"}))
        for place in range(1, count + 1)
    ]


def _finish() -> None:
    """Work through what is queued for the import, as a worker does; what compares it afterwards is a job of its own."""
    while (due := Job.objects.due(clock.now()).filter(kind__startswith="imports/").first()) and (
        job := jobs.take(at=clock.now(), job=due)
    ):
        while jobs.go_on(job, at=clock.now()):
            pass
