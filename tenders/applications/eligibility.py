"""Whether an organisation may apply for a lot: its conditions, and the rules of the register, one by one (U2).

Asked before anybody begins, again when an application is handed in, at admission, and before a contract.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils.functional import lazy
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from registry.eligibility import checks, facts
from registry.eligibility.checks import KINDS, Facts, Finding, Load, Terms, Tie
from registry.organisations import naming
from registry.organisations.models import Organisation
from registry.persons.models import Founder
from registry.reference.models import spoken
from tenders.applications.models import Application
from tenders.calls.models import Lot

Status = Application.Status
OF_CALL = _("Conditions of the call")
TIME = _("The call accepts applications.")
# Where the keyed hash of what is hidden stands.
HASHED = {"account": "account_hash", "head_iin": "head_iin_hash", "head_phone": "head_phone_hash"}
HASHES = {
    "account_hash": F("private_data__bank_account_hash"),
    "head_iin_hash": F("private_data__head_iin_hash"),
    "head_phone_hash": F("private_data__head_phone_hash"),
}
ONCE = _("It has no other application for this lot.")


def terms_of(lot: Lot) -> Terms:
    """What the call of a lot asks of its bidders; the profile says what its legal basis demands."""
    call, profile = lot.call, lot.call.profile
    # The sphere is fetched only where somebody reads its name.
    name = lazy(lambda: spoken(call.sphere), str)()
    return Terms(call.sphere_id, name, profile.requires_annual_report, profile.allows_foreign_branches)


def conditions(organisation: Organisation, lot: Lot, at: datetime) -> list[Finding]:
    """Whether this organisation may begin an application for the lot now."""
    return conditions_of_all([organisation], lot, at)[organisation.pk]


def conditions_of_all(organisations: Iterable[Organisation], lot: Lot, at: datetime) -> dict[int, list[Finding]]:
    """The same for several organisations, by their keys; in a fixed number of queries."""
    told = facts.of_all(organisations, on=localdate(at), terms=terms_of(lot))
    loads = _loads(told, at)
    own = Application.objects.filter(lot=lot, organisation__in=told).exclude(status=Status.WITHDRAWN)
    standing = set(own.values_list("organisation", flat=True))
    return {
        key: [_time(lot, at), _once(key in standing), *checks.assess(one._replace(load=loads.get(key, Load())))]
        for key, one in told.items()
    }


def findings(application: Application, at: datetime) -> list[Finding]:
    """Every rule of the register, as it stood for the bidder on the day of this moment."""
    return checks.assess(_known(application, at))


def for_commission(application: Application) -> list[Finding]:
    """What the commission reads beside its ruling: the rules as they stood at the deadline, ties and load with them.

    It decides; nothing of this rejects anybody by itself.
    """
    organisation, deadline = application.organisation, application.lot.call.deadline_at
    load = _loads([organisation.pk], deadline).get(organisation.pk, Load())
    return checks.assess(_known(application, deadline)._replace(ties=_ties(application), load=load))


def _known(application: Application, at: datetime) -> Facts:
    # What a merged record has begun, the one that goes on ends.
    bidder = application.organisation.merged_into or application.organisation
    return facts.of(bidder, on=localdate(at), terms=terms_of(application.lot))


def standing_of(organisation: Organisation, lot: Lot) -> Application | None:
    """The application this organisation has for the lot already, if any."""
    own = Application.objects.filter(lot=lot, organisation=organisation)
    return own.exclude(status=Application.Status.WITHDRAWN).first()


def _time(lot: Lot, at: datetime) -> Finding:
    why, remedy = _("The call takes no applications now."), _("Look for another open call.")
    return _condition("R-040", lot.call.accepts_applications(at), TIME, why, remedy)


def _once(has_one: bool) -> Finding:
    why = _("It has an application for this lot already.")
    remedy = _("Open that application; it can be changed until the deadline.")
    return _condition("R-042", not has_one, ONCE, why, remedy)


def _condition(rule: str, passed: bool, what: Any, why: Any, remedy: Any) -> Finding:
    if passed:
        why, remedy = "", ""
    return Finding(rule, passed, True, what, why, remedy, OF_CALL)


def _loads(keys: Iterable[int], at: datetime) -> dict[int, Load]:
    """What these organisations have won, as far as it is published and the work is not over (R-018)."""
    won = Application.objects.filter(organisation__in=keys, status=Status.WINNER, lot__ends_on__gte=localdate(at))
    sums = won.values("organisation").annotate(count=Count("pk"), amount=Sum("receipt__opened__requested_amount"))
    return {row["organisation"]: Load(row["count"], row["amount"] or Load().amount) for row in sums}


def _ties(application: Application) -> tuple[Tie, ...] | None:
    """What another opened bidder of the lot has in common with this one (R-017); before the opening, nothing."""
    call = application.lot.call
    if call.is_sealed:
        return None
    opened = Application.objects.opened().filter(lot=application.lot_id).exclude(pk=application.pk)
    bidders = Organisation.objects.filter(Q(pk__in=opened.values("organisation")) | Q(pk=application.organisation_id))
    found = list(bidders.annotate(**HASHES).order_by("sort_kk", "pk"))
    marks = _marks(found, localdate(call.deadline_at))
    own = marks.pop(application.organisation_id)
    names = {one.pk: facts.spoken_lazily(one) for one in found}
    return tuple(Tie(kind, names[key]) for key in marks for kind in KINDS if own[kind] & marks[key][kind])


def _marks(bidders: list[Any], day: date) -> dict[int, dict[str, set[str]]]:
    """By what each is compared; of what is hidden the keyed hash alone is read, never the value."""
    marks = {one.pk: {kind: {getattr(one, column)} for kind, column in HASHED.items()} for one in bidders}
    for one in bidders:
        seen = {"head": naming.fold(one.head_name), "address": naming.fold(one.address_ru), "phone": str(one.phone)}
        marks[one.pk] |= {"founder": set()} | {kind: {mark} for kind, mark in seen.items()}
    founders = Founder.objects.current(day).filter(organisation__in=bidders)
    for key, hashed in founders.order_by().values_list("organisation", "iin_bin_hash"):
        marks[key]["founder"].add(hashed)
    return {key: {kind: found - {"", None} for kind, found in kinds.items()} for key, kinds in marks.items()}
