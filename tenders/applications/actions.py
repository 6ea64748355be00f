"""Start, revise, submit, reconfirm, recall, withdraw; and, with the opening, open, admit, reject, settle."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from lifecycle.models import Refused
from registry.organisations.models import Organisation
from registry.people.models import Link
from tenders.applications import (
    checks,
    content,
    eligibility,
    holding,
    insist,
    known,
    merging,
    notices,
    numbers,
    prices,
    reusing,
    rules,
    seal,
    sealing,
)
from tenders.applications.insist import TooLate
from tenders.applications.models import Application, CallKey, LateAttempt, Opened, Receipt, WorkingCopy
from tenders.applications.prices import PaidPrice
from tenders.calls.models import Call, Lot
from tenders.drafts import actions as drafts
from tenders.drafts.queries import writer_of
from tenders.signing import actions as signing
from tenders.signing.sign import Paper, Signer

# So many documents are unsealed in memory at once.
AT_ONCE = 100


class Stale(Refused):
    """Somebody else has changed the same words; whoever catches this shows both, and names which (Q30)."""

    def __init__(self, sentence: str, names: Collection[str]):
        super().__init__(sentence)
        self.names = names


@transaction.atomic
def start(
    lot: Lot,
    organisation: Organisation,
    *,
    language: str = "",
    earlier: Application | None = None,
    by: Any,
    at: datetime,
) -> Application:
    """Begin the one application of an organisation for a lot, in a language, from an earlier one if that is wished.

    Refused with the first condition not met (R-010).
    """
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
    copy.shut(content.blank("ru" if (language or by.language) == "ru" else "kk"))
    copy.save(force_insert=True)
    _key_of(lot.call, at)
    application.note("started", by=by, at=at)
    takes = earlier is not None and reusing.gifts(application, earlier)
    return reuse(application, earlier, by=by, at=at) if earlier and takes else application


@transaction.atomic
def revise(
    application: Application,
    facts: Mapping[str, Any],
    *,
    seen: Mapping[str, str] | None = None,
    by_itself: bool = False,
    by: Any,
    at: datetime,
) -> Application:
    """Save the texts and parts of the working copy that were changed, and no others; what was submitted stands.

    `facts` holds texts by name, and parts (`target_groups`, `work_items`, `budget_lines` and so on) as rows, each a
    mapping of its columns; what was taken from an earlier application counts as looked at once it is saved. `seen`
    holds the marks of what the person's page had shown: see `merging`. A page that saves `by_itself` makes no version
    each time, a button does (Q32).
    Refused after the deadline; as `Stale` over words that somebody else has changed meanwhile.
    """
    application = application.locked()
    insist.on_time(application.lot.call, at)
    insist.on_change(application)
    stands = {name: content.told(application, name) for name in facts}
    posted = {name: content.plain(name, value) for name, value in facts.items()}
    merged = merging.merge(stands, posted, seen or {})
    if merged.clashes:
        somebody = {"name": writer_of(application, merged.clashes)}
        raise Stale(_("%(name)s has changed this since you opened the page.") % somebody, merged.clashes)
    saved = {checks.section_of(name) for name in facts}
    taken = {section: number for section, number in content.taken(application).items() if section not in saved}
    if merged.changes or taken != content.taken(application):
        _write(application, {name: posted[name] for name in merged.changes}, taken, by, at)
    if not by_itself:
        _keep(application)
    return application


@transaction.atomic
def keep(application: Application) -> None:
    """Make a version of how the working copy stands now, unless that is one already (Q32)."""
    _keep(application.locked())


@transaction.atomic
def reuse(application: Application, earlier: Application, *, by: Any, at: datetime) -> Application:
    """Fill the sections that are empty with what the same organisation wrote in an earlier application (U7).

    Nothing that is written is touched; days outside the lot are left out; each section says whence it is until a person
    saves it. The trail does not name the earlier one, which may be sealed. Refused after the deadline, for what another
    organisation wrote, and when there is nothing to take.
    """
    application = application.locked()
    insist.on_time(application.lot.call, at)
    insist.on_change(application)
    if earlier.organisation_id != application.organisation_id or earlier.pk == application.pk:
        raise Refused(_("Only an earlier application of the same organisation can be taken over."))
    found = reusing.gifts(application, earlier)
    if not found:
        raise Refused(_("Nothing was taken over: the sections are filled in already, or there is nothing to take."))
    facts = {name: value for gift in found.values() for name, value in gift.items()}
    taken = content.taken(application) | dict.fromkeys(found, earlier.number)
    _write(application, facts, taken, by, at)
    _keep(application)
    application.note("taken over", by=by, at=at)
    return application


@transaction.atomic
def add_known_projects(application: Application, *, by: Any, at: datetime) -> Application:
    """Add to the experience what the portal and the register know and it does not name yet (U7).

    Refused after the deadline, and when nothing new is known.
    """
    application = application.locked()
    found = known.projects(application)
    if not found:
        raise Refused(_("Everything that is known stands in the experience already."))
    return revise(application, {"experience": [*content.told(application, "experience"), *found]}, by=by, at=at)


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
    application = holding.held(application)
    if given := application.receipts.filter(key=key).first():
        return _standing(given, application)
    own, people = insist.on_everything(application, declarations, by, at)
    _keep(application)
    was = application.status
    receipt = _receive(application, declarations, key, own, by, at)
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
    application = holding.held(application)
    insist.on_time(application.lot.call, at)
    insist.on_right(application, by, at)
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


@transaction.atomic
def remember_prices(call: Call, *, at: datetime) -> None:
    """Keep what the winners pay for a unit, for those who write a budget later; the caller makes the results final."""
    PaidPrice.objects.bulk_create(prices.of_winners(call, localdate(at)))


def _sealed(call: Call, status: str) -> list[Application]:
    held = Application.objects.select_for_update(of=("self",)).filter(lot__call=call, status=status)
    whole = held.select_related("organisation", "lot", "receipt")
    return list(whole.order_by("lot__number", "receipt__received_at"))


def _standing(receipt: Receipt, application: Application) -> Receipt:
    if application.status == Application.Status.DRAFT:
        raise Refused(_("That submission was recalled. Check the application and submit it again."))
    if application.status == Application.Status.WITHDRAWN:
        insist.on_change(application)
    return receipt


def _taken_back(application: Application, by: Any, at: datetime) -> tuple[Application, list[User]]:
    application = holding.held(application)
    insist.on_time(application.lot.call, at)
    return application, insist.on_right(application, by, at)[1]


def _write(application: Application, facts: Mapping[str, Any], taken: Mapping[str, str], by: Any, at: datetime) -> None:
    copy = application.working_copy
    drafts.keep_before(copy, facts, by=by, at=at)
    copy.shut({**copy.facts, **facts, "taken": taken})
    drafts.note_changed(copy, facts, by=by, at=at)
    copy.save(update_fields=["box", *drafts.COUNTED])
    application.edited_by, application.edited_at = by, at
    application.save(update_fields=["edited_by", "edited_at"])


def _keep(application: Application) -> None:
    if drafts.keep(application.working_copy, is_pressed=True):
        application.working_copy.save(update_fields=drafts.COUNTED)


def _receive(
    application: Application, declarations: Collection[str], key: UUID, own: Link, by: Any, at: datetime
) -> Receipt:
    """What was handed in, sealed and signed by whoever does it, as the profile of the call asks."""
    call = application.lot.call
    public = getattr(call, "seal_key", None) or _key_of(call, at)
    receipt, sealed = sealing.received(application, declarations, public, key=key, by=by, at=at)
    receipt.save(force_insert=True)
    sealed.receipt = receipt
    sealed.save(force_insert=True)
    # Which files went with it: from now on these stay, and after the opening these are read.
    receipt.attachments.add(*[file for file in application.attachments.all() if file.ended_at is None])
    signer = Signer(own.user_id, own.role, own.proxy_number, own.proxy_from, own.proxy_until)
    signing.sign(Paper("receipt", receipt.number, receipt.sha256), signer, provider=call.profile.signing, at=at)
    return receipt


def _key_of(call: Call, at: datetime) -> CallKey:
    """The key of a call, made when its first application is begun; the public half is all that is read of it."""
    key, _is_new = CallKey.objects.defer("private").get_or_create(call=call, defaults={"made_at": at} | seal.pair())
    return key


def _unsealed(batch: list[Application], released: Any, call: Call) -> list[Application]:
    whole = sealing.unsealed(batch, released, call)
    Opened.objects.bulk_create([one.receipt.opened for one in whole if one.receipt])
    return whole
