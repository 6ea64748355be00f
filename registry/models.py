"""Gathers the models of every subject for Django; code imports them from the subject itself."""

from registry.archive.models import ArchiveTender
from registry.bodies.models import Body, BodyEvent, Membership, Opinion, RestrictedParty, StateBody
from registry.claims.models import Claim, HandOver
from registry.filings.models import AnnualReport, IncomeLine, ProjectLine, PropertyLine, SpendingLine
from registry.imports.models import Export, Import, ImportRow
from registry.jobs.models import Job, JobItem
from registry.organisations.models import Likeness, LikenessKey, Organisation
from registry.people.models import Link
from registry.persons.models import Founder, Post, PrivateData
from registry.reference.models import Duty, LegalForm, NgoClass, QuestionTopic, Region, Sphere, SupportForm
from registry.searches.models import SavedSearch
from registry.support.models import Consultation, Edition, Guide, News, Subscription, SupportMeasure

__all__ = [
    "AnnualReport",
    "ArchiveTender",
    "Body",
    "BodyEvent",
    "Claim",
    "Consultation",
    "Duty",
    "Edition",
    "Export",
    "Founder",
    "Guide",
    "HandOver",
    "Import",
    "ImportRow",
    "IncomeLine",
    "Job",
    "JobItem",
    "LegalForm",
    "Likeness",
    "LikenessKey",
    "Link",
    "Membership",
    "News",
    "NgoClass",
    "Opinion",
    "Organisation",
    "Post",
    "PrivateData",
    "ProjectLine",
    "PropertyLine",
    "QuestionTopic",
    "Region",
    "RestrictedParty",
    "SavedSearch",
    "SpendingLine",
    "Sphere",
    "StateBody",
    "Subscription",
    "SupportForm",
    "SupportMeasure",
]
