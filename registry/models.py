"""Gathers the models of every subject for Django; code imports them from the subject itself."""

from registry.archive.models import ArchiveTender
from registry.bodies.models import RestrictedParty, StateBody
from registry.filings.models import AnnualReport, IncomeLine, ProjectLine, PropertyLine, SpendingLine
from registry.organisations.models import Link, Organisation
from registry.reference.models import Duty, LegalForm, NgoClass, Region, Sphere

__all__ = [
    "AnnualReport",
    "ArchiveTender",
    "Duty",
    "IncomeLine",
    "LegalForm",
    "Link",
    "NgoClass",
    "Organisation",
    "ProjectLine",
    "PropertyLine",
    "Region",
    "RestrictedParty",
    "Sphere",
    "SpendingLine",
    "StateBody",
]
