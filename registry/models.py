"""Gathers the models of every subject for Django; code imports them from the subject itself."""

from registry.archive.models import ArchiveTender
from registry.bodies.models import StateBody
from registry.imports.models import Export, Import, ImportRow
from registry.jobs.models import Job, JobItem
from registry.organisations.models import Link, Organisation
from registry.reference.models import LegalForm, NgoClass, Region, Sphere
from registry.searches.models import SavedSearch

__all__ = [
    "ArchiveTender",
    "Export",
    "Import",
    "ImportRow",
    "Job",
    "JobItem",
    "LegalForm",
    "Link",
    "NgoClass",
    "Organisation",
    "Region",
    "SavedSearch",
    "Sphere",
    "StateBody",
]
