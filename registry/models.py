"""Gathers the models of every subject for Django; code imports them from the subject itself."""

from registry.archive.models import ArchiveTender
from registry.bodies.models import Body, BodyEvent, Membership, Opinion, RestrictedParty, StateBody
from registry.jobs.models import Job, JobItem
from registry.organisations.models import Link, Organisation
from registry.reference.models import LegalForm, NgoClass, Region, Sphere
from registry.searches.models import SavedSearch

__all__ = [
    "ArchiveTender",
    "Body",
    "BodyEvent",
    "Job",
    "JobItem",
    "LegalForm",
    "Link",
    "Membership",
    "NgoClass",
    "Opinion",
    "Organisation",
    "Region",
    "RestrictedParty",
    "SavedSearch",
    "Sphere",
    "StateBody",
]
