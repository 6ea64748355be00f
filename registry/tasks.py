"""What happens in the register because time passes. Each task may run at any moment, twice, or late."""

import logging
from datetime import timedelta
from typing import Any

from celery import shared_task
from django.conf import settings
from django.utils.timezone import localdate

from lifecycle import clock
from lifecycle.models import Refused
from registry.claims import actions as claims
from registry.claims.models import Claim
from registry.filings import actions as filings
from registry.imports import actions as imports
from registry.imports.models import Import
from registry.jobs import running
from registry.organisations import bulk
from registry.people import actions as people
from registry.people.models import Link

log = logging.getLogger(__name__)
# Whoever works through jobs knows every kind of them: these subjects have named theirs.
KNOWN = (bulk, imports)


@shared_task(ignore_result=True)
def run_jobs(**_: Any) -> None:
    """Go on with the work that people have started."""
    running.run_due(clock.now)


@shared_task
def remind_of_proxies(**_: Any) -> None:
    """Remind of each power of attorney that ends within the days of the setting; once for each last day."""
    now = clock.now()
    today = localdate(now)
    ending = Link.objects.with_proxy_ending(today, today + timedelta(days=settings.PROXY_REMINDER_DAYS))
    for link in ending.select_related("user", "organisation"):
        people.remind_of_proxy(link, at=now)


@shared_task
def destroy_claim_documents(**_: Any) -> None:
    """Destroy the document of each claim that was decided so many days ago as the setting says."""
    now = clock.now()
    for claim in Claim.objects.with_document_due(now):
        try:
            claims.destroy_document(claim, at=now)
        except (Refused, OSError) as failure:
            # It was destroyed meanwhile, or the disk refused: the next tick tries again.
            log.warning("document of claim %s was not destroyed: %s", claim.pk, type(failure).__name__)


@shared_task
def destroy_import_rows(**_: Any) -> None:
    """Destroy the rows and the file of each import to which nothing has happened for as long as the setting says."""
    now = clock.now()
    for of in Import.objects.with_rows_due(now):
        try:
            imports.destroy_rows(of, at=now)
        except (Refused, OSError) as failure:
            # Somebody went on with it meanwhile, or the disk refused: the next tick tries again.
            log.warning("rows of import %s were not destroyed: %s", of.pk, type(failure).__name__)


@shared_task
def remind_of_reports(**_: Any) -> None:
    """Owe the reminder of this day to organisations without the report that is due."""
    now = clock.now()
    filings.remind(localdate(now), at=now)
