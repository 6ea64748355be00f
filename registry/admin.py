"""Gathers the admin of every subject for Django."""

from registry.archive.admin import ArchiveTenderAdmin
from registry.bodies.admin import StateBodyAdmin
from registry.imports.admin import ExportAdmin, ImportAdmin
from registry.jobs.admin import JobAdmin
from registry.organisations.admin import OrganisationAdmin
from registry.reference.admin import LegalFormAdmin, NgoClassAdmin, RegionAdmin, SphereAdmin

__all__ = [
    "ArchiveTenderAdmin",
    "ExportAdmin",
    "ImportAdmin",
    "JobAdmin",
    "LegalFormAdmin",
    "NgoClassAdmin",
    "OrganisationAdmin",
    "RegionAdmin",
    "SphereAdmin",
    "StateBodyAdmin",
]
