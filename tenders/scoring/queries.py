"""What the pages of scoring show, in a fixed number of queries."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Count, Q

from registry.organisations.models import Organisation
from tenders.admission.rules import LEADING, is_finished
from tenders.applications import content
from tenders.applications.models import Application
from tenders.calls.models import Call
from tenders.commission.models import Commission, Member
from tenders.commission.rules import readable
from tenders.scoring import rules, standings
from tenders.scoring.marks import NOTHING, Mark
from tenders.scoring.models import ROUND_IS_OVER, Score, ScoreSheet

ROW = (
    "status",
    "saved_at",
    "place",
    "application__number",
    "application__lot__number",
    "application__organisation__name_kk",
    "application__organisation__name_ru",
    "application__organisation__name_en",
    "application__receipt__opened__requested_amount",
)
# A longer list of divergences is cut here; the ranking shows the spread of every application.
LISTED = 100
DONE = Count("pk", filter=Q(status=ScoreSheet.Status.LOCKED))
BEGUN = Count("pk", filter=Q(status=ScoreSheet.Status.DRAFT, saved_at__isnull=False))


def queue_rows(user: Any, call: Call, *, unfinished: bool) -> Any:
    """What this member scores, in the member's own order; only what is still awaited, if so asked (U25)."""
    sheets = ScoreSheet.objects.of(user, call)
    related = ("application__lot", "application__organisation", "application__receipt__opened")
    return (sheets.unfinished() if unfinished else sheets).select_related(*related).only(*ROW)


def scoring_page(commission: Commission, seat: Member) -> dict[str, Any]:
    """How far this member is; for those who lead, how far all are; after the round, what must be discussed."""
    user = seat.user
    call, own = commission.call, ScoreSheet.objects.of(user, commission.call)
    following = own.unfinished().values_list("application__number", flat=True).first()
    is_over = call.status in ROUND_IS_OVER
    is_leading = seat.role in LEADING
    seen = readable(user, call)
    return {
        "commission": commission,
        "call": call,
        "counts": own.order_by().aggregate(total=Count("pk"), done=DONE, begun=BEGUN),
        "following": following,
        "is_over": is_over,
        "may_begin": call.status == Call.Status.ADMISSION and is_finished(call) and seat.role in rules.BEGINS,
        "everybody": _everybody(commission, seen) if is_leading else [],
        "too_few": _too_few(seen, call) if is_leading else [],
        "divergences": _divergences(seen, call) if is_over else [],
    }


def _too_few(seen: Any, call: Call) -> list[Application]:
    """The applications with too few sheets, once no sheet of theirs is awaited any more."""
    drafts = ScoreSheet.objects.filter(application__in=seen.values("pk"), status=ScoreSheet.Status.DRAFT)
    short = standings.with_too_few_sheets(call).filter(pk__in=seen.values("pk"))
    return list(short.exclude(pk__in=drafts.values("application")))


def _everybody(commission: Commission, seen: Any) -> list[dict[str, Any]]:
    """How far each scorer is, over the applications that the reader may read; no mark is told (Q67)."""
    sheets = ScoreSheet.objects.filter(application__in=seen.values("pk")).exclude(status=ScoreSheet.Status.VOID)
    rows = sheets.order_by().values("member").annotate(total=Count("pk"), done=DONE, begun=BEGUN)
    counts = {row["member"]: row for row in rows}
    scorers = Member.objects.serving().scoring().filter(commission=commission).select_related("user")
    return [counts[member.pk] | {"member": member} for member in scorers if member.pk in counts]


def _divergences(seen: Any, call: Call) -> list[dict[str, Any]]:
    """One row for each application to be discussed: by how much its totals lie apart, and in which criteria."""
    criteria = {criterion.code: criterion for criterion in call.criteria.all()}
    found: dict[str, dict[str, Any]] = {}
    for one in standings.divergences(seen, call):
        row = found.setdefault(one.key, {"total": None, "criteria": []})
        if one.criterion:
            row["criteria"].append((criteria[one.criterion], one.spread))
        else:
            row["total"] = one.spread
    named = seen.filter(number__in=list(found)[:LISTED]).select_related("organisation").order_by("number")
    return [found[one.number] | {"number": one.number, "bidder": one.organisation} for one in named]


def sheet_page(sheet: ScoreSheet, user: Any) -> dict[str, Any]:
    """An application beside its sheet, with the way to the sheets before and after it in the member's order."""
    application, call = sheet.application, sheet.application.lot.call
    queue = ScoreSheet.objects.of(user, call).values_list("application__number", flat=True)
    return {
        "sheet": sheet,
        "application": application,
        "call": call,
        "profile": call.profile,
        "content": content.of_receipt(application.receipt),
        "following": queue.filter(place__gt=sheet.place).first(),
        "preceding": queue.filter(place__lt=sheet.place).last(),
        "offers": rules.offers(user, sheet),
        "is_over": call.status in ROUND_IS_OVER,
    }


def check_page(sheet: ScoreSheet) -> dict[str, Any]:
    """Every mark and comment before the sheet is locked, what is missing, and the total they give."""
    call, given = sheet.application.lot.call, sheet.marks()
    criteria = list(call.criteria.all())
    missing = set(rules.missing_of(sheet))
    return {
        "sheet": sheet,
        "application": sheet.application,
        "call": call,
        "profile": call.profile,
        "rows": [(one, *given.get(one.pk, NOTHING), one in missing) for one in criteria],
        "missing": [one for one in criteria if one in missing],
        "total": total_of(given, criteria, call.profile.points_max),
    }


def total_of(given: dict[int, Mark], criteria: list[Any], most: Decimal) -> Decimal | None:
    """The total of one sheet, of 100, rounded once (R-059); None while a mark is missing."""
    points = {one: given.get(one.pk, NOTHING)[0] for one in criteria}
    if any(value is None for value in points.values()):
        return None
    weighted = sum((one.weight * (value or 0) for one, value in points.items()), Decimal(0))
    return (weighted / most).quantize(Decimal("0.01"), ROUND_HALF_UP)


def compare_page(sheets: Any, call: Call) -> dict[str, Any]:
    """All locked sheets of one application side by side, to discuss them after the round (R-061)."""
    locked = list(sheets.select_related("member__user"))
    marks = {(score.sheet_id, score.criterion_id): score for score in Score.objects.filter(sheet__in=locked)}
    criteria = list(call.criteria.all())
    rows = [(one, [(sheet, marks.get((sheet.pk, one.pk))) for sheet in locked]) for one in criteria]
    given: dict[int, dict[int, Mark]] = {sheet.pk: {} for sheet in locked}
    for (sheet, criterion), score in marks.items():
        given[sheet][criterion] = (score.points, score.comment)
    totals = [(sheet, total_of(given[sheet.pk], criteria, call.profile.points_max)) for sheet in locked]
    return {"sheets": locked, "rows": rows, "totals": totals}


def bidders(call: Call) -> Any:
    """The bidders of a call as its public opening list names them."""
    found = Organisation.objects.filter(applications__lot__call=call, applications__opened_at__isnull=False)
    return found.only("code", "name_kk", "name_ru", "name_en", "sort_kk").distinct().order_by("sort_kk", "pk")
