"""Start, revise, submit, reconfirm, recall, withdraw; and, with the opening, open, admit, reject, settle."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from lifecycle import boxes, chain
from lifecycle.models import Refused
from registry.eligibility.checks import obstacles
from registry.organisations.models import Organisation
from registry.people.models import Link
from tenders.applications import checks, content, eligibility, merging, notices, numbers, rules, seal
from tenders.applications.models import Application, CallKey, LateAttempt, Opened, Receipt, Sealed, WorkingCopy
from tenders.calls.models import Call, Lot
from tenders.signing import actions as signing
from tenders.signing.sign import Paper, Signer

# What is asked of a submission, all of it in two rows: on the evening of a deadline everybody submits at once.
OF_CALL = (
    "number", "status", "instrument", "title_kk", "title_ru", "deadline_at", "opening_at", "profile__overhead_percent",
    "sphere", "profile__requires_annual_report", "profile__allows_foreign_branches", "profile__signing",
    "seal_key__public",
)  # fmt: skip
OF_APPLICATION = (
    *(field.name for field in Application._meta.concrete_fields),
    *(f"lot__{name}" for name in ("call", "number", "budget_amount", "starts_on", "ends_on")),
    *(f"organisation__{name}" for name in ("code", "bin", "name_kk", "name_ru", "merged_into")),
)

# So many documents are unsealed in memory at once.
AT_ONCE = 100


class TooLate(Refused):
    """The deadline has passed; whoever catches this keeps the work readable (Q23)."""


class Incomplete(Refused):
    """Something is missing; whoever catches this lists it with the ways to mend it (U14)."""


class Stale(Refused):
    """Somebody else has changed the same words; whoever catches this shows both, and names which (Q30)."""

    def __init__(self, sentence: str, names: Collection[str]):
        super().__init__(sentence)
        self.names = names


@transaction.atomic
def start(lot: Lot, organisation: Organisation, *, by: Any, at: datetime) -> Application:
    """Begin the one application of an organisation for a lot. Refused with the first condition not met (R-010)."""
    held = organisation.locked()
    if not rules.can_start(by, held):
        raise Refused(_("Only people of the organisation may begin its application."))
    for condition in eligibility.conditions(held, lot, at):
        if condition.stops:
            raise Refused(f"{condition.why} {condition.remedy}")
    application = Application.objects.create(
        number=numbers.of_application(),
        lot=lot,
        organisation=held,
        started_by=by,
        started_at=at,
    )
    copy = WorkingCopy(application=application)
    copy.shut(content.blank("ru" if by.language == "ru" else "kk"))
    copy.save(force_insert=True)
    _key_of(lot.call, at)
    application.note("started", by=by, at=at)
    return application


@transaction.atomic
def revise(
    application: Application, facts: Mapping[str, Any], *, seen: Mapping[str, str] | None = None, by: Any, at: datetime
) -> Application:
    """Save the texts and parts of the working copy that were changed, and no others; what was submitted stands.

    `facts` holds texts by name, and parts (`target_groups`, `work_items`, `indicators`, `budget_lines`) as rows, each
    a mapping of its columns. `seen` holds the marks of what the person's page had shown: see `merging`.
    Refused after the deadline; as `Stale` over words that somebody else has changed meanwhile.
    """
    application = application.locked()
    _insist_on_time(application.lot.call, at)
    _insist_on_change(application)
    stands = {name: content.told(application, name) for name in facts}
    posted = {name: content.plain(name, value) for name, value in facts.items()}
    merged = merging.merge(stands, posted, seen or {})
    if merged.clashes:
        somebody = {"name": application.edited_by}
        raise Stale(_("%(name)s has changed this since you opened the page.") % somebody, merged.clashes)
    if merged.changes:
        _write(application, {name: posted[name] for name in merged.changes}, by, at)
    return application


def submit(application: Application, *, key: UUID, declarations: Collection[str], by: Any, at: datetime) -> Receipt:
    """Hand the working copy in under seal and give a receipt (R-040 to R-042); once for each key (Q17).

    What stood before is replaced in the same moment (Q25). Refused when something is missing, and to whoever does
    not sign for the organisation; as `TooLate` after the deadline, and then the attempt is written down (P-2).
    """
    try:
        return _submit(application, key=key, declarations=declarations, by=by, at=at)
    except TooLate:
        deadline = Call.objects.get(lots=application.lot_id).deadline_at
        if at > deadline:
            LateAttempt.objects.create(application=application, received_at=at, deadline_at=deadline, by=by)
        raise


@transaction.atomic
def _submit(application: Application, *, key: UUID, declarations: Collection[str], by: Any, at: datetime) -> Receipt:
    application = _held(application)
    if given := application.receipts.filter(key=key).first():
        return _standing(given, application)
    own, people = _insist_on_all(application, declarations, by, at)
    was = application.status
    receipt = _receive(application, declarations, key, by, at)
    _sign(receipt, own, application.lot.call, at)
    facts = {"receipt": receipt, "submitted_at": at, "submitted_by": by}
    if was == Application.Status.SUBMITTED:
        Application.objects.filter(pk=application.pk).update(**facts)
        application.note("replaced", by=by, at=at)
        notices.replaced(application, receipt, to=people, at=at)
    else:
        application.move_to(Application.Status.SUBMITTED, by=by, at=at, **facts)
        notices.submitted(application, receipt, to=people, at=at)
    return receipt


@transaction.atomic
def ask_again(call: Call, *, at: datetime) -> None:
    """What was submitted takes part only if it is confirmed anew: the call has changed (Q26); the caller holds it."""
    found = _sealed(call, Application.Status.SUBMITTED)
    Application.move_all(found, Application.Status.NEEDS_RECONFIRM, by=None, at=at)
    notices.to_be_confirmed(found, at=at)


@transaction.atomic
def reconfirm(application: Application, *, by: Any, at: datetime) -> None:
    """Say that what was submitted stands under the changed conditions; its receipt stays (Q26).

    Refused after the deadline, and when the changed conditions leave a gap in it: then it is mended and submitted.
    """
    application = _held(application)
    _insist_on_time(application.lot.call, at)
    _insist_on_right(application, by, at)
    if missing := checks.gaps(application):
        raise Refused(_("Still missing: %(gaps)s") % {"gaps": " ".join(gap.sentence for gap in missing)})
    application.move_to(Application.Status.SUBMITTED, by=by, at=at)


@transaction.atomic
def recall(application: Application, *, by: Any, at: datetime) -> None:
    """Take a submission back: nothing stands until it is submitted again. Refused after the deadline (R-042)."""
    application, people = _taken_back(application, by, at)
    application.move_to(Application.Status.DRAFT, by=by, at=at, receipt=None, submitted_at=None, submitted_by=None)
    notices.recalled(application, to=people, at=at)


@transaction.atomic
def withdraw(application: Application, *, by: Any, at: datetime) -> None:
    """End an application before the deadline; a new one may be begun. Refused after the deadline."""
    application, people = _taken_back(application, by, at)
    application.move_to(Application.Status.WITHDRAWN, by=by, at=at, receipt=None)
    notices.withdrawn(application, to=people, at=at)


@transaction.atomic
def open_sealed(call: Call, *, at: datetime) -> list[Application]:
    """Open every submitted application of a call at the same moment (R-043); the caller holds the call.

    What was not confirmed after a change of the call lapses, and nobody ever reads it (domain 5.2). One whose seal is
    broken is not opened and stays as it was: it stops no other. Refused before the opening time, and as `seal.KeyLost`
    when the key of the call cannot be read: then nothing is opened.
    """
    unconfirmed = _sealed(call, Application.Status.NEEDS_RECONFIRM)
    Application.move_all(unconfirmed, Application.Status.LAPSED, by=None, at=at)
    notices.lapsed(unconfirmed, at=at)
    found = _sealed(call, Application.Status.SUBMITTED)
    if not found:
        return []
    key = CallKey.objects.select_for_update().defer("private").get(pk=call.pk)
    key.call = call
    released = seal.release(key, at=at)
    CallKey.objects.filter(pk=call.pk).update(released_at=at)
    batches = (found[start : start + AT_ONCE] for start in range(0, len(found), AT_ONCE))
    opened = [one for batch in batches for one in _unsealed(batch, released, call)]
    Application.move_all(opened, Application.Status.OPENED, by=None, at=at, opened_at=at)
    return opened


@transaction.atomic
def destroy_key(call: Call, *, at: datetime) -> None:
    """Destroy the key of a call that was cancelled before its opening: what is sealed stays so for ever (R-028).

    In the open, with a line in the trail of the call: the same whether anybody had applied or not, for that is told of
    no sealed call (R-041). Safe to run twice; refused for any other call.
    """
    call = call.locked()
    if call.status != Call.Status.CANCELLED or call.opened_at:
        raise Refused(_("Only the key of a call that was cancelled before its opening is destroyed."))
    key = _key_of(call, at)
    if key.destroyed_at is None:
        CallKey.objects.filter(pk=call.pk).update(**seal.destroy(key, at=at))
        call.note("key destroyed", by=None, at=at)


@transaction.atomic
def admit(applications: Iterable[Application], *, by: Any, at: datetime) -> None:
    """The commission admits these applications; the caller has written the rulings."""
    Application.move_all(list(applications), Application.Status.ADMITTED, by=by, at=at)


@transaction.atomic
def reject(application: Application, *, by: Any, at: datetime) -> None:
    """The commission rejects an application; the caller has written the ruling with its coded reason (R-056)."""
    application.locked().move_to(Application.Status.REJECTED, by=by, at=at)


@transaction.atomic
def mark_scored(applications: Iterable[Application], *, at: datetime) -> None:
    """Every sheet of these applications is locked."""
    Application.move_all(list(applications), Application.Status.SCORED, by=None, at=at)


@transaction.atomic
def settle(outcomes: Mapping[Application, str], *, by: Any, at: datetime) -> None:
    """Each scored application becomes what the results say: winner, reserve, not funded, below the threshold."""
    for outcome in sorted(set(outcomes.values())):
        bearers = [application for application, own in outcomes.items() if own == outcome]
        Application.move_all(bearers, outcome, by=by, at=at)


def _held(application: Application) -> Application:
    """The application held, its call held before it: the opening takes both in the same order (Q19).

    Its working copy is read afterwards: joined, it would be that of a moment before the lock.
    """
    calls = Call.objects.select_for_update(of=("self",), no_key=True).select_related("profile", "seal_key")
    call = calls.only(*OF_CALL).get(lots=application.lot_id)
    held = Application.objects.select_for_update(of=("self",)).select_related("lot", "organisation")
    application = held.only(*OF_APPLICATION).prefetch_related(content.FILES).get(pk=application.pk)
    application.lot.call = call
    return application


def _sealed(call: Call, status: str) -> list[Application]:
    held = Application.objects.select_for_update(of=("self",)).filter(lot__call=call, status=status)
    whole = held.select_related("organisation", "lot", "receipt")
    return list(whole.order_by("lot__number", "receipt__received_at"))


def _standing(receipt: Receipt, application: Application) -> Receipt:
    if application.status == Application.Status.DRAFT:
        raise Refused(_("That submission was recalled. Check the application and submit it again."))
    return receipt


def _insist_on_time(call: Call, at: datetime) -> None:
    if call.status == Call.Status.CANCELLED:
        raise Refused(_("The call is cancelled. Your text stays readable."))
    if not call.accepts_applications(at):
        raise TooLate(_("The deadline has passed. Your text stays readable, but it was not submitted."))


def _insist_on_change(application: Application) -> None:
    if application.status not in Application.AT_WORK:
        raise Refused(_("This application is %(status)s.") % {"status": application.get_status_display()})


def _insist_on_right(application: Application, by: Any, at: datetime) -> tuple[Link, list[User]]:
    links = rules.links_of(application.organisation, at)
    own = next((link for link in links if link.user_id == by.pk and link.role in Link.SIGNS), None)
    if own is None:
        raise Refused(_("Only the head or a signatory of the organisation may do this."))
    first, last = own.proxy_from, own.proxy_until
    if first and last and not own.signs_on(localdate(at)):
        days = {"first": date_format(first), "last": date_format(last)}
        raise Refused(_("Your power of attorney holds from %(first)s to %(last)s. Ask the head to renew it.") % days)
    return own, [link.user for link in links]


def _insist_on_all(
    application: Application, declarations: Collection[str], by: Any, at: datetime
) -> tuple[Link, list[User]]:
    _insist_on_time(application.lot.call, at)
    _insist_on_change(application)
    signs = _insist_on_right(application, by, at)
    if found := obstacles(eligibility.findings(application, at)):
        why = " ".join(f"{finding.why} {finding.remedy}" for finding in found)
        raise Refused(_("The organisation may not take part now. %(why)s") % {"why": why})
    if missing := checks.gaps(application):
        raise Incomplete(_("Still missing: %(gaps)s") % {"gaps": " ".join(gap.sentence for gap in missing)})
    if set(declarations) != set(content.DECLARATIONS):
        raise Refused(_("Confirm all five declarations."))
    return signs


def _taken_back(application: Application, by: Any, at: datetime) -> tuple[Application, list[User]]:
    application = _held(application)
    _insist_on_time(application.lot.call, at)
    return application, _insist_on_right(application, by, at)[1]


def _write(application: Application, facts: Mapping[str, Any], by: Any, at: datetime) -> None:
    copy = application.working_copy
    copy.shut({**copy.facts, **facts})
    copy.save(update_fields=["box"])
    application.edited_by, application.edited_at = by, at
    application.save(update_fields=["edited_by", "edited_at"])


def _receive(application: Application, declarations: Collection[str], key: UUID, by: Any, at: datetime) -> Receipt:
    text, call = content.document(application, declarations), application.lot.call
    public = getattr(call, "seal_key", None) or _key_of(call, at)
    receipt = Receipt.objects.create(
        application=application,
        number=numbers.of_receipt(),
        received_at=at,
        deadline_at=call.deadline_at,
        submitted_by=by,
        key=key,
        sha256=chain.fingerprint(text),
    )
    Sealed.objects.create(
        receipt=receipt,
        document=seal.seal(public, text, to=_bound(call, application, receipt)),
        own_copy=boxes.shut(application.working_copy.secret, text, receipt.number),
    )
    # Which files went with it: from now on these stay, and after the opening these are read.
    receipt.attachments.add(*[file for file in application.attachments.all() if file.ended_at is None])
    return receipt


def _sign(receipt: Receipt, own: Link, call: Call, at: datetime) -> None:
    """The signature under what was received, by whoever hands it in, as the profile of the call asks."""
    paper = Paper("receipt", receipt.number, receipt.sha256)
    signer = Signer(own.user_id, own.role, own.proxy_number, own.proxy_from, own.proxy_until)
    signing.sign(paper, signer, provider=call.profile.signing, at=at)


def _key_of(call: Call, at: datetime) -> CallKey:
    """The key of a call, made when its first application is begun; the public half is all that is read of it."""
    key, _is_new = CallKey.objects.defer("private").get_or_create(call=call, defaults={"made_at": at} | seal.pair())
    return key


def _bound(call: Call, application: Application, receipt: Receipt) -> seal.Binding:
    return seal.Binding(call.number, application.number, receipt.number, receipt.sha256)


def _unsealed(batch: list[Application], released: Any, call: Call) -> list[Application]:
    """Those of the batch whose seal is whole, with what it held written down for the commission."""
    documents = Sealed.objects.filter(receipt__standing_for__in=batch).defer("own_copy").in_bulk()
    keys = WorkingCopy.objects.filter(application__in=batch).only("key").in_bulk()
    opened, whole = [], []
    for application in batch:
        receipt = cast(Receipt, application.receipt)
        with suppress(KeyError, boxes.Broken):
            text = seal.unseal(released, bytes(documents[receipt.pk].document), of=_bound(call, application, receipt))
            box = boxes.shut(keys[application.pk].secret, text, receipt.number)
            receipt.opened = Opened(receipt=receipt, box=box, requested_amount=content.requested_in(text))
            opened.append(receipt.opened)
            whole.append(application)
    Opened.objects.bulk_create(opened)
    return whole
