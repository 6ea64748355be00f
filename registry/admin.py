"""Gathers the admin of every subject for Django."""

from registry.archive.admin import ArchiveTenderAdmin
from registry.bodies.admin import BodyAdmin, BodyEventAdmin, MembershipAdmin, RestrictedPartyAdmin, StateBodyAdmin
from registry.jobs.admin import JobAdmin
from registry.organisations.admin import OrganisationAdmin
from registry.reference.admin import LegalFormAdmin, NgoClassAdmin, RegionAdmin, SphereAdmin

__all__ = [
    "ArchiveTenderAdmin",
    "BodyAdmin",
    "BodyEventAdmin",
    "JobAdmin",
    "LegalFormAdmin",
    "MembershipAdmin",
    "NgoClassAdmin",
    "OrganisationAdmin",
    "RegionAdmin",
    "RestrictedPartyAdmin",
    "SphereAdmin",
    "StateBodyAdmin",
]
