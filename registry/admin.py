"""Gathers the admin of every subject for Django."""

from registry.archive.admin import ArchiveTenderAdmin
from registry.bodies.admin import RestrictedPartyAdmin, StateBodyAdmin
from registry.organisations.admin import OrganisationAdmin
from registry.reference.admin import DutyAdmin, LegalFormAdmin, NgoClassAdmin, RegionAdmin, SphereAdmin

__all__ = [
    "ArchiveTenderAdmin",
    "LegalFormAdmin",
    "NgoClassAdmin",
    "OrganisationAdmin",
    "RegionAdmin",
    "RestrictedPartyAdmin",
    "SphereAdmin",
    "StateBodyAdmin",
]
