"""Gathers the admin of every subject for Django."""

from registry.archive.admin import ArchiveTenderAdmin
from registry.bodies.admin import StateBodyAdmin
from registry.organisations.admin import OrganisationAdmin
from registry.reference.admin import (
    LegalFormAdmin,
    NgoClassAdmin,
    QuestionTopicAdmin,
    RegionAdmin,
    SphereAdmin,
    SupportFormAdmin,
)
from registry.support.admin import ConsultationAdmin, GuideAdmin, NewsAdmin, SupportMeasureAdmin

__all__ = [
    "ArchiveTenderAdmin",
    "ConsultationAdmin",
    "GuideAdmin",
    "LegalFormAdmin",
    "NewsAdmin",
    "NgoClassAdmin",
    "OrganisationAdmin",
    "QuestionTopicAdmin",
    "RegionAdmin",
    "SphereAdmin",
    "StateBodyAdmin",
    "SupportFormAdmin",
    "SupportMeasureAdmin",
]
