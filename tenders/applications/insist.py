"""What a step of an application insists on, under the lock: the moment, the state, the person, the whole of it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from lifecycle.models import Refused
from registry.eligibility.checks import obstacles
from registry.people.models import Link
from tenders.applications import checks, content, eligibility, rules
from tenders.applications.models import Application
from tenders.calls.models import Call


class TooLate(Refused):
    """The deadline has passed; whoever catches this keeps the work readable (Q23)."""


class Incomplete(Refused):
    """Something is missing; whoever catches this lists it with the ways to mend it (U14)."""


def on_time(call: Call, at: datetime) -> None:
    """Refused when the call is cancelled; as `TooLate` after its deadline (R-040)."""
    if call.status == Call.Status.CANCELLED:
        raise Refused(_("The call is cancelled. Your text stays readable."))
    if not call.accepts_applications(at):
        raise TooLate(_("The deadline has passed. Your text stays readable, but it was not submitted."))


def on_change(application: Application) -> None:
    """Refused for an application that has left the hands of its people."""
    if application.status not in Application.AT_WORK:
        raise Refused(_("This application is %(status)s.") % {"status": application.get_status_display()})


def on_right(application: Application, by: Any, at: datetime) -> tuple[Link, list[User]]:
    """Who signs, and everybody who acts for the organisation; refused to whoever does not sign today (R-007)."""
    links = rules.links_of(application.organisation, at)
    own = next((link for link in links if link.user_id == by.pk and link.role in Link.SIGNS), None)
    if own is None:
        raise Refused(_("Only the head or a signatory of the organisation may do this."))
    first, last = own.proxy_from, own.proxy_until
    if first and last and not own.signs_on(localdate(at)):
        days = {"first": date_format(first), "last": date_format(last)}
        raise Refused(_("Your power of attorney holds from %(first)s to %(last)s. Ask the head to renew it.") % days)
    return own, [link.user for link in links]


def on_everything(
    application: Application, declarations: Collection[str], by: Any, at: datetime
) -> tuple[Link, list[User]]:
    """The same; refused also when anything stops the organisation, is missing or is not declared (R-010 to R-048)."""
    on_time(application.lot.call, at)
    on_change(application)
    signs = on_right(application, by, at)
    if found := obstacles(eligibility.findings(application, at)):
        why = " ".join(f"{finding.why} {finding.remedy}" for finding in found)
        raise Refused(_("The organisation may not take part now. %(why)s") % {"why": why})
    if missing := checks.gaps(application):
        raise Incomplete(_("Still missing: %(gaps)s") % {"gaps": " ".join(gap.sentence for gap in missing)})
    if set(declarations) != set(content.DECLARATIONS):
        raise Refused(_("Confirm all five declarations."))
    return signs
