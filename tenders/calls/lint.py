"""Every breach of domain 3.2 and 8.3 in a call, with its rule and the field where it is mended. Pure."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tenders.calls.costs import NOT_A_COST
from tenders.plans.target import is_everyone
from tenders.procedure.deadlines import WorkCalendar

WHOLE = Decimal(100)
LANGUAGES = ("kk", "ru")
TOPIC = ("title", "purpose")
LOT_TEXTS = ("title", "description", "target_group", "results")
# Texts long enough to be told in two languages; a title or a proof may be the same in both.
TRANSLATED = ("description", "target_group", "results")
CONTACTS = ("legal_basis", "contact_name", "contact_phone", "contact_email")
REQUIREMENT_TEXTS = ("text", "proof", "reason")


class Gap(NamedTuple):
    """What is wrong, by which rule, and where it is mended: the page, its field, and the lot if it is one's."""

    page: str
    rule: str
    sentence: str
    field: str = ""
    lot: int = 0


class Sheet(NamedTuple):
    """A call with all its parts, read once; costs and regions by the numbers of the lots."""

    call: Any
    lots: list[Any]
    costs: dict[int, list[Any]]
    criteria: list[Any]
    requirements: list[Any]
    documents: list[Any]
    calendar: WorkCalendar


def breaches(sheet: Sheet, published: datetime) -> list[Gap]:
    """Everything unlawful in a call that is published at this moment, in the order of its pages."""
    found = [*_unread(sheet), *_texts(sheet), *_lots(sheet)]
    found += [*dates(sheet.call, sheet.calendar, published)]
    return [*found, *_requirements(sheet), *_criteria(sheet), *_documents(sheet)]


def _unread(sheet: Sheet) -> Iterator[Gap]:
    for part in sheet.call.unread_parts:
        page, _dash, number = part.partition("-")
        sentence = _("This part was copied from an earlier call: look at it again and save it.")
        yield Gap("lots" if number else page, "5.1", sentence, lot=int(number or 0))


def _texts(sheet: Sheet) -> Iterator[Gap]:
    call = sheet.call
    if empty := _first_empty(call, TOPIC):
        yield Gap("topic", "R-025", _("Write every text of the call in Kazakh and in Russian."), f"id_{empty}")
    if empty := next((name for name in CONTACTS if not getattr(call, name).strip()), ""):
        yield Gap("topic", "6.2", _("Name the legal basis, and who answers questions."), f"id_{empty}")
    if _is_untranslated(call, "purpose"):
        yield Gap("topic", "R-093", _("The Kazakh and the Russian text are the same: translate one."), "id_purpose_ru")
    if empty := _first_empty(call, ("subsidiarity",)):
        sentence = _("Say in Kazakh and in Russian why a lower level or the market cannot do it.")
        yield Gap("why", "3.2", sentence, f"id_{empty}")
    elif _is_untranslated(call, "subsidiarity"):
        sentence = _("The Kazakh and the Russian text are the same: translate one.")
        yield Gap("why", "R-093", sentence, "id_subsidiarity_ru")


def dates(call: Any, calendar: WorkCalendar, published: datetime) -> Iterator[Gap]:
    """What is unlawful in the dates of a call that is published at this moment (R-025, R-026, R-043)."""
    profile, deadline = call.profile, localtime(call.deadline_at)
    hours = {"from": f"{profile.deadline_not_before:%H:%M}", "to": f"{profile.deadline_not_after:%H:%M}"}
    if not profile.deadline_not_before <= deadline.time() <= profile.deadline_not_after:
        sentence = _("Set the deadline between %(from)s and %(to)s, Astana time.") % hours
        yield Gap("dates", "R-025", sentence, "id_deadline_at")
    if profile.deadline_on_working_day and not calendar.is_working(deadline.date()):
        yield Gap("dates", "R-025", _("Set the deadline on a working day."), "id_deadline_at")
    if call.opening_at > call.deadline_at + timedelta(minutes=profile.opening_within_minutes):
        minutes = {"minutes": profile.opening_within_minutes}
        sentence = _("Set the opening no later than %(minutes)d minutes after the deadline.") % minutes
        yield Gap("dates", "R-043", sentence, "id_opening_at")
    closes = {"closes_at": profile.deadline_not_after}
    first = calendar.window_end(published, profile.submission_days, profile.submission_unit, **closes)
    if deadline.date() < localtime(first).date():
        days = {"days": profile.submission_days, "unit": profile.get_submission_unit_display()}
        sentence = _("Leave at least %(days)d %(unit)s between publication and the deadline.") % days
        yield Gap("dates", "R-026", sentence, "id_deadline_at")


def _lots(sheet: Sheet) -> Iterator[Gap]:
    if not sheet.lots:
        yield Gap("lots", "R-022", _("Add at least one lot."))
    for lot in sheet.lots:
        for rules in (_lot_texts, _lot_group, _lot_time, _lot_costs):
            yield from rules(lot, sheet)


def _lot_texts(lot: Any, sheet: Sheet) -> Iterator[Gap]:
    number = {"number": lot.number}
    if empty := _first_empty(lot, LOT_TEXTS):
        sentence = _("Lot %(number)d: write every text in Kazakh and in Russian.") % number
        yield Gap("lots", "R-025", sentence, f"id_{empty}", lot.number)
    if same := next((name for name in TRANSLATED if _is_untranslated(lot, name)), ""):
        sentence = _("Lot %(number)d: the Kazakh and the Russian text are the same: translate one.") % number
        yield Gap("lots", "R-093", sentence, f"id_{same}_ru", lot.number)


def _lot_group(lot: Any, sheet: Sheet) -> Iterator[Gap]:
    number = {"number": lot.number}
    if code := next((code for code in LANGUAGES if is_everyone(getattr(lot, f"target_group_{code}"))), ""):
        sentence = _("Lot %(number)d: bound the target group; everyone is no group.") % number
        yield Gap("lots", "A15", sentence, f"id_target_group_{code}", lot.number)
    for code in LANGUAGES:
        told = getattr(lot, f"target_group_{code}") + getattr(lot, f"results_{code}")
        if told.strip() and not re.search(r"\d", told):
            sentence = _("Lot %(number)d: say in figures how many people are served.") % number
            yield Gap("lots", "3.2", sentence, f"id_target_group_{code}", lot.number)
            return


def _lot_time(lot: Any, sheet: Sheet) -> Iterator[Gap]:
    facts = {"number": lot.number, "years": sheet.call.profile.project_years_max}
    if lot.starts_on <= localtime(sheet.call.deadline_at).date():
        sentence = _("Lot %(number)d: the work begins after the deadline for applications.") % facts
        yield Gap("lots", "R-022", sentence, "id_starts_on", lot.number)
    if lot.ends_on >= _years_later(lot.starts_on, sheet.call.profile.project_years_max):
        sentence = _("Lot %(number)d: the work may last %(years)d years at most.") % facts
        yield Gap("lots", "R-077", sentence, "id_ends_on", lot.number)


def _lot_costs(lot: Any, sheet: Sheet) -> Iterator[Gap]:
    lines, least = sheet.costs[lot.number], sheet.call.profile.cost_lines_min
    facts = {"number": lot.number, "least": least, "total": _short(sum((line.amount for line in lines), Decimal(0)))}
    if least is not None and len(lines) < least:
        sentence = _("Lot %(number)d: justify the budget with at least %(least)d cost lines.") % facts
        yield Gap("lots", "R-023", sentence, f"id_costs-{len(lines)}-name_kk", lot.number)
    elif lines and sum(line.amount for line in lines) != lot.budget_amount:
        facts["budget"] = _short(lot.budget_amount)
        sentence = _("Lot %(number)d: the cost lines add up to %(total)s ₸, the budget is %(budget)s ₸.") % facts
        yield Gap("lots", "R-023", sentence, "id_budget_amount", lot.number)
    for index, line in enumerate(lines):
        yield from _cost(lot, index, line)


def _cost(lot: Any, index: int, line: Any) -> Iterator[Gap]:
    place = {"number": lot.number, "line": index + 1}
    if empty := _first_empty(line, ("name", "ground")):
        sentence = _("Lot %(number)d, cost line %(line)d: give what is paid and its ground in both languages.") % place
        yield Gap("lots", "R-023", sentence, f"id_costs-{index}-{empty}", lot.number)
    if NOT_A_COST.search(f"{line.name_kk} {line.name_ru}".lower()):
        sentence = _("Lot %(number)d, cost line %(line)d: only costs are paid, no profit and no reserve.") % place
        yield Gap("lots", "R-046", sentence, f"id_costs-{index}-name_kk", lot.number)


def _criteria(sheet: Sheet) -> Iterator[Gap]:
    criteria, profile = sheet.criteria, sheet.call.profile
    total = sum((criterion.weight for criterion in criteria), Decimal(0))
    price = sum((criterion.weight for criterion in criteria if criterion.is_price), Decimal(0))
    first = "id_criteria-0-weight"
    if not profile.criteria_min <= len(criteria) <= profile.criteria_max:
        counts = {"least": profile.criteria_min, "most": profile.criteria_max}
        yield Gap("criteria", "R-024", _("Set between %(least)d and %(most)d criteria.") % counts)
    if total != WHOLE:
        sum_ = {"total": _short(total)}
        yield Gap("criteria", "R-024", _("The weights add up to %(total)s; they must add up to 100.") % sum_, first)
    if profile.price_weight_percent is not None and price > profile.price_weight_percent:
        cap = {"cap": _short(profile.price_weight_percent)}
        place = next(index for index, criterion in enumerate(criteria) if criterion.is_price)
        sentence = _("Price may weigh %(cap)s of 100 at most.") % cap
        yield Gap("criteria", "R-024", sentence, f"id_criteria-{place}-weight")
    for index, criterion in enumerate(criteria):
        yield from _criterion(index, criterion, profile)


def _criterion(index: int, criterion: Any, profile: Any) -> Iterator[Gap]:
    number, place = {"number": index + 1, "most": _short(profile.points_max)}, f"id_criteria-{index}"
    if empty := _first_empty(criterion, ("name",)):
        sentence = _("Criterion %(number)d: name it in both languages.") % number
        yield Gap("criteria", "R-024", sentence, f"{place}-{empty}")
    marks = int(profile.points_max) + 1
    for code in LANGUAGES:
        anchors = [anchor.strip() for anchor in getattr(criterion, f"anchors_{code}")]
        if len(anchors) != marks or not all(anchors):
            sentence = _("Criterion %(number)d: say what each mark means, in both languages.") % number
            yield Gap("criteria", "R-024", sentence, f"{place}-anchors_{code}_0")
            break
        if len(set(anchors)) != marks:
            sentence = _("Criterion %(number)d: two marks mean the same.") % number
            yield Gap("criteria", "R-024", sentence, f"{place}-anchors_{code}_0")
            break
    if criterion.min_points > profile.points_max:
        sentence = _("Criterion %(number)d: the least mean is above the highest mark, %(most)s.") % number
        yield Gap("criteria", "R-060", sentence, f"{place}-min_points")


def _requirements(sheet: Sheet) -> Iterator[Gap]:
    if not sheet.requirements:
        sentence = _("Name at least one requirement: only a published one can reject anybody.")
        yield Gap("requirements", "R-056", sentence)
    for index, requirement in enumerate(sheet.requirements):
        if empty := _first_empty(requirement, REQUIREMENT_TEXTS):
            sentence = _("Requirement %(code)s: give its text, proof and reason in both languages.")
            place = f"id_requirements-{index}-{empty}"
            yield Gap("requirements", "R-016", sentence % {"code": requirement.code}, place)


def _documents(sheet: Sheet) -> Iterator[Gap]:
    for index, document in enumerate(sheet.documents):
        number = {"number": index + 1}
        if empty := _first_empty(document, ("title",)):
            sentence = _("Document %(number)d: name it in both languages.") % number
            yield Gap("documents", "R-025", sentence, f"id_documents-{index}-{empty}")
        for code in LANGUAGES:
            if not (getattr(document, f"text_{code}").strip() or getattr(document, f"link_{code}")):
                sentence = _("Document %(number)d: give a text or an address in both languages.") % number
                yield Gap("documents", "R-093", sentence, f"id_documents-{index}-text_{code}")
                break


def _first_empty(thing: Any, names: tuple[str, ...]) -> str:
    pairs = (f"{name}_{code}" for name in names for code in LANGUAGES)
    return next((pair for pair in pairs if not getattr(thing, pair).strip()), "")


def _is_untranslated(thing: Any, name: str) -> bool:
    kazakh, russian = (getattr(thing, f"{name}_{code}").strip().lower() for code in LANGUAGES)
    return bool(kazakh) and kazakh == russian


def _years_later(day: date, years: int) -> date:
    later = date(day.year + years, day.month, min(day.day, 28))
    return later if day.day <= 28 else later + timedelta(days=day.day - 28)


def _short(number: Decimal) -> str:
    return f"{number.normalize():f}"
