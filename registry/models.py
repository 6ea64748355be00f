"""Gathers the models of every subject for Django; code imports them from the subject itself."""

from registry.archive.models import ArchiveTender
from registry.bodies.models import StateBody
from registry.imports.models import Export, Import, ImportRow
from registry.organisations.models import Link, Organisation
from registry.reference.models import LegalForm, NgoClass, Region, Sphere

__all__ = [
    "ArchiveTender",
    "Export",
    "Import",
    "ImportRow",
    "LegalForm",
    "Link",
    "NgoClass",
    "Organisation",
    "Region",
    "Sphere",
    "StateBody",
]
