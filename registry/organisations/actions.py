"""Register, revise, file again, verify, return, correct, suspend, liquidate; enter at once; compare, set apart."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import combinations
from typing import Any

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lifecycle.models import Refused, insist_on_reason
from registry.organisations import notices, standing
from registry.organisations.likeness import ENOUGH, Ground, keys_of, weight_of
from registry.organisations.models import LOOKED_AT, Likeness, LikenessKey, Organisation, hashed
from registry.people.actions import carry_people
from registry.people.models import Link

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
MANY = {"classes", "spheres"}
# Where nothing more happens in a tender.
OVER = ("results_final", "failed", "cancelled")
# Rows of one statement: SQLite takes no more values than 32,766.
TOGETHER = 500


@transaction.atomic
def register(facts: Mapping[str, Any], *, by: Any, at: datetime) -> Organisation:
    """File an organisation in the register; the person who files it becomes its head.

    Refuses a BIN that another organisation has (R-002).
    """
    organisation = _written(Organisation(code=_new_code(), filed_at=at, filed_by=by), facts)
    Link.objects.create(organisation=organisation, user=by, role=Link.Role.HEAD, since=localdate(at))
    organisation.note("filed", by=by, at=at)
    compare([organisation], at=at)
    notices.filed(organisation, at=at)
    return organisation


@transaction.atomic
def revise(organisation: Organisation, facts: Mapping[str, Any], *, by: Any, at: datetime) -> Organisation:
    """Mend the data of an organisation that is not verified yet. Refused afterwards: an officer changes them then."""
    organisation = organisation.locked()
    if not organisation.may_be_revised:
        raise Refused(_("The data are verified. A registry officer changes them on your request."))
    organisation = _written(organisation, facts)
    organisation.note("revised", by=by, at=at)
    compare([organisation], at=at)
    return organisation


@transaction.atomic
def refile(organisation: Organisation, *, by: Any, at: datetime) -> Organisation:
    """File again what was returned. Refused for anything else."""
    organisation = organisation.locked()
    organisation.move_to(Organisation.Status.FILED, by=by, at=at, filed_at=at, return_reason="")
    notices.filed(organisation, at=at)
    return organisation


@transaction.atomic
def verify(organisation: Organisation, *, by: Any, at: datetime) -> Organisation:
    """A registry officer has checked the organisation: it is active.

    Refused for what does not await it, for a form that is not an NGO (R-012), without names in both languages (R-003).
    """
    organisation = organisation.locked()
    if reason := standing.why_not_verified(organisation):
        raise Refused(reason)
    organisation.move_to(Organisation.Status.ACTIVE, by=by, at=at, verified_at=at, verified_by=by)
    notices.changed("verified", organisation, at=at)
    return organisation


@transaction.atomic
def return_for_correction(organisation: Organisation, *, because: str, by: Any, at: datetime) -> Organisation:
    """Send an organisation back with the reason its people will read."""
    organisation = organisation.locked()
    insist_on_reason(because)
    if organisation.status != Organisation.Status.FILED:
        raise Refused(_("Only an organisation that awaits verification can be returned."))
    organisation.move_to(Organisation.Status.RETURNED, by=by, at=at, because=because, return_reason=because)
    notices.changed("returned", organisation, at=at, because=because)
    return organisation


@transaction.atomic
def correct(
    organisation: Organisation, facts: Mapping[str, Any], *, because: str, by: Any, at: datetime
) -> Organisation:
    """A registry officer changes data for a reason; old and new value are kept (R-009).

    Refused for a liquidated or a merged organisation, for a BIN that another one has, and without a reason.
    """
    organisation = organisation.locked()
    insist_on_reason(because)
    if organisation.is_over:
        raise Refused(_("A liquidated or merged organisation is changed no more."))
    organisation = _written(organisation, facts)
    organisation.note("corrected", by=by, at=at, because=because)
    compare([organisation], at=at)
    return organisation


@transaction.atomic
def suspend(organisation: Organisation, *, because: str, by: Any, at: datetime) -> Organisation:
    """Suspend an active organisation with a reason: it cannot apply (R-006, R-010)."""
    return _move(organisation, Organisation.Status.SUSPENDED, "suspended", because, by, at)


@transaction.atomic
def resume(organisation: Organisation, *, because: str, by: Any, at: datetime) -> Organisation:
    """End a suspension with a reason."""
    if organisation.locked().status != Organisation.Status.SUSPENDED:
        raise Refused(_("Only a suspended organisation can be resumed."))
    return _move(organisation, Organisation.Status.ACTIVE, "resumed", because, by, at)


@transaction.atomic
def begin_liquidation(organisation: Organisation, *, because: str, by: Any, at: datetime) -> Organisation:
    """Write down that liquidation has begun (R-006, R-014)."""
    return _move(organisation, Organisation.Status.LIQUIDATING, "liquidating", because, by, at)


@transaction.atomic
def liquidate(organisation: Organisation, *, because: str, by: Any, at: datetime) -> Organisation:
    """Write down that the organisation is no more; this is final (R-006)."""
    return _move(organisation, Organisation.Status.LIQUIDATED, "liquidated", because, by, at)


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(8))


def _written(organisation: Organisation, facts: Mapping[str, Any]) -> Organisation:
    """Write facts to their columns and lists; another request may have taken the BIN since the form was checked."""
    for name in facts.keys() - MANY:
        setattr(organisation, name, facts[name])
    try:
        with transaction.atomic():
            organisation.save()
    except IntegrityError as taken:
        if Organisation.objects.exclude(pk=organisation.pk).filter(bin=organisation.bin).exists():
            raise Refused(_("This BIN is in the register already. Find it there and ask to be connected.")) from taken
        raise
    for name in facts.keys() & MANY:
        getattr(organisation, name).set(facts[name])
    return organisation


@transaction.atomic
def enter_all(
    rows: Sequence[Mapping[str, Any]], *, because: str, filed_by: Any, by: Any, at: datetime
) -> list[Organisation]:
    """Enter many organisations that an officer answers for: filed by one, verified by another or the same, active.

    Old and new values and a line of the trail are kept of each (R-009). The caller has asked that no BIN is taken.
    """
    found = [_entered(facts, filed_by, at) for facts in rows]
    Organisation.objects.bulk_create(found, batch_size=TOGETHER)
    for name in MANY:
        through = getattr(Organisation, name).through
        entry = getattr(Organisation, name).rel.model._meta.model_name
        lines = (
            through(organisation_id=one.pk, **{f"{entry}_id": chosen.pk})
            for one, facts in zip(found, rows, strict=True)
            for chosen in facts.get(name, ())
        )
        through.objects.bulk_create(lines, batch_size=TOGETHER)
    _log_entered(found, rows, by=by, at=at, because=because)
    Organisation.move_all(
        found, Organisation.Status.ACTIVE, by=by, at=at, because=because, verified_at=at, verified_by=by
    )
    return found


@transaction.atomic
def enter_again(
    organisation: Organisation, facts: Mapping[str, Any], *, because: str, by: Any, at: datetime
) -> Organisation:
    """Enter anew what an undone import had left returned: corrected, filed and verified in one step."""
    organisation = _written(organisation.locked(), facts)
    organisation.move_to(
        Organisation.Status.FILED, by=by, at=at, because=because, filed_at=at, filed_by=by, return_reason=""
    )
    organisation.move_to(Organisation.Status.ACTIVE, by=by, at=at, because=because, verified_at=at, verified_by=by)
    compare([organisation], at=at)
    return organisation


@transaction.atomic
def take_back_all(organisations: Sequence[Organisation], *, because: str, by: Any, at: datetime) -> None:
    """Take many held organisations out of the public register that an import entered by mistake.

    They are returned, with the reason, and wait there with their BIN: none is deleted, none counts as verified, and the
    next import of a right file enters them again. No other verb leads there: R-006 speaks of NGOs rightly registered.
    """
    Organisation.move_all(
        organisations,
        Organisation.Status.RETURNED,
        by=by,
        at=at,
        because=because,
        verified_at=None,
        verified_by=None,
        return_reason=because,
    )


@transaction.atomic
def compare(organisations: Sequence[Organisation], *, at: datetime) -> None:
    """Keep the keys of these organisations anew, and the pairs in which each is likely one with another (R-002).

    In a fixed number of queries, however many they are; what an officer has decided about a pair stays.
    """
    keys = [(one, ground, value) for one in organisations for ground, value in hashed(keys_of(one.known))]
    LikenessKey.objects.filter(organisation__in=organisations).delete()
    LikenessKey.objects.bulk_create(LikenessKey(organisation=one, ground=g, value=v) for one, g, v in keys)
    found = _alike(organisations, {value for _one, _ground, value in keys})
    ids = [one.pk for one in organisations]
    known = Likeness.objects.select_for_update(of=("self",)).filter(Q(one__in=ids) | Q(other__in=ids))
    pairs = {(pair.one_id, pair.other_id): pair for pair in known}
    new = [Likeness(one_id=one, other_id=other) for one, other in found.keys() - pairs.keys()]
    for pair in new:
        pair.grounds, pair.weight = found[pair.one_id, pair.other_id]
    Likeness.objects.bulk_create(new)
    _look_again(pairs, found, at)


@transaction.atomic
def set_apart(one: Organisation, other: Organisation, *, because: str, by: Any, at: datetime) -> Likeness:
    """An officer found that two similar organisations are two. Refused without a reason, and for what is merged."""
    insist_on_reason(because)
    first, second = _both(one, other)
    pair, _is_new = Likeness.objects.get_or_create(one=first, other=second)
    pair.locked().move_to(Likeness.Status.APART, by=by, at=at, because=because, reason=because)
    for organisation in (first, second):
        organisation.note("told apart", by=by, at=at, because=because)
    return pair


@transaction.atomic
def close_duplicate(
    duplicate: Organisation, *, into: Organisation, because: str, by: Any, at: datetime
) -> tuple[Organisation, Organisation]:
    """The register's own part of a merge (R-002), which `duplicates.merge` calls: status, BIN, people, trails, notices.

    Refused into itself, into a merged or liquidated one, for one that others were merged into, while a tender may still
    need it, without a reason, and of two verified BINs without the right one, that of the survivor, in the reason.
    """
    insist_on_reason(because)
    both = {one.pk: one for one in _both(duplicate, into)}
    duplicate, survivor = both[duplicate.pk], both[into.pk]
    _refuse_to_merge(duplicate, survivor, because)
    notices.merged(duplicate, survivor, at=at)
    carry_people(duplicate, survivor, at=at)
    bin = duplicate.bin
    moved = {"bin": None, "search_text": ""} if bin and not survivor.bin else {}
    duplicate.move_to(Organisation.Status.MERGED, by=by, at=at, because=because, merged_into=survivor, **moved)
    if moved:
        survivor.bin = bin
        survivor.save(update_fields=["bin", "search_text"])
    survivor.note("duplicate taken in", by=by, at=at, because=because)
    LikenessKey.objects.filter(organisation=duplicate).delete()
    _settle_pairs(duplicate, survivor, because, by, at)
    return duplicate, survivor


def _move(organisation: Organisation, status: str, event: str, because: str, by: Any, at: datetime) -> Organisation:
    organisation = organisation.locked()
    insist_on_reason(because)
    organisation.move_to(status, by=by, at=at, because=because)
    notices.changed(event, organisation, at=at, because=because)
    return organisation


def _entered(facts: Mapping[str, Any], filed_by: Any, at: datetime) -> Organisation:
    columns = {name: value for name, value in facts.items() if name not in MANY}
    organisation = Organisation(code=_new_code(), filed_at=at, filed_by=filed_by, **columns)
    organisation.fold()
    return organisation


def _log_entered(
    found: Sequence[Organisation], rows: Sequence[Mapping[str, Any]], *, by: Any, at: datetime, because: str
) -> None:
    """What the journal keeps of a new row; it hears of no row that is written together with others."""
    about = ContentType.objects.get_for_model(Organisation)
    # Names of entries are said once, and not once a row.
    entries = {entry for facts in rows for name in MANY for entry in facts.get(name, ())}
    spoken = {entry: str(entry) for entry in entries}
    LogEntry.objects.bulk_create(
        (
            LogEntry(
                content_type=about,
                object_pk=str(one.pk),
                object_id=one.pk,
                object_repr=str(one),
                action=LogEntry.Action.CREATE,
                changes={name: _as_journal(value, spoken) for name, value in facts.items() if value},
                actor=by,
                actor_email=by.email,
                timestamp=at,
                additional_data={"because": because},
            )
            for one, facts in zip(found, rows, strict=True)
        ),
        batch_size=TOGETHER,
    )


def _as_journal(value: Any, spoken: Mapping[Any, str]) -> Any:
    """A first value as the journal writes it: of a list what was put in, of an entry its number."""
    if isinstance(value, list):
        return {"type": "m2m", "operation": "add", "objects": [spoken[entry] for entry in value]}
    return ["None", str(getattr(value, "pk", value))]


def _alike(organisations: Sequence[Organisation], values: set[str]) -> dict[tuple[int, int], tuple[str, int]]:
    """The pairs, in one order, in which one of these shares enough with any other: what, and how much it weighs."""
    rows = LikenessKey.objects.filter(value__in=values).exclude(organisation__status=Organisation.Status.MERGED)
    holders: dict[str, list[tuple[int, int, str]]] = {}
    for value, one, region, ground in rows.values_list("value", "organisation", "organisation__region", "ground"):
        holders.setdefault(value, []).append((one, region, ground))
    mine = {organisation.pk for organisation in organisations}
    shared: dict[tuple[int, int, bool], set[Ground]] = {}
    for group in holders.values():
        for (one, region, ground), (other, its_region, _ground) in combinations(sorted(group[:LOOKED_AT]), 2):
            if mine & {one, other}:
                shared.setdefault((one, other, region == its_region), set()).add(Ground(ground))
    weights = {pair: weight_of(grounds, is_same_region=pair[2]) for pair, grounds in shared.items()}
    return {
        pair[:2]: (" ".join(ground for ground in Ground if ground in shared[pair]), weight)
        for pair, weight in weights.items()
        if weight >= ENOUGH
    }


def _look_again(pairs: Mapping[tuple[int, int], Likeness], found: Mapping[tuple[int, int], Any], at: datetime) -> None:
    """Known pairs by what is found now; those that an officer decided about keep what he saw."""
    Status = Likeness.Status
    for ids, pair in pairs.items():
        if pair.status not in (Status.OPEN, Status.PAST):
            continue
        if ids in found:
            pair.grounds, pair.weight = found[ids]
            pair.save(update_fields=["grounds", "weight"])
        becomes = Status.OPEN if ids in found else Status.PAST
        if pair.may_move_to(becomes):
            pair.move_to(becomes, by=None, at=at)


def _both(one: Organisation, other: Organisation) -> tuple[Organisation, Organisation]:
    """Both records held, always in one order, so that nobody waits for each other."""
    if one.pk == other.pk:
        raise Refused(_("This is one and the same record."))
    first, second = (record.locked() for record in sorted((one, other), key=lambda record: record.pk))
    return first, second


def _refuse_to_merge(duplicate: Organisation, survivor: Organisation, because: str) -> None:
    if survivor.is_over:
        raise Refused(_("Nothing is merged into a liquidated or merged organisation."))
    if duplicate.duplicates.exists():
        raise Refused(_("Others were merged into this record: merge the other way round."))
    # Of what is sealed nobody hears, not even by a refusal: who applied is public from the opening on.
    tenders = duplicate.applications.filter(opened_at__isnull=False).exclude(lot__call__status__in=OVER)
    if tenders.exists():
        raise Refused(_("A tender may still need this record. Wait until it is over, or merge the other way round."))
    has_two_bins = duplicate.bin and survivor.bin and duplicate.verified_at and survivor.verified_at
    if has_two_bins and str(survivor.bin) not in because:
        raise Refused(
            _("Both have a verified BIN. Write the right one in the reason; it must be of the record that goes on.")
        )


def _settle_pairs(duplicate: Organisation, survivor: Organisation, because: str, by: Any, at: datetime) -> None:
    """The pair of the two is merged; what else the duplicate was like is no longer looked at."""
    first, second = sorted((duplicate.pk, survivor.pk))
    pair, _is_new = Likeness.objects.get_or_create(one_id=first, other_id=second)
    pair.move_to(Likeness.Status.MERGED, by=by, at=at, because=because, reason=because)
    others = Likeness.objects.filter(Q(one=duplicate) | Q(other=duplicate), status=Likeness.Status.OPEN)
    for other in others.select_for_update(of=("self",)):
        other.move_to(Likeness.Status.PAST, by=by, at=at)
