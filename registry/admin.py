"""Gathers the admin of every subject for Django."""

from registry.archive.admin import ArchiveTenderAdmin
from registry.bodies.admin import StateBodyAdmin
from registry.duplicates.admin import LikenessAdmin
from registry.organisations.admin import OrganisationAdmin
from registry.persons.admin import FounderAdmin, PostAdmin, PrivateDataAdmin
from registry.reference.admin import LegalFormAdmin, NgoClassAdmin, RegionAdmin, SphereAdmin

__all__ = [
    "ArchiveTenderAdmin",
    "FounderAdmin",
    "LegalFormAdmin",
    "LikenessAdmin",
    "NgoClassAdmin",
    "OrganisationAdmin",
    "PostAdmin",
    "PrivateDataAdmin",
    "RegionAdmin",
    "SphereAdmin",
    "StateBodyAdmin",
]
