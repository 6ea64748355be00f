"""The promises of the page “How we protect your application”, each asked of the whole database.

Every check answers with one line for each breach it finds; no line means the promise is kept.
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q

from lifecycle import boxes, chain
from lifecycle.models import Entry
from notifications.models import Notice
from tenders.admission.models import Ruling
from tenders.applications import content
from tenders.applications.models import Application, CallKey, LateAttempt, Opened, Receipt
from tenders.commission.models import Declaration
from tenders.decisions.models import Result, Vote
from tenders.procedure.models import Profile
from tenders.protocols.models import Protocol
from tenders.scoring import standings
from tenders.scoring.models import ScoreSheet
from tenders.signing.models import Signature

BATCH = 500


def nothing_confirmed_is_lost() -> Iterator[str]:
    """P-1: every receipt holds a version whose hash is the one that was confirmed, and stands for its application."""
    for receipt in Receipt.objects.order_by("pk").iterator(BATCH):
        try:
            content.text_of(receipt)
        except boxes.Broken:
            yield f"receipt {receipt.number}: what is kept is not what was confirmed"
    yield from _not_signed()
    standing = Application.objects.exclude(status__in=["draft", "withdrawn"])
    for number in standing.exclude(receipt__application=F("pk")).values_list("number", flat=True):
        yield f"application {number}: no receipt of its own stands for it"


def _not_signed() -> Iterator[str]:
    """Each receipt that stands is signed where the profile of its call asks for it, and each signature is true."""
    wanted = Receipt.objects.filter(standing_for__isnull=False).exclude(
        application__lot__call__profile__signing=Profile.Signing.NONE
    )
    signed = Signature.objects.filter(kind="receipt", sha256=OuterRef("sha256"), number=OuterRef("number"))
    for number in wanted.exclude(Exists(signed)).values_list("number", flat=True):
        yield f"receipt {number}: nobody signed it"
    for signature in Signature.objects.order_by("pk").iterator(BATCH):
        if not signature.is_valid:
            yield f"{signature}: the signature under it is not true"


def nobody_is_early_or_late() -> Iterator[str]:
    """P-2: whatever was accepted came in time, and whatever was refused came late."""
    early = Q(received_at__lt=F("application__lot__call__published_at"))
    late = Q(received_at__gt=F("deadline_at"))
    for number in Receipt.objects.filter(early | late).values_list("number", flat=True):
        yield f"receipt {number}: accepted outside the time of the call"
    refused_in_time = LateAttempt.objects.filter(received_at__lte=F("deadline_at"))
    for number in refused_in_time.values_list("application__number", flat=True):
        yield f"application {number}: refused although it was in time"


def nobody_reads_before_opening() -> Iterator[str]:
    """P-3: of what is not opened there is no declaration, ruling, sheet or result; nothing opened before its time."""
    for model in (Declaration, Ruling, ScoreSheet, Result):
        sealed = model.objects.filter(application__opened_at__isnull=True)
        for number in sealed.values_list("application__number", flat=True):
            yield f"application {number}: {model._meta.model_name} of a sealed application"
    early = Application.objects.filter(opened_at__lt=F("lot__call__opening_at"))
    for number in early.values_list("number", flat=True):
        yield f"application {number}: opened before the opening"
    yield from _not_under_seal()


def _not_under_seal() -> Iterator[str]:
    """Of a call that is not opened each submission has one sealed document and nothing opened, and the key is shut."""
    submitted = Application.objects.filter(status=Application.Status.SUBMITTED, lot__call__opened_at=None)
    for number in submitted.filter(receipt__sealed=None).values_list("number", flat=True):
        yield f"application {number}: submitted, and no sealed document stands for it"
    opened = Opened.objects.filter(receipt__application__opened_at=None)
    for number in opened.values_list("receipt__application__number", flat=True):
        yield f"application {number}: its document is opened, and it is not"
    released = CallKey.objects.filter(released_at__isnull=False, call__opened_at=None)
    for number in released.values_list("call__number", flat=True):
        yield f"call {number}: its key is released before the opening"
    silent = Application.objects.filter(status=Application.Status.SUBMITTED, lot__call__opened_at__isnull=False)
    for number in silent.filter(incident=None).values_list("number", flat=True):
        yield f"application {number}: was not opened, and nobody was told"


def every_message_is_owed_once() -> Iterator[str]:
    """P-4: each receipt and each result owes its people a notice; no notice is there twice; none is forgotten."""
    for model, prefix in ((Receipt, "applications/"), (Result, "decisions/")):
        told = Notice.objects.filter(about_type__model="application", kind__startswith=prefix)
        untold = model.objects.exclude(application__in=told.values("about_id"))
        for number in untold.values_list("application__number", flat=True):
            yield f"application {number}: nobody was told of the {model._meta.model_name}"
    twice = Notice.objects.values("dedupe_key").annotate(copies=Count("pk")).filter(copies__gt=1)
    for row in twice:
        yield f"notice {row['dedupe_key']}: there {row['copies']} times"


def every_number_can_be_traced() -> Iterator[str]:
    """P-5: every published total, mean and rank is what the locked sheets and the published weights give."""
    published = Result.objects.select_related("application", "lot__call__profile").order_by("lot")
    rankings: dict = {}
    for result in published.iterator(BATCH):
        if result.lot_id not in rankings:
            rankings = {result.lot_id: {placing.key: placing for placing in standings.of(result.lot).placings}}
        placing = rankings[result.lot_id].get(result.application.number)
        counted = placing and (placing.total, placing.rank, placing.outcome.value, placing.means)
        means = {code: Decimal(mean) for code, mean in result.means.items()}
        if counted != (result.total, result.rank, result.outcome, means):
            yield f"application {result.application.number}: the published result does not follow from the sheets"


def nobody_moves_what_conflicts() -> Iterator[str]:
    """P-6: no counted sheet and no vote of a member on a lot on which the member declared a conflict."""
    for conflict in Declaration.objects.conflicts().select_related("application"):
        on_the_lot = {"member": conflict.member_id, "application__lot": conflict.application.lot_id}
        for sheet in ScoreSheet.objects.filter(**on_the_lot).exclude(status="void"):
            yield f"score sheet {sheet.pk}: of a member with a conflict on the lot"
        votes = Vote.objects.filter(member=conflict.member_id, lot=conflict.application.lot_id)
        for vote in votes.filter(cast_at__gte=conflict.declared_at):
            yield f"vote {vote.pk}: of a member with a conflict on the lot"


def history_is_whole() -> Iterator[str]:
    """P-7: no line of any trail is missing, and each protocol follows from the one before it."""
    gaps = Entry.objects.values("about_type", "about_id").annotate(
        first=Min("number"), last=Max("number"), n=Count("pk")
    )
    for row in gaps.exclude(first=1, last=F("n")):
        yield f"trail {row['about_type']}:{row['about_id']}: a line is missing"
    previous, call = chain.GENESIS, None
    for protocol in Protocol.objects.public().order_by("call", "number").iterator(BATCH):
        if protocol.call_id != call:
            previous, call = chain.GENESIS, protocol.call_id
        follows = chain.link(previous, {"kind": protocol.kind, "body": protocol.body})
        if (protocol.previous_hash, protocol.own_hash) != (previous, follows):
            yield f"protocol {protocol.pk}: does not follow from the one before it"
        previous = protocol.own_hash


CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "P-1": nothing_confirmed_is_lost,
    "P-2": nobody_is_early_or_late,
    "P-3": nobody_reads_before_opening,
    "P-4": every_message_is_owed_once,
    "P-5": every_number_can_be_traced,
    "P-6": nobody_moves_what_conflicts,
    "P-7": history_is_whole,
}
