"""Gathers the models of every subject for Django; code imports them from the subject itself."""

from registry.archive.models import ArchiveTender
from registry.bodies.models import Body, BodyEvent, Membership, Opinion, RestrictedParty, StateBody
from registry.claims.models import Claim, HandOver
from registry.jobs.models import Job, JobItem
from registry.organisations.models import Likeness, LikenessKey, Link, Organisation
from registry.persons.models import Founder, Post, PrivateData
from registry.reference.models import LegalForm, NgoClass, Region, Sphere
from registry.searches.models import SavedSearch

__all__ = [
    "ArchiveTender",
    "Body",
    "BodyEvent",
    "Claim",
    "Founder",
    "HandOver",
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
    "Region",
    "RestrictedParty",
    "SavedSearch",
    "Sphere",
    "StateBody",
]
