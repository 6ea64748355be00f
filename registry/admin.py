"""Gathers the admin of every subject for Django."""

from registry.archive.admin import ArchiveTenderAdmin
from registry.bodies.admin import StateBodyAdmin
from registry.claims.admin import ClaimAdmin, HandOverAdmin
from registry.organisations.admin import OrganisationAdmin
from registry.reference.admin import LegalFormAdmin, NgoClassAdmin, RegionAdmin, SphereAdmin

__all__ = [
    "ArchiveTenderAdmin",
    "ClaimAdmin",
    "HandOverAdmin",
    "LegalFormAdmin",
    "NgoClassAdmin",
    "OrganisationAdmin",
    "RegionAdmin",
    "SphereAdmin",
    "StateBodyAdmin",
]
