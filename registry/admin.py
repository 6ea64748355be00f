"""Gathers the admin of every subject for Django."""

from registry.archive.admin import ArchiveTenderAdmin
from registry.bodies.admin import RestrictedPartyAdmin, StateBodyAdmin
from registry.filings.admin import AnnualReportAdmin
from registry.organisations.admin import OrganisationAdmin
from registry.reference.admin import DutyAdmin, LegalFormAdmin, NgoClassAdmin, RegionAdmin, SphereAdmin

__all__ = [
    "AnnualReportAdmin",
    "ArchiveTenderAdmin",
    "DutyAdmin",
    "LegalFormAdmin",
    "NgoClassAdmin",
    "OrganisationAdmin",
    "RegionAdmin",
    "RestrictedPartyAdmin",
    "SphereAdmin",
    "StateBodyAdmin",
]
