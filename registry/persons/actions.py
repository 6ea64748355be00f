"""Name founders and people with posts, end them; write private data, show them in full for a purpose, erase them."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lifecycle.encrypted import keyed_hash
from lifecycle.models import Refused
from registry.organisations.models import Organisation
from registry.persons.models import Founder, Post, PrivateData
from registry.persons.shares import WHOLE, Held, greatest


@transaction.atomic
def add_founder(
    organisation: Organisation, facts: Mapping[str, Any], *, because: str = "", by: Any, at: datetime
) -> Founder:
    """Name a founder with a share in per cent, from a day on.

    Refused where the shares of one day would be more than 100 %, for what is over, and once verified without a reason.
    """
    organisation = _held(organisation, because)
    founder = Founder(organisation=organisation, **facts)
    _refuse_more_than_all(organisation, founder)
    founder.save()
    organisation.note("founder added", by=by, at=at, because=because)
    return founder


@transaction.atomic
def end_founder(founder: Founder, *, until: date, because: str = "", by: Any, at: datetime) -> Founder:
    """A founder leaves or gives its share up on a day. Refused for one who left, for a day before or in the future."""
    _end(founder, "founder ended", until, because, by, at)
    return founder


@transaction.atomic
def add_post(organisation: Organisation, facts: Mapping[str, Any], *, because: str = "", by: Any, at: datetime) -> Post:
    """Name a person with a post, from a day on; of the IIN only its hash is kept (S48).

    Refused for what is over, and once verified without a reason.
    """
    organisation = _held(organisation, because)
    kept = {name: value for name, value in facts.items() if name != "iin"}
    post = Post.objects.create(organisation=organisation, iin_hash=keyed_hash(facts.get("iin", "")), **kept)
    organisation.note("post added", by=by, at=at, because=because)
    return post


@transaction.atomic
def end_post(post: Post, *, until: date, because: str = "", by: Any, at: datetime) -> Post:
    """A person leaves a post on a day. Refused for one who left, for a day before it began or in the future."""
    _end(post, "post ended", until, because, by, at)
    return post


@transaction.atomic
def write_private(
    organisation: Organisation, facts: Mapping[str, Any], *, because: str = "", by: Any, at: datetime
) -> PrivateData:
    """Write the bank account, the IIN and the personal telephone of the head; what is left empty stays as it is.

    Refused once verified without a reason, unless nothing was written before; and for what is over.
    """
    organisation = organisation.locked()
    private = PrivateData.objects.filter(organisation=organisation).first()
    _guard(organisation, because, is_first=private is None)
    private = private or PrivateData(organisation=organisation)
    for name, value in facts.items():
        if value:
            setattr(private, name, value)
    private.save()
    organisation.note("private data written", by=by, at=at, because=because)
    return private


@transaction.atomic
def show_in_full(record: PrivateData | Founder, *, because: str, by: Any, at: datetime) -> PrivateData | Founder:
    """An officer reads numbers in full; what for stands in the organisation's trail (S47, S48).

    Refused without a purpose.
    """
    organisation = record.organisation.locked()
    if not because.strip():
        raise Refused(_("Write what you need the data for."))
    organisation.note("private data shown", by=by, at=at, because=because)
    return record


@transaction.atomic
def erase_private(private: PrivateData, *, because: str, by: Any, at: datetime) -> PrivateData:
    """Empty the numbers for good, once they are needed no more or the person asks; the trail keeps that they were.

    Refused without a reason.
    """
    organisation = private.organisation.locked()
    if not because.strip():
        raise Refused(_("Write the reason."))
    private.refresh_from_db()
    private.bank_account = private.bank_name = private.bic = private.head_iin = private.head_phone = ""
    private.save()
    organisation.note("private data erased", by=by, at=at, because=because)
    return private


@transaction.atomic
def carry_over(duplicate: Organisation, survivor: Organisation, *, at: datetime) -> None:
    """Of a duplicate, name in the survivor the founders and people with posts who are not there yet.

    Shares stay behind where they would make more than 100 %; private data go over where the survivor has none.
    """
    today = localdate(at)
    named = {_same_founder(founder) for founder in survivor.founders.current(today)}
    for founder in duplicate.founders.current(today):
        if _same_founder(founder) not in named:
            _copy_of_founder(founder, survivor)
    posts = {(post.name.casefold(), post.role) for post in survivor.posts.current(today)}
    for post in duplicate.posts.current(today):
        if (post.name.casefold(), post.role) not in posts:
            post.pk, post.organisation, post._state.adding = None, survivor, True
            post.save()
    mine = PrivateData.objects.filter(organisation=duplicate).first()
    if mine and not PrivateData.objects.filter(organisation=survivor).exists():
        mine.pk, mine.organisation, mine._state.adding = None, survivor, True
        mine.save()


def _same_founder(founder: Founder) -> str:
    return founder.iin_bin_hash or founder.name.casefold()


def _copy_of_founder(founder: Founder, survivor: Organisation) -> None:
    founder.pk, founder.organisation, founder._state.adding = None, survivor, True
    if founder.share is not None and _together(survivor, founder) > WHOLE:
        founder.share = None
    founder.save()


def _held(organisation: Organisation, because: str) -> Organisation:
    organisation = organisation.locked()
    _guard(organisation, because)
    return organisation


def _guard(organisation: Organisation, because: str, is_first: bool = False) -> None:
    if organisation.is_over:
        raise Refused(_("A liquidated or merged organisation is changed no more."))
    if not (organisation.may_be_revised or is_first or because.strip()):
        raise Refused(_("The data are verified: a registry officer changes them, with a reason."))


def _end(row: Founder | Post, verb: str, until: date, because: str, by: Any, at: datetime) -> None:
    organisation = _held(row.organisation, because)
    row.refresh_from_db()
    if row.until is not None:
        raise Refused(_("This has ended already."))
    if until < row.since:
        raise Refused(_("It cannot end before it began."))
    if until > localdate(at):
        raise Refused(_("This day is in the future: write it when it has come."))
    row.until = until
    row.save(update_fields=["until"])
    organisation.note(verb, by=by, at=at, because=because)


def _refuse_more_than_all(organisation: Organisation, founder: Founder) -> None:
    if founder.share is not None and (sum_of := _together(organisation, founder)) > WHOLE:
        raise Refused(_("The shares of the founders would be %(sum)s %%, more than 100 %%.") % {"sum": sum_of})


def _together(organisation: Organisation, founder: Founder) -> Decimal:
    others = organisation.founders.filter(share__isnull=False).exclude(pk=founder.pk)
    held = [Held(one.share or Decimal(0), one.since, one.until) for one in others]
    return greatest([*held, Held(Decimal(founder.share or 0), founder.since, founder.until)])
