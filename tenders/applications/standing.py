"""What each status of an application means to its people, and what comes next: no status without both (U16). Pure."""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from tenders.applications.models import Application
from tenders.calls.models import Call

Status = Application.Status


class Said(NamedTuple):
    """Where it stands, and what comes next."""

    now: Any
    next: Any
    kind: str = "info"


SAID = {
    Status.DRAFT: Said(
        _("It is a draft: it takes no part yet."),
        _("Finish it; the head or a signatory submits it before the deadline."),
        "warning",
    ),
    Status.SUBMITTED: Said(
        _("It is received and sealed."),
        _("You may replace, recall or withdraw it until the deadline. At the opening all applications are opened."),
        "success",
    ),
    Status.NEEDS_RECONFIRM: Said(
        _("The call has changed, and it is not confirmed."),
        _("Confirm it, or change it and submit again, before the deadline. Otherwise it takes no part."),
        "warning",
    ),
    Status.WITHDRAWN: Said(
        _("You withdrew this application. It does not take part."),
        _("While the call is open you may apply for this lot again. Nobody else ever reads what was withdrawn."),
    ),
    Status.LAPSED: Said(
        _("It was not confirmed after the call had changed, so it takes no part."),
        _("It stays sealed: nobody reads it. Your text stays here for another call."),
    ),
    Status.OPENED: Said(
        _("It is opened. The commission checks whether it meets the requirements."),
        _("You hear of the ruling, with its reason, when the admission protocol is published."),
    ),
    Status.ADMITTED: Said(
        _("It is admitted: it meets the requirements."),
        _("The members score it, each alone. You hear of the result when it is published."),
        "success",
    ),
    Status.REJECTED: Said(
        _("It is rejected: a requirement of the call is not met."),
        _("The reason stands in the admission protocol. Your text stays here for another call."),
        "warning",
    ),
    Status.SCORED: Said(
        _("It is scored. The commission deliberates and votes."),
        _("You read marks, comments and the decision when the results are published."),
    ),
    Status.BELOW_THRESHOLD: Said(
        _("It is below the passing threshold."),
        _("Read the marks and the comments. While the time for appeals runs you may appeal."),
        "warning",
    ),
    Status.WINNER: Said(
        _("It has won."),
        _("When the time for appeals is over, your organisation and the customer sign the contract."),
        "success",
    ),
    Status.RESERVE: Said(
        _("It is on the reserve list."),
        _("It goes on to a contract only if a winner drops out; then you hear of it."),
    ),
    Status.NOT_FUNDED: Said(
        _("It is not funded: the budget of the lot did not reach so far."),
        _("Read the marks and the comments. While the time for appeals runs you may appeal."),
        "warning",
    ),
}
LATE = Said(
    _("It was not submitted, and the deadline has passed: it takes no part."),
    _("Your text stays here: read it, save it, use it for another call."),
    "warning",
)
UNCONFIRMED = Said(
    _("It was not confirmed before the deadline, so it takes no part."),
    _("At the opening it lapses and stays sealed: nobody reads it."),
    "warning",
)
WAITS = Said(
    _("It is received and sealed; the deadline has passed."),
    _("At the opening time all applications are opened at once, by themselves."),
    "success",
)
UNREADABLE = Said(
    _("Your application could not be opened: what is stored is not what was received. This is no fault of yours."),
    _(
        "Nothing of it was read, and the officials of the call are told. Your receipt proves what you submitted and"
        " when; write to the contact named in the call."
    ),
    "error",
)
CANCELLED = Said(
    _("The call is cancelled: nobody wins it."),
    _("Nothing is asked of you any more. Your text stays here for another call."),
    "warning",
)
FAILED = Said(
    _("The call failed: nobody wins it."),
    _("If it is announced anew, apply again. Your text stays here."),
    "warning",
)


def said(application: Application, is_open: bool) -> Said:
    """What its people read now; nothing of a ruling before its protocol. Needs `with_standing`."""
    status, call = application.told_status, application.lot.call
    if status in (Status.WITHDRAWN, Status.LAPSED, Status.REJECTED):
        return SAID[status]
    if ended := {Call.Status.CANCELLED: CANCELLED, Call.Status.FAILED: FAILED}.get(Call.Status(call.status)):
        return ended
    if is_open:
        return SAID[status]
    if status == Status.SUBMITTED and call.opened_at:
        return UNREADABLE
    closed = {Status.DRAFT: LATE, Status.NEEDS_RECONFIRM: UNCONFIRMED, Status.SUBMITTED: WAITS}
    return closed.get(status, SAID[status])
