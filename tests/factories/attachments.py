"""Files of applications, put in by the action that people use; `AttachmentFactory(application=…, name="a.pdf")`."""

from functools import lru_cache
from typing import Any

from django.utils import timezone

from files import kinds, pipeline
from tenders.applications.models import Application
from tenders.attachments import actions
from tenders.attachments.models import Attachment
from tenders.calls.models import Requirement
from tests.factories.applications import head_of
from tests.factories.files import pdf

MOST = 25 * 1024 * 1024


@lru_cache(maxsize=64)
def judged(name: str = "Жарғы.pdf", content: bytes = b"") -> pipeline.Judged:
    """A file that passed."""
    return pipeline.judged(name, content or pdf(name.encode()), of=kinds.ALL, most=MOST)


def attached(application: Application, name: str = "Жарғы.pdf", content: bytes = b"", **facts: Any) -> Attachment:
    """A file in an application, put in by its head."""
    facts = {"by": head_of(application), "at": timezone.now()} | facts
    return actions.attach(application, judged(name, content), **facts)


def asking(application: Application, code: str = "E-4") -> Requirement:
    """A requirement of the call that asks for a document from now on."""
    requirement = application.lot.call.requirements.get(code=code)
    Requirement.objects.filter(pk=requirement.pk).update(proof_kind="document")
    requirement.refresh_from_db()
    return requirement
