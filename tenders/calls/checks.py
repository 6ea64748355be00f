"""A call read once and held to the rules: what stops its approval or publication, and what it is warned of."""

from collections.abc import Iterator
from datetime import datetime, time
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Sum, prefetch_related_objects
from django.utils.translation import gettext as _

from tenders.calls import doubts, lint
from tenders.calls.doubts import Doubt
from tenders.calls.grounds import Explanation
from tenders.calls.lint import Gap, Sheet
from tenders.calls.models import Call, Lot
from tenders.procedure.deadlines import ALMATY
from tenders.procedure.models import Holiday

NOON = time(12)


class Answered(NamedTuple):
    """A warning, with the answer that fits the words as they stand now."""

    doubt: Doubt
    answer: Explanation | None


def sheet_of(call: Call) -> Sheet:
    """A call with all its parts, in the same number of queries whatever it holds."""
    prefetch_related_objects([call], "lots__cost_lines")
    lots = list(call.lots.all())
    return Sheet(
        call=call,
        lots=lots,
        costs={lot.number: list(lot.cost_lines.all()) for lot in lots},
        criteria=list(call.criteria.all()),
        requirements=list(call.requirements.all()),
        documents=list(call.documents.all()),
        calendar=Holiday.objects.calendar(),
    )


def gaps(call: Call) -> list[Gap]:
    """Everything that stops the approval of a call that is published on its planned day, in the order of its pages."""
    return _gaps(call, noon_of(call))


def publication_gaps(call: Call, at: datetime) -> list[Gap]:
    """Everything that stops the publication of an approved call at this moment."""
    return [*_gaps(call, at), *_commission(call)]


def warnings(call: Call) -> list[Answered]:
    """What a call is warned of, each with its answer: the last one, given to these very words."""
    return _answered(call, sheet_of(call))


def noon_of(call: Call) -> datetime:
    """The middle of the planned day of publication: from there the window for applications is counted."""
    return datetime.combine(call.publish_on, NOON, tzinfo=ALMATY)


def _gaps(call: Call, published: datetime) -> list[Gap]:
    sheet = sheet_of(call)
    found = [*lint.breaches(sheet, published), *_plan(call)]
    if left := sum(one.answer is None for one in _answered(call, sheet)):
        sentence = _("Answer each warning with a reason. Without an answer: %(count)d.") % {"count": left}
        found.append(Gap("warnings", "3.2", sentence))
    return found


def _answered(call: Call, sheet: Sheet) -> list[Answered]:
    given = {(one.key, one.fingerprint): one for one in call.explanations.select_related("by")}
    return [Answered(doubt, given.get((doubt.key, doubt.fingerprint))) for doubt in doubts.of(sheet)]


def _commission(call: Call) -> list[Gap]:
    is_there = hasattr(call, "commission")
    return [] if is_there else [Gap("commission", "R-025", _("Appoint the commission by order."))]


def _plan(call: Call) -> Iterator[Gap]:
    """The lots of all calls that stand for one theme cost no more than the plan gives it (R-022)."""
    if call.theme is None:
        return
    standing = Lot.objects.filter(call__theme=call.theme).exclude(call__status__in=["failed", "cancelled"])
    asked = standing.aggregate(total=Sum("budget_amount"))["total"] or Decimal(0)
    if asked > call.theme.budget_amount:
        sums = {"asked": _grouped(asked), "number": call.theme, "given": _grouped(call.theme.budget_amount)}
        sentence = _("The lots of theme %(number)s cost %(asked)s ₸; the plan gives it %(given)s ₸.")
        yield Gap("lots", "R-022", sentence % sums)


def _grouped(amount: Decimal) -> str:
    return f"{amount:,.0f}".replace(",", "\u00a0")
