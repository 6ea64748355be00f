"""What stops a call from being approved or published, each with its rule and a way to mend it."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Sum
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tenders.calls.models import Call, Criterion, Lot
from tenders.plans.target import is_everyone
from tenders.procedure.deadlines import ALMATY
from tenders.procedure.models import Holiday

WHOLE = Decimal(100)
TEXTS = ("title", "purpose", "subsidiarity")
LOT_TEXTS = ("title", "description", "target_group", "results")
REQUIREMENT_TEXTS = ("text", "proof", "reason")
NOON = time(12)


class Gap(NamedTuple):
    """What is missing, by which rule, and on which page it is mended."""

    page: str
    rule: str
    sentence: str


def gaps(call: Call) -> list[Gap]:
    """Everything that stops the approval of a call that is published on its planned day, in the order of its pages."""
    noon = datetime.combine(call.publish_on, NOON, tzinfo=ALMATY)
    return [*_texts(call), *_dates(call), *_window(call, noon), *_content(call)]


def publication_gaps(call: Call, at: datetime) -> list[Gap]:
    """Everything that stops the publication of an approved call at this moment."""
    return [*_texts(call), *_dates(call), *_window(call, at), *_content(call), *_commission(call)]


def _content(call: Call) -> Iterator[Gap]:
    yield from _lots(call)
    yield from _plan(call)
    yield from _criteria(call)
    yield from _requirements(call)


def _texts(call: Call) -> Iterator[Gap]:
    for name in TEXTS:
        if not (getattr(call, f"{name}_kk").strip() and getattr(call, f"{name}_ru").strip()):
            yield Gap("edit", "R-025", _("Write every text of the call in Kazakh and in Russian."))
            return


def _dates(call: Call) -> Iterator[Gap]:
    profile, deadline = call.profile, localtime(call.deadline_at)
    hours = {"from": f"{profile.deadline_not_before:%H:%M}", "to": f"{profile.deadline_not_after:%H:%M}"}
    if not profile.deadline_not_before <= deadline.time() <= profile.deadline_not_after:
        yield Gap("edit", "R-025", _("Set the deadline between %(from)s and %(to)s, Astana time.") % hours)
    if profile.deadline_on_working_day and not Holiday.objects.calendar().is_working(deadline.date()):
        yield Gap("edit", "R-025", _("Set the deadline on a working day."))
    if call.opening_at > call.deadline_at + timedelta(minutes=profile.opening_within_minutes):
        minutes = {"minutes": profile.opening_within_minutes}
        yield Gap("edit", "R-043", _("Set the opening no later than %(minutes)d minutes after the deadline.") % minutes)


def _window(call: Call, published: datetime) -> Iterator[Gap]:
    profile = call.profile
    first = profile.window_end(published, profile.submission_days, profile.submission_unit)
    if localtime(call.deadline_at).date() < localtime(first).date():
        days = {"days": profile.submission_days, "unit": profile.get_submission_unit_display()}
        yield Gap("edit", "R-026", _("Leave at least %(days)d %(unit)s between publication and the deadline.") % days)


def _lots(call: Call) -> Iterator[Gap]:
    lots = list(call.lots.all())
    if not lots:
        yield Gap("lots", "R-022", _("Add at least one lot."))
    for lot in lots:
        yield from _lot(lot, call)


def _lot(lot: Lot, call: Call) -> Iterator[Gap]:
    facts = {"number": lot.number, "years": call.profile.project_years_max}
    if any(not getattr(lot, f"{name}_{code}").strip() for name in LOT_TEXTS for code in ("kk", "ru")):
        yield Gap("lots", "R-025", _("Lot %(number)d: write every text in Kazakh and in Russian.") % facts)
    if is_everyone(lot.target_group_kk) or is_everyone(lot.target_group_ru):
        yield Gap("lots", "A15", _("Lot %(number)d: bound the target group; everyone is no group.") % facts)
    if lot.starts_on <= localtime(call.deadline_at).date():
        yield Gap("lots", "R-022", _("Lot %(number)d: the work begins after the deadline for applications.") % facts)
    if lot.ends_on >= _years_later(lot.starts_on, call.profile.project_years_max):
        yield Gap("lots", "R-077", _("Lot %(number)d: the work may last %(years)d years at most.") % facts)


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


def _criteria(call: Call) -> Iterator[Gap]:
    criteria, profile = list(call.criteria.all()), call.profile
    total = sum((criterion.weight for criterion in criteria), Decimal(0))
    price = sum((criterion.weight for criterion in criteria if criterion.is_price), Decimal(0))
    if not profile.criteria_min <= len(criteria) <= profile.criteria_max:
        counts = {"least": profile.criteria_min, "most": profile.criteria_max}
        yield Gap("criteria", "R-024", _("Set between %(least)d and %(most)d criteria.") % counts)
    if total != WHOLE:
        sum_ = {"total": _short(total)}
        yield Gap("criteria", "R-024", _("The weights add up to %(total)s; they must add up to 100.") % sum_)
    if profile.price_weight_percent is not None and price > profile.price_weight_percent:
        cap = {"cap": _short(profile.price_weight_percent)}
        yield Gap("criteria", "R-024", _("Price may weigh %(cap)s of 100 at most.") % cap)
    for criterion in criteria:
        if not _has_anchors(criterion):
            number = {"number": criterion.order}
            sentence = _("Criterion %(number)d: say what each mark means, in both languages.") % number
            yield Gap("criteria", "R-024", sentence)


def _has_anchors(criterion: Criterion) -> bool:
    marks = int(criterion.call.profile.points_max) + 1
    texts = (criterion.anchors_kk, criterion.anchors_ru)
    return all(len(anchors) == marks and all(text.strip() for text in anchors) for anchors in texts)


def _requirements(call: Call) -> Iterator[Gap]:
    requirements = list(call.requirements.all())
    if not requirements:
        yield Gap("requirements", "R-056", _("Name at least one requirement: only a published one can reject anybody."))
    for requirement in requirements:
        texts = (getattr(requirement, f"{name}_{code}") for name in REQUIREMENT_TEXTS for code in ("kk", "ru"))
        if not all(text.strip() for text in texts):
            sentence = _("Requirement %(code)s: give its text, proof and reason in both languages.")
            yield Gap("requirements", "R-016", sentence % {"code": requirement.code})


def _commission(call: Call) -> Iterator[Gap]:
    if not hasattr(call, "commission"):
        yield Gap("commission", "R-025", _("Appoint the commission by order."))


def _years_later(day: date, years: int) -> date:
    later = date(day.year + years, day.month, min(day.day, 28))
    return later if day.day <= 28 else later + timedelta(days=day.day - 28)


def _grouped(amount: Decimal) -> str:
    return f"{amount:,.0f}".replace(",", "\u00a0")


def _short(number: Decimal) -> str:
    return f"{number.normalize():f}"
