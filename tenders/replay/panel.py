"""What the commission does: declares, admits, scores every application, votes, publishes."""

from collections.abc import Mapping
from decimal import Decimal

from django.db.models import QuerySet
from django.urls import reverse

from registry.organisations.models import Organisation
from tenders.applications.models import Application
from tenders.calls.models import Call
from tenders.commission.models import Member
from tenders.replay import plan, words
from tenders.replay.browser import Browser
from tenders.replay.plan import Bid
from tenders.scoring.models import ScoreSheet

# The page of admission takes so many at once.
TICKED = 100


class Panel:
    """The commission of a call, each member at a browser."""

    def __init__(self, call: Call):
        self.call = call
        members = call.commission.members.serving().select_related("user").order_by("pk")
        self.members = [(member, Browser(member.user)) for member in members]
        self.chair = next(browser for member, browser in self.members if member.role == Member.Role.CHAIR)

    def declare(self) -> None:
        """Every member says of every bidder that there is no conflict, through the gate."""
        bidders = Organisation.objects.filter(applications__in=self._opened()).distinct()
        answers = dict.fromkeys(bidders.values_list("code", flat=True), "none")
        for _member, browser in self.members:
            browser.send_on(self._page("commission:conflicts"), answers, to=self._page("commission:detail"))

    def admit(self) -> None:
        """The chair admits every application, as many at once as the page shows, and closes admission."""
        index = self._page("admission:index")
        self.chair.send_on(self._page("admission:begin"), {}, to=index)
        numbers = list(self._opened().values_list("number", flat=True))
        for start in range(0, len(numbers), TICKED):
            self.chair.send_on(self._page("admission:admit"), {"number": numbers[start : start + TICKED]}, to=index)
        self.chair.send_on(self._page("admission:finish"), {}, to=index)
        self.chair.send_on(self._page("scoring:begin"), {}, to=self._page("scoring:index"))

    def score(self, bids: Mapping[str, Bid]) -> None:
        """Every scorer marks every application of the mapping number → bid, and locks the sheet."""
        criteria = list(self.call.criteria.values_list("code", flat=True))
        step = self.call.profile.points_step
        for place, (member, browser) in enumerate(self.members):
            own = ScoreSheet.objects.filter(member=member).order_by("place")
            for number, version in list(own.values_list("application__number", "version")):
                marks = {code: plan.mark(bids[number], place, code, step) for code in criteria}
                self._lock(browser, number, version, marks)

    def decide(self) -> None:
        """The chair opens a session with everybody present, all vote for each lot, the chair publishes the results."""
        session = self._page("decisions:session")
        voters = [(member, browser) for member, browser in self.members if member.role in Member.VOTING]
        present = {f"member_{member.pk}": "room" for member, _browser in voters}
        place = {"place_kk": "Астана қаласы", "place_ru": "город Астана"}
        self.chair.send_on(self._page("decisions:convene"), place | present, to=session)
        for lot in self.call.lots.order_by("number"):
            for _member, browser in voters:
                browser.send_on(self._page("decisions:vote", lot.number), {"choice": "for"}, to=session)
        self.chair.send_on(self._page("decisions:publish"), {}, to=self._page("decisions:results"))

    def _lock(self, browser: Browser, number: str, version: int, marks: Mapping[str, Decimal]) -> None:
        facts = {"version": str(version), "check": "1"}
        for code, points in marks.items():
            facts |= {f"points-{code}": str(points), f"comment-{code}": words.COMMENT}
        lock = self._page("scoring:lock", number)
        browser.send_on(self._page("scoring:sheet", number), facts, to=lock)
        browser.send(lock, {})

    def _page(self, name: str, *args: object) -> str:
        return reverse(name, args=[self.call.number, *args])

    def _opened(self) -> QuerySet[Application]:
        return Application.objects.opened().filter(lot__call=self.call)
