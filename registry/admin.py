"""Gathers the admin of every subject for Django."""

from registry.archive.admin import ArchiveTenderAdmin
from registry.bodies.admin import BodyAdmin, BodyEventAdmin, MembershipAdmin, RestrictedPartyAdmin, StateBodyAdmin
from registry.claims.admin import ClaimAdmin, HandOverAdmin
from registry.duplicates.admin import LikenessAdmin
from registry.jobs.admin import JobAdmin
from registry.organisations.admin import OrganisationAdmin
from registry.persons.admin import FounderAdmin, PostAdmin, PrivateDataAdmin
from registry.reference.admin import LegalFormAdmin, NgoClassAdmin, RegionAdmin, SphereAdmin

__all__ = [
    "ArchiveTenderAdmin",
    "BodyAdmin",
    "BodyEventAdmin",
    "ClaimAdmin",
    "FounderAdmin",
    "HandOverAdmin",
    "JobAdmin",
    "LegalFormAdmin",
    "LikenessAdmin",
    "MembershipAdmin",
    "NgoClassAdmin",
    "OrganisationAdmin",
    "PostAdmin",
    "PrivateDataAdmin",
    "RegionAdmin",
    "RestrictedPartyAdmin",
    "SphereAdmin",
    "StateBodyAdmin",
]
