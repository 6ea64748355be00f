"""Restore a version."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lifecycle.models import Refused
from tenders.applications import actions as applications
from tenders.applications import content
from tenders.applications.models import Application
from tenders.drafts.models import Version


@transaction.atomic
def restore(
    application: Application,
    version: Version,
    *,
    besides: Collection[str] = (),
    seen: Mapping[str, str] | None = None,
    by: Any,
    at: datetime,
) -> Application:
    """Write the working copy as a version says, as a new version; what stood until now becomes one before (Q32).

    `besides` names the texts and parts that stay as they are; `seen` holds the marks of what the person was shown.
    Refused after the deadline, and when nothing would change; as `Stale` if somebody is writing at the same words.
    """
    version.application = application
    known, then = content.blank(""), version.facts
    facts = {name: value for name, value in then.items() if name in known and name not in besides}
    applications.keep(application)
    was = application.locked().edited_at
    application = applications.revise(application, facts, seen=seen, by=by, at=at)
    if application.edited_at == was:
        raise Refused(_("The application says this already. Nothing was changed."))
    application.note("version restored", by=by, at=at, because=f"№ {version.number}")
    return application
