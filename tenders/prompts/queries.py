"""What the page for whoever signs shows."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from tenders.applications import checks, content, rules
from tenders.applications.forms import SignForm, declarations
from tenders.applications.models import Application


def page(application: Application, form: SignForm, offers: set[str], now: datetime) -> dict[str, Any]:
    """The application in a few lines, what is missing, the declarations, and who was asked when."""
    call, told = application.lot.call, content.for_page(content.snapshot(application))
    gaps = checks.gaps(application)
    return {
        "application": application,
        "call": call,
        "lot": application.lot,
        "now": now,
        "form": form,
        "offers": offers,
        "told": told,
        "gaps": [(reverse("applications:section", args=[application.number, gap.section]), gap) for gap in gaps],
        "ask": application.asks.unanswered().first(),
        "declarations": declarations(),
        "signers": [] if "submit" in offers else rules.signers_of(application.organisation, now),
    }
