"""Gathers the models of every subject for Django; code imports them from the subject itself."""

from registry.archive.models import ArchiveTender
from registry.bodies.models import Body, BodyEvent, Membership, Opinion, RestrictedParty, StateBody
from registry.claims.models import Claim, HandOver
from registry.filings.models import AnnualReport, IncomeLine, ProjectLine, PropertyLine, SpendingLine
from registry.jobs.models import Job, JobItem
from registry.organisations.models import Likeness, LikenessKey, Link, Organisation
from registry.persons.models import Founder, Post, PrivateData
from registry.reference.models import Duty, LegalForm, NgoClass, Region, Sphere
from registry.searches.models import SavedSearch

__all__ = [
    "AnnualReport",
    "ArchiveTender",
    "Body",
    "BodyEvent",
    "Claim",
    "Duty",
    "Founder",
    "HandOver",
    "IncomeLine",
    "Job",
    "JobItem",
    "LegalForm",
    "Likeness",
    "LikenessKey",
    "Link",
    "Membership",
    "NgoClass",
    "Opinion",
    "Organisation",
    "Post",
    "PrivateData",
    "ProjectLine",
    "PropertyLine",
    "Region",
    "RestrictedParty",
    "SavedSearch",
    "Sphere",
    "SpendingLine",
    "StateBody",
]
