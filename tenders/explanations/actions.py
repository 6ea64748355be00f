"""Ask for the explanation of a low price; give it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lifecycle.models import Refused
from notifications import actions as notifications
from tenders.applications.models import Application
from tenders.calls.models import Call
from tenders.explanations import notices, rules
from tenders.explanations.models import LowPrice, PriceExplanation


@transaction.atomic
def ask(call: Call, opened: Iterable[Application], *, at: datetime) -> list[LowPrice]:
    """Ask each opened application that is low to explain it, in a fixed number of queries; the caller holds the call.

    Nobody is asked where the profile names no share or no days for it (R-047).
    """
    days = call.profile.low_price_wd
    if call.profile.low_price_percent is None or days is None:
        return []
    due_at = call.profile.window_end(at, days)
    found = LowPrice.objects.bulk_create(
        LowPrice(application=one, requested_amount=requested, justified_amount=justified, asked_at=at, due_at=due_at)
        for one, requested, justified in rules.low(call, opened)
    )
    if found:
        notices.asked(call, found, at=at)
    return found


@transaction.atomic
def explain(application: Application, text: str, *, by: Any, at: datetime) -> PriceExplanation:
    """Explain a low price, once; it stands as it was sent, and the commission reads it (R-047, E8).

    Refused to whoever does not write for the organisation, when nothing was asked, a second time, and after the time.
    """
    application = application.locked()
    if not rules.can_explain(by, application):
        raise Refused(_("Only the head, a signatory or an editor of the organisation explains the price."))
    low = LowPrice.objects.filter(application=application).select_related("explanation").first()
    if low is None:
        raise Refused(_("No explanation of the price was asked of this application."))
    if low.is_explained:
        raise Refused(_("The explanation is sent already and stands as it is."))
    if at > low.due_at:
        raise Refused(_("The time for the explanation is over. The commission goes by the application as it is."))
    given = PriceExplanation.objects.create(low_price=low, text=text, answered_by=by, answered_at=at)
    application.note("low price explained", by=by, at=at)
    notifications.read_about(application, "explanations/asked", by=by, at=at)
    return given
