"""Gathers the admin of every subject for Django."""

from registry.archive.admin import ArchiveTenderAdmin
from registry.bodies.admin import BodyAdmin, BodyEventAdmin, MembershipAdmin, RestrictedPartyAdmin, StateBodyAdmin
from registry.claims.admin import ClaimAdmin, HandOverAdmin
from registry.duplicates.admin import LikenessAdmin
from registry.filings.admin import AnnualReportAdmin
from registry.imports.admin import ExportAdmin, ImportAdmin
from registry.jobs.admin import JobAdmin
from registry.organisations.admin import OrganisationAdmin
from registry.persons.admin import FounderAdmin, PostAdmin, PrivateDataAdmin
from registry.reference.admin import (
    DutyAdmin,
    LegalFormAdmin,
    NgoClassAdmin,
    QuestionTopicAdmin,
    RegionAdmin,
    SphereAdmin,
    SupportFormAdmin,
)
from registry.support.admin import ConsultationAdmin, GuideAdmin, NewsAdmin, SupportMeasureAdmin

__all__ = [
    "AnnualReportAdmin",
    "ArchiveTenderAdmin",
    "BodyAdmin",
    "BodyEventAdmin",
    "ClaimAdmin",
    "ConsultationAdmin",
    "DutyAdmin",
    "ExportAdmin",
    "FounderAdmin",
    "GuideAdmin",
    "HandOverAdmin",
    "ImportAdmin",
    "JobAdmin",
    "LegalFormAdmin",
    "LikenessAdmin",
    "MembershipAdmin",
    "NewsAdmin",
    "NgoClassAdmin",
    "OrganisationAdmin",
    "PostAdmin",
    "PrivateDataAdmin",
    "QuestionTopicAdmin",
    "RegionAdmin",
    "RestrictedPartyAdmin",
    "SphereAdmin",
    "StateBodyAdmin",
    "SupportFormAdmin",
    "SupportMeasureAdmin",
]
