"""What awaits a person, stage by stage: a sentence, a link, and never a number of anything sealed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from registry.organisations.models import Organisation
from tenders.applications.models import Application
from tenders.calls.models import Call
from tenders.commission.models import Member
from tenders.scoring.models import ScoreSheet

LONGEST = 20
MEETING = (Call.Status.ADMISSION, Call.Status.DELIBERATION)
AT_WORK = (Call.Status.OPENED, Call.Status.SCORING, *MEETING)


class Task(NamedTuple):
    """Something to do: in which words, where, and by when if there is a deadline."""

    sentence: str
    url: str
    until: datetime | None = None


def awaiting(user: Any, at: datetime) -> list[Task]:
    """Everything that awaits this person now, in a fixed number of queries for each role held."""
    roles = {assignment.role for assignment in user.current_assignments}
    tasks = [*_of_ngos(user, at)]
    if "registry_officer" in roles:
        tasks += _of_registry()
    if roles & {"call_officer", "approver"}:
        tasks += _of_office(user)
    return [*tasks, *_of_commissions(user)]


def _of_ngos(user: Any, at: datetime) -> Iterator[Task]:
    returned = Organisation.objects.of(user).filter(status=Organisation.Status.RETURNED)
    for organisation in returned:
        yield Task(_("Mend the data of your organisation and file them again."), organisation.get_absolute_url())
    in_time = Application.objects.of(user).filter(lot__call__in=Call.objects.open(at))
    waiting = in_time.filter(status__in=[Application.Status.DRAFT, Application.Status.SUBMITTED])
    for application in waiting.for_list().order_by("lot__call__deadline_at", "pk")[:LONGEST]:
        number = {"number": application.number}
        sentence = _("Finish application %(number)s and submit it.") % number
        if application.status == Application.Status.SUBMITTED:
            sentence = _("Application %(number)s is submitted. You can replace it until the deadline.") % number
        yield Task(sentence, application.get_absolute_url(), application.lot.call.deadline_at)


def _of_registry() -> Iterator[Task]:
    count = Organisation.objects.filter(status=Organisation.Status.FILED).count()
    if count:
        sentence = ngettext(
            "%(count)d organisation awaits verification.", "%(count)d organisations await verification.", count
        )
        yield Task(
            sentence % {"count": count}, reverse("admin:registry_organisation_changelist") + "?status__exact=filed"
        )


def _of_office(user: Any) -> Iterator[Task]:
    mine = Call.objects.officered_by(user).order_by("pk")
    for calls, sentence in (
        (mine.awaiting_completion(user), _("Complete the draft of call %(number)s.")),
        (mine.awaiting_approval(user), _("Read call %(number)s and approve it.")),
        (mine.awaiting_publication(user), _("Publish call %(number)s.")),
    ):
        for call in calls[:LONGEST]:
            yield Task(sentence % {"number": call.number}, reverse("calls:manage", args=[call.number]))


def _of_commissions(user: Any) -> Iterator[Task]:
    seats = Member.objects.serving().filter(user=user).select_related("commission__call")
    sheets = ScoreSheet.objects.visible_to(user).unfinished().values_list("member_id", flat=True)
    undeclared = set(Member.objects.awaited().filter(user=user).values_list("pk", flat=True))
    left: dict[int, int] = {}
    for member in sheets:
        left[member] = left.get(member, 0) + 1
    for seat in seats:
        call = seat.commission.call
        number = {"number": call.number}
        page = reverse("commission:detail", args=[call.number])
        if call.status in AT_WORK and seat.pk in undeclared:
            conflicts = reverse("commission:conflicts", args=[call.number])
            yield Task(_("Declare conflicts of interest for call %(number)s.") % number, conflicts)
        elif call.status == Call.Status.SCORING and left.get(seat.pk):
            facts = {**number, "count": left[seat.pk]}
            yield Task(
                _("Score the applications of call %(number)s; sheets left: %(count)d.") % facts,
                page,
                call.scoring_until,
            )
        elif call.status in MEETING or (call.status == Call.Status.OPENED and seat.role == Member.Role.CHAIR):
            yield Task(_("Take part in the commission of call %(number)s.") % number, page)
