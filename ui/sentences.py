"""The trail of a record in plain sentences: who did what, when and why."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ARROW = " → "

# What is written to a trail besides a change of status.
VERBS = {
    "filed": gettext_lazy("Filed in the register"),
    "revised": gettext_lazy("Data changed"),
    "corrected": gettext_lazy("Data corrected"),
    "entered": gettext_lazy("Entered"),
    "ended": gettext_lazy("Ended"),
    "published": gettext_lazy("Published"),
    "joined": gettext_lazy("A person joined the organisation"),
    "left": gettext_lazy("A person left the organisation"),
    "founder added": gettext_lazy("A founder was written down"),
    "founder ended": gettext_lazy("A founder left"),
    "post added": gettext_lazy("A person with a post was written down"),
    "post ended": gettext_lazy("A person left a post"),
    "private data written": gettext_lazy("Private data were written"),
    "private data shown": gettext_lazy("Private data were shown in full to an officer"),
    "private data erased": gettext_lazy("Private data were erased"),
    "duplicate taken in": gettext_lazy("Another record of the same organisation was merged into this one"),
    "told apart": gettext_lazy("A similar organisation was found to be another one"),
    "role changed": gettext_lazy("A person was given another role"),
    "head changed": gettext_lazy("The organisation has a new head"),
    "proxy written down": gettext_lazy("A power of attorney was written down"),
    "claimed": gettext_lazy("A person asked to be connected"),
    "document read": gettext_lazy("The document was read"),
    "rows destroyed": gettext_lazy("The rows and the file were destroyed"),
    "document destroyed": gettext_lazy("The document was destroyed"),
    "drafted": gettext_lazy("Drafted"),
    "lot saved": gettext_lazy("A lot was saved"),
    "lot removed": gettext_lazy("A lot was removed"),
    "criteria saved": gettext_lazy("The criteria were saved"),
    "requirements saved": gettext_lazy("The requirements were saved"),
    "amended": gettext_lazy("The conditions were changed"),
    "deadline moved": gettext_lazy("The deadline was moved to a later day"),
    "shortening refused": gettext_lazy("An earlier deadline was asked for and refused"),
    "direct agreement": gettext_lazy("The customer agrees directly, after two failures"),
    "answered": gettext_lazy("Answered"),
    "documents saved": gettext_lazy("The documents were saved"),
    "warnings answered": gettext_lazy("Warnings were answered"),
    "copied": gettext_lazy("Copied from an earlier call"),
    "commission appointed": gettext_lazy("The commission was appointed"),
    "conflicts declared": gettext_lazy("A member declared about conflicts"),
    "convened": gettext_lazy("The commission met"),
    "begun": gettext_lazy("The report was begun"),
    "correction begun": gettext_lazy("A correction was begun"),
    "started": gettext_lazy("The application was begun"),
    "taken over": gettext_lazy("Empty sections were filled from an earlier application"),
    "replaced": gettext_lazy("Submitted again; the new version stands"),
    "sent to be submitted": gettext_lazy("Sent to the head for submission"),
    "message written": gettext_lazy("A message was written"),
    "low price explained": gettext_lazy("The low price was explained"),
    "problem named": gettext_lazy("The problem was named"),
    "comment made": gettext_lazy("A comment was made"),
    "comment answered": gettext_lazy("A comment was answered"),
    "file attached": gettext_lazy("A file was attached"),
    "file replaced": gettext_lazy("A file was replaced by a newer one"),
    "file removed": gettext_lazy("A file was removed"),
    "received": gettext_lazy("Received"),
    "superseded": gettext_lazy("Another file took its place"),
    "removed": gettext_lazy("Removed"),
    "file read": gettext_lazy("The file was read"),
    "found changed": gettext_lazy("Incident: the file is not the one that was received"),
    "version restored": gettext_lazy("An earlier version was restored"),
    "key destroyed": gettext_lazy("The key was destroyed: what is sealed stays sealed for ever"),
    "key cannot be read": gettext_lazy("The opening could not take place: the key cannot be read"),
    "asked": gettext_lazy("Asked"),
    "given": gettext_lazy("Support was recorded"),
    "file added": gettext_lazy("A file was added"),
    "sent": gettext_lazy("Sent"),
    "accepted": gettext_lazy("Accepted"),
    "queued": gettext_lazy("Queued"),
    "uploaded": gettext_lazy("A file was brought"),
}


class Line(NamedTuple):
    """One line of a history as the page shows it; `by` is empty for what the clock did or for an unnamed person."""

    at: Any
    text: str
    by: str
    because: str


def of(record: Any, entries: Iterable[Any], *, with_names: bool) -> list[Line]:
    """The lines of a record's trail; `with_names` says whether this reader may know who acted."""
    return [
        Line(entry.at, said(record, entry.verb), str(entry.by) if with_names and entry.by else "", entry.because)
        for entry in entries
    ]


def said(record: Any, verb: str) -> str:
    """One verb of a trail in words: the new status, or what was done."""
    if ARROW in verb:
        label = type(record).Status(verb.split(ARROW)[1]).label
        return _("Now: %(status)s") % {"status": label}
    return str(VERBS.get(verb, verb))
