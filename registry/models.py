"""Gathers the models of every subject for Django; code imports them from the subject itself."""

from registry.archive.models import ArchiveTender
from registry.bodies.models import StateBody
from registry.organisations.models import Link, Organisation
from registry.reference.models import LegalForm, NgoClass, QuestionTopic, Region, Sphere, SupportForm
from registry.support.models import Consultation, Edition, Guide, News, Subscription, SupportMeasure

__all__ = [
    "ArchiveTender",
    "Consultation",
    "Edition",
    "Guide",
    "LegalForm",
    "Link",
    "News",
    "NgoClass",
    "Organisation",
    "QuestionTopic",
    "Region",
    "Sphere",
    "StateBody",
    "Subscription",
    "SupportForm",
    "SupportMeasure",
]
