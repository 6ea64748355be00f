"""What is likely twice in the register: compare, set apart, close the duplicate (R-002)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import combinations
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from lifecycle.models import Refused, insist_on_reason
from registry.organisations import notices
from registry.organisations.likeness import ENOUGH, Ground, keys_of, weight_of
from registry.organisations.models import LOOKED_AT, Likeness, LikenessKey, Organisation, hashed
from registry.people.actions import carry_people

# Where nothing more happens in a tender.
OVER = ("results_final", "failed", "cancelled")


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
    carry_people(duplicate, survivor, at)
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
    tenders = duplicate.applications.exclude(status="withdrawn").exclude(lot__call__status__in=OVER)
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
