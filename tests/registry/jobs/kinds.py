"""A kind of job for tests: it corrects the website of each organisation, and trips where it is told to."""

from registry.jobs.kinds import KINDS, Kind, one_by_one
from registry.organisations import actions as organisations
from registry.organisations.models import Organisation

NAME = "tests/website"


class Tripped(Exception):
    """A fault in the program, as a job meets it."""


def _act(organisation, job, at):
    if organisation.pk == job.parameters.get("trips_at"):
        raise Tripped
    organisations.correct(organisation, {"website": "https://example.kz"}, because=job.because, by=job.by, at=at)


def _why_not(organisation, _job):
    if organisation is None:
        return "Nobody knows it."
    return "It has one." if organisation.website else ""


KINDS[NAME] = Kind("Write the website", one_by_one(Organisation, _act, _why_not), Organisation)
