"""What awaits a person, stage by stage: a sentence, a link, and never a number of anything sealed.

Where a sentence counts, its link leads to a list with as many rows.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from notifications.models import Notice
from registry.claims.models import Claim, HandOver
from registry.organisations.models import Organisation
from registry.people.models import Link
from tenders.applications.models import Application
from tenders.calls.models import Call
from tenders.changes.models import Change
from tenders.desk import commissions
from tenders.desk.task import Task
from tenders.plans.models import Problem, Theme
from tenders.prompts.models import Ask
from tenders.questions.models import Question

LONGEST = 20
OFFICE = ("approver", "call_officer")


def awaiting(user: Any, at: datetime) -> list[Task]:
    """Everything that awaits this person now, in a fixed number of queries for each role held."""
    roles = {assignment.role for assignment in user.current_assignments}
    tasks = [*_of_people(user, at), *_of_ngos(user, at), *_of_messages(user, at)]
    if "registry_officer" in roles:
        tasks += _of_registry()
    if roles & {"call_officer", "approver"}:
        tasks += [*_of_plans(user, at), *_of_office(user), *_of_published(user)]
    tasks += commissions.awaiting(user)
    return tasks if tasks or roles else [*_of_newcomers(user)]


def _of_newcomers(user: Any) -> Iterator[Task]:
    if not Organisation.objects.of(user).exists():
        yield Task(_("Find your organisation and ask to be connected, or file it anew."), reverse("claims:find"))


def _of_people(user: Any, at: datetime) -> Iterator[Task]:
    for offer in HandOver.objects.offered_to(user, at)[:LONGEST]:
        yield Task(
            _("You are asked to become the head of an organisation."), offer.get_absolute_url(), offer.expires_at
        )


def _of_messages(user: Any, at: datetime) -> Iterator[Task]:
    unread = Notice.objects.for_reader(user, at).unread().filter(kind="messages/written")
    for number in dict.fromkeys(notice.facts["number"] for notice in unread[:LONGEST]):
        sentence = _("Read the message about application %(number)s.") % {"number": number}
        yield Task(sentence, reverse("messages:index", args=[number]))


def _of_ngos(user: Any, at: datetime) -> Iterator[Task]:
    links = _links(user, at)
    yield from _of_links(links)
    if links:
        yield from _of_applications(user, links, at)


def _of_links(links: list[Any]) -> Iterator[Task]:
    for link in links:
        if link.role not in Link.WRITES:
            continue
        url = link.organisation.get_absolute_url()
        if link.organisation.status == Organisation.Status.RETURNED:
            yield Task(_("Mend the data of your organisation and file them again."), url)
        if link.role == Link.Role.HEAD and link.asking:
            sentence = _("People who ask to be connected with your organisation: %(count)d.") % {"count": link.asking}
            yield Task(sentence, f"{url}#claims")


def _of_applications(user: Any, links: list[Any], at: datetime) -> Iterator[Task]:
    own = Application.objects.of(user).for_list().order_by("lot__call__deadline_at", "pk")
    written = [link.organisation_id for link in links if link.role in Link.WRITES]
    waiting = own.filter(status__in=Application.AT_WORK, organisation__in=written)
    signed = {link.organisation_id for link in links if link.signs_on(localdate(at))}
    asked = set(Ask.objects.unanswered().filter(application__in=waiting).values_list("application", flat=True))
    for application in waiting.filter(lot__call__in=Call.objects.open(at))[:LONGEST]:
        number = {"number": application.number}
        sentence = _("Finish application %(number)s and submit it.") % number
        if application.status == Application.Status.SUBMITTED:
            sentence = _("Application %(number)s is submitted. You can replace it until the deadline.") % number
        if application.status == Application.Status.NEEDS_RECONFIRM:
            sentence = _("The call has changed: confirm application %(number)s.") % number
        url = application.get_absolute_url()
        if application.pk in asked and application.organisation_id in signed:
            sentence = _("Application %(number)s is ready: you are asked to submit it.") % number
            url = reverse("prompts:submit", args=[application.number])
        yield Task(sentence, url, application.lot.call.deadline_at)
    for application in own.filter(result__isnull=False, lot__call__appeals_until__gte=at)[:LONGEST]:
        sentence = _("Read the decision on application %(number)s.") % {"number": application.number}
        url = reverse("decisions:decision", args=[application.number])
        yield Task(sentence, url, application.lot.call.appeals_until)


def _links(user: Any, at: datetime) -> list[Any]:
    """What joins this person to organisations today, each with how many ask to be connected and may be decided on."""
    to_decide = Q(organisation__claims__status="filed") & ~Q(organisation__claims__role=Link.Role.HEAD)
    own = Link.objects.current(localdate(at)).filter(user=user).select_related("organisation")
    return list(own.annotate(asking=Count("organisation__claims", filter=to_decide)).order_by("pk"))


def _of_registry() -> Iterator[Task]:
    count = Organisation.objects.filter(status=Organisation.Status.FILED).count()
    if count:
        sentence = ngettext(
            "%(count)d organisation awaits verification.", "%(count)d organisations await verification.", count
        )
        url = reverse("admin:registry_organisation_changelist") + "?status__exact=filed"
        yield Task(sentence % {"count": count}, url)
    if claims := Claim.objects.open().count():
        sentence = ngettext(
            "%(count)d person asks to act for an organisation.",
            "%(count)d people ask to act for organisations.",
            claims,
        )
        yield Task(sentence % {"count": claims}, reverse("admin:registry_claim_changelist") + "?status__exact=filed")


def _of_published(user: Any) -> Iterator[Task]:
    held = {role: [a.body_id for a in user.current_assignments if a.role == role] for role in OFFICE}
    proposals = Change.objects.proposed().filter(call__customer__in=held["approver"]).exclude(proposed_by=user)
    for change in proposals[:LONGEST]:
        sentence = _("Confirm or drop a change of call %(number)s.") % {"number": change.call.number}
        yield Task(sentence, change.get_absolute_url())
    waiting = Question.objects.waiting().filter(call__customer__in=[*held["approver"], *held["call_officer"]])
    for question in waiting.select_related("call").order_by("due_at", "pk")[:LONGEST]:
        where = {"number": question.call.number, "question": question.number}
        sentence = _("Answer question %(question)d about call %(number)s.") % where
        url = reverse("questions:answer", args=[question.call.number, question.number])
        yield Task(sentence, url, question.due_at)


def _of_plans(user: Any, at: datetime) -> Iterator[Task]:
    problems = Problem.objects.officered_by(user).awaiting_moderation(user).count()
    if problems:
        sentence = ngettext("%(count)d problem to moderate.", "%(count)d problems to moderate.", problems)
        yield Task(sentence % {"count": problems}, reverse("plans:office_problems") + "?status=filed")
    sentences = {
        "answers": (_("Answer the comments on theme %(number)s."), _("Themes with comments to answer: %(count)d.")),
        "decision": (_("Decide theme %(number)s: its discussion is over."), _("Discussions that ended: %(count)d.")),
    }
    mine = Theme.objects.officered_by(user)
    for what, (one, many) in sentences.items():
        numbers = list(getattr(mine, f"awaiting_{what}")(user, at).values_list("number", flat=True))
        if len(numbers) == 1:
            yield Task(one % {"number": numbers[0]}, reverse("plans:manage", args=numbers))
        elif numbers:
            yield Task(many % {"count": len(numbers)}, reverse("plans:office") + f"?awaits={what}")


def _of_office(user: Any) -> Iterator[Task]:
    sentences = {
        "completion": (_("Complete the draft of call %(number)s."), _("Drafts of calls to complete: %(count)d.")),
        "approval": (_("Read call %(number)s and approve it."), _("Calls to read and approve: %(count)d.")),
        "publication": (_("Publish call %(number)s."), _("Approved calls to publish: %(count)d.")),
    }
    mine = Call.objects.officered_by(user)
    for what, (one, many) in sentences.items():
        numbers = list(getattr(mine, f"awaiting_{what}")(user).values_list("number", flat=True))
        if len(numbers) == 1:
            yield Task(one % {"number": numbers[0]}, reverse("calls:manage", args=numbers))
        elif numbers:
            yield Task(many % {"count": len(numbers)}, reverse("calls:office") + f"?awaits={what}")
