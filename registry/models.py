"""Gathers the models of every subject for Django; code imports them from the subject itself."""

from registry.archive.models import ArchiveTender
from registry.bodies.models import StateBody
from registry.organisations.models import Likeness, LikenessKey, Link, Organisation
from registry.persons.models import Founder, Post, PrivateData
from registry.reference.models import LegalForm, NgoClass, Region, Sphere

__all__ = [
    "ArchiveTender",
    "Founder",
    "LegalForm",
    "Likeness",
    "LikenessKey",
    "Link",
    "NgoClass",
    "Organisation",
    "Post",
    "PrivateData",
    "Region",
    "Sphere",
    "StateBody",
]
