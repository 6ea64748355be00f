"""Who could vote on a lot, who was there, and what the votes came to (R-054, R-055)."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lifecycle.models import Refused
from tenders.calls.models import Call, Lot
from tenders.commission import quorum
from tenders.commission.models import Declaration, Member
from tenders.decisions.models import Session, Vote


@dataclass(frozen=True)
class Ballot:
    """The vote on one lot: members by the side they took, and the numbers the quorum is counted from."""

    lot: Lot
    voting: int
    recused: int
    needed: int
    present: tuple[Member, ...]
    votes: tuple[Vote, ...]
    chair_vote: bool | None

    def count(self, choice: str) -> int:
        """How many members chose this."""
        return sum(vote.choice == choice for vote in self.votes)

    @property
    def awaited(self) -> list[Member]:
        """Members present who have not voted yet."""
        voted = {vote.member_id for vote in self.votes}
        return [member for member in self.present if member.pk not in voted]

    @property
    def has_quorum(self) -> bool:
        """Whether enough of the members without a conflict are present (R-054)."""
        return len(self.present) >= self.needed

    @property
    def is_carried(self) -> bool:
        """Whether the ranking of the lot is accepted; equal votes go with the chair (R-055)."""
        return quorum.carried(
            self.count(Vote.Choice.FOR),
            self.count(Vote.Choice.AGAINST),
            self.chair_vote,
            abstained=self.count(Vote.Choice.ABSTAIN),
        )


def of_session(session: Session, lots: Iterable[Lot]) -> list[Ballot]:
    """The ballots of a session, one a lot; in a fixed number of queries."""
    members = list(Member.objects.serving().voting().filter(commission__call=session.call).select_related("user"))
    conflicts = Declaration.objects.conflicts().filter(member__in=members)
    recused = set(conflicts.values_list("member_id", "application__lot_id"))
    present = set(session.attendances.values_list("member_id", flat=True))
    votes = list(session.votes.select_related("member__user"))
    return [_ballot(session, lot, members, recused, present, votes) for lot in lots]


def _ballot(
    session: Session, lot: Lot, members: list[Member], recused: set, present: set[int], votes: list[Vote]
) -> Ballot:
    profile = session.call.profile
    free = [member for member in members if (member.pk, lot.pk) not in recused]
    cast = tuple(vote for vote in votes if vote.lot_id == lot.pk and (vote.member_id, lot.pk) not in recused)
    return Ballot(
        lot=lot,
        voting=len(free),
        recused=len(members) - len(free),
        needed=quorum.needed(
            len(free),
            numerator=profile.quorum_numerator,
            denominator=profile.quorum_denominator,
            minimum=profile.quorum_minimum,
            is_more=profile.quorum_is_more,
        ),
        present=tuple(member for member in free if member.pk in present),
        votes=cast,
        chair_vote=_chair_vote(cast),
    )


def _chair_vote(votes: tuple[Vote, ...]) -> bool | None:
    """The vote of the chair; where the chair is recused or absent, that of the deputy."""
    for role in (Member.Role.CHAIR, Member.Role.DEPUTY):
        for vote in votes:
            if vote.member.role == role:
                return None if vote.choice == Vote.Choice.ABSTAIN else vote.choice == Vote.Choice.FOR
    return None


def insist(ballots: Iterable[Ballot], *, told: Iterable[Lot]) -> None:
    """Refuse results of a lot without a quorum, with votes outstanding, or not carried (R-054, R-055).

    What is missing is said of the lots in `told`; of a lot with a conflict only that something is (R-051).
    """
    told = set(told)
    for ballot in ballots:
        if why := _missing(ballot):
            hidden = _("Lot %(lot)s, which you do not take part in, is not decided yet.") % {"lot": ballot.lot.number}
            raise Refused(why if ballot.lot in told else hidden)


def _missing(ballot: Ballot) -> str:
    facts = {"lot": ballot.lot.number, "present": len(ballot.present), "needed": ballot.needed}
    if not ballot.has_quorum:
        return _("Lot %(lot)s has no quorum: %(present)s present, %(needed)s needed. Convene a new session.") % facts
    if ballot.awaited:
        names = ", ".join(str(member.user) for member in ballot.awaited)
        return _("Lot %(lot)s: these members have still to vote: %(names)s.") % {**facts, "names": names}
    if not ballot.is_carried:
        return _("The ranking of lot %(lot)s was not carried. Convene a new session and vote again.") % facts
    return ""


def open_lots(call: Call) -> list[Lot]:
    """The lots of a call with at least one scored application: the items of the session."""
    return list(call.lots.filter(applications__status="scored").distinct().order_by("number"))
