"""What an application still lacks before it may be submitted, section by section; row by row for its forms."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from django.utils.translation import get_language

from registry.reference.models import Region
from tenders.applications import budget, content, wording
from tenders.applications.models import Application
from tenders.calls.models import Call, Lot
from tenders.plans.target import is_everyone
from ui import words

PARTS = {
    "objectives": "objectives",
    "risks": "risks",
    "target-group": "target_groups",
    "team": "team",
    "partners": "partners",
    "experience": "experience",
    "workplan": "work_items",
    "indicators": "indicators",
    "budget": "budget_lines",
}
# The longest that each text may be, in characters; a new line is one.
LIMITS = {
    "title": 250,
    "summary": 1500,
    **dict.fromkeys(("problem", "goal", "method", "innovation", "sustainability"), 3000),
}
ROW_LIMIT = 1000
# Where on a line of the budget a fault is mended; every other one is in its name.
PLACES = {
    budget.Fault.NO_QUANTITY: "quantity",
    budget.Fault.SUMS_DIFFER: "requested_amount",
    budget.Fault.NOT_ALLOWED: "category",
    budget.Fault.NO_SUCH_YEAR: "year",
    budget.Fault.QUOTE_MISSING: "quote",
    budget.Fault.QUOTE_GONE: "quote",
}


# Of which rows there is at least one; of other parts it is any.
COUNTS = {"indicators": lambda row: row["kind"] == "outcome", "team": lambda row: row["is_lead"]}


class State(StrEnum):
    """How far a section is; the letters are those of the task list's badges."""

    TODO = "todo"
    DOING = "doing"
    WRONG = "wrong"
    DONE = "done"
    FREE = "optional"


class Gap(NamedTuple):
    """What is missing or wrong, and in which section it is mended."""

    section: str
    sentence: str
    is_wrong: bool = False


class Fault(NamedTuple):
    """What is missing or wrong in one row, and at which field it is mended."""

    field: str
    sentence: str
    is_wrong: bool = True


def gaps(application: Application) -> list[Gap]:
    """Everything that stops the submission, in the order of the sections; nothing when it is complete (R-045)."""
    found = [*_texts(application)]
    for section, part in PARTS.items():
        found += _rows(application, section, part)
    return [*found, *_unserved(application), *_regions(application), *_whole_budget(application), *_files(application)]


def states(application: Application, found: list[Gap]) -> dict[str, State]:
    """How far each section is, from the gaps that were found."""
    return {section: _state(application, section, found) for section in wording.SECTIONS}


def row_faults(part: str, row: Mapping[str, Any], lot: Lot) -> Iterator[Fault]:
    """What is missing and what is wrong in one row of a part (A15, A16, R-045, R-046, R-048)."""
    for field, sentence in wording.MISSING[part].items():
        if row[field] in (None, ""):
            yield Fault(field, str(sentence), is_wrong=False)
    if part in WRONG:
        yield from WRONG[part](row, lot)


def limits_of(lot: Lot) -> budget.Limits:
    """What the call allows: the lot's budget in tenge, overhead in percent, costs of the organisation itself."""
    return budget.Limits(
        lot_budget=Decimal(lot.budget_amount),
        overhead_percent=lot.call.profile.overhead_percent,
        allows_institutional=lot.call.instrument != Call.Instrument.SOCIAL_ORDER,
        years=lot.years,
        own_share_percent=lot.own_share_percent,
        quote_from=lot.call.profile.quote_from_amount,
    )


def regions_of(lot: Lot) -> list[Region]:
    """The regions that a target group may live in: those of the lot, or all where the lot names none."""
    own = list(lot.regions.order_by("code"))
    return own or list(Region.objects.on(lot.starts_on).order_by("code"))


def quotes_of(application: Application) -> dict[str, str]:
    """The files that a line of the budget may name as its quotation: their names by their codes."""
    files = application.attachments.all()
    return {file.code: file.name for file in files if file.ended_at is None and file.status != file.Status.REFUSED}


def whole_budget(lines: list[budget.Line], lot: Lot) -> Iterator[str]:
    """What is wrong with the budget as a whole (R-045, R-046)."""
    for fault in budget.whole_faults(lines, limits_of(lot)):
        yield str(wording.BUDGET[fault])


def _texts(application: Application) -> Iterator[Gap]:
    for name, label in wording.TEXTS.items():
        text, limit = getattr(application, name), LIMITS[name]
        if not text.strip():
            if name not in wording.OPTIONAL_TEXTS:
                yield Gap("summary", wording.EMPTY % {"field": label})
        elif len(text) > limit:
            yield Gap("summary", wording.TOO_LONG % {"field": label, "limit": limit}, is_wrong=True)


def _rows(application: Application, section: str, part: str) -> Iterator[Gap]:
    rows = content.rows(application, part)
    if section not in wording.OPTIONAL and not any(COUNTS.get(part, bool)(row) for row in rows):
        yield Gap(section, str(wording.AT_LEAST_ONE[part]))
    for number, row in enumerate(rows, start=1):
        for fault in row_faults(part, row, application.lot):
            yield Gap(section, f"{_named(part, number, fault)}: {fault.sentence}", fault.is_wrong)


def _named(part: str, number: int, fault: Fault) -> str:
    row = str(wording.ROWS[part] % {"number": number})
    column = wording.COLUMNS.get(part, {}).get(fault.field) if fault.is_wrong else None
    return str(wording.IN_A_COLUMN % {"row": row, "column": column}) if column else row


def _unserved(application: Application) -> Iterator[Gap]:
    """An objective that no activity serves is mended in the workplan (domain 6.3)."""
    served = {row["objective"] for row in content.rows(application, "work_items")} - {""}
    for number, row in enumerate(content.rows(application, "objectives"), start=1):
        if row["key"] not in served:
            name = wording.ROWS["objectives"] % {"number": number}
            yield Gap("workplan", wording.WITHOUT_ACTIVITY % {"name": name})


def _regions(application: Application) -> Iterator[Gap]:
    """A target group lives in a region of the lot, which a change of the call may have taken out."""
    rows = content.rows(application, "target_groups")
    if any(row["region"] for row in rows):
        known = {region.code for region in regions_of(application.lot)}
        for number, row in enumerate(rows, start=1):
            if row["region"] and row["region"] not in known:
                name = wording.ROWS["target_groups"] % {"number": number}
                yield Gap("target-group", f"{name}: {wording.OF_ANOTHER_REGION}", is_wrong=True)


def _whole_budget(application: Application) -> Iterator[Gap]:
    lines, limits, offered = content.lines_of(application), limits_of(application.lot), quotes_of(application)
    for number, line in enumerate(lines, start=1):
        if found := budget.quote_fault(line, limits, offered):
            fault = Fault("quote", str(wording.BUDGET[found]))
            yield Gap("budget", f"{_named('budget_lines', number, fault)}: {fault.sentence}", is_wrong=True)
    if lines:
        for sentence in whole_budget(lines, application.lot):
            yield Gap("budget", sentence, is_wrong=True)


def _files(application: Application) -> Iterator[Gap]:
    """A document for each requirement that asks for one; none that was refused (R-045)."""
    files = [file for file in application.attachments.all() if file.ended_at is None]
    proved = {file.requirement_id for file in files if file.status != file.Status.REFUSED}
    for requirement in application.lot.call.requirements.all():
        if requirement.asks_for_a_document and requirement.pk not in proved:
            proof = words.spoken(requirement, "proof", (get_language() or "kk")[:2])[1]
            yield Gap("attachments", wording.NO_DOCUMENT % {"code": requirement.code, "proof": proof})
    for file in files:
        if file.status == file.Status.REFUSED:
            yield Gap("attachments", wording.FILE_REFUSED % {"name": file.name, "why": file.because}, is_wrong=True)


def _state(application: Application, section: str, found: list[Gap]) -> State:
    own = [gap for gap in found if gap.section == section]
    if not own and section in content.taken(application):
        return State.DOING
    if not own:
        is_free = section in wording.OPTIONAL and is_empty(application, section)
        return State.FREE if is_free else State.DONE
    if any(gap.is_wrong for gap in own):
        return State.WRONG
    return State.TODO if is_empty(application, section) else State.DOING


def is_empty(application: Application, section: str) -> bool:
    """Whether nothing is written in a section yet."""
    if section == "summary":
        return not any(getattr(application, name).strip() for name in wording.TEXTS)
    if section == "attachments":
        return all(file.ended_at for file in application.attachments.all())
    return not content.told(application, PARTS[section])


def section_of(name: str) -> str:
    """The section that holds a text or a part."""
    return next((section for section, part in PARTS.items() if part == name), "summary")


def _wrong_group(row: Mapping[str, Any], lot: Lot) -> Iterator[Fault]:
    if is_everyone(row["description"]):
        yield Fault("description", str(wording.EVERYONE))
    if row["direct_count"] is not None and row["direct_count"] < 1:
        yield Fault("direct_count", str(wording.NOBODY_SERVED))
    if _is_turned(row, "age_from", "age_until"):
        yield Fault("age_until", str(wording.OF_NO_AGE))


def _wrong_member(row: Mapping[str, Any], lot: Lot) -> Iterator[Fault]:
    if row["share"] is not None and not 1 <= row["share"] <= 100:
        yield Fault("share", str(wording.NOT_A_SHARE))


def _wrong_experience(row: Mapping[str, Any], lot: Lot) -> Iterator[Fault]:
    if _is_turned(row, "year_from", "year_until"):
        yield Fault("year_until", str(wording.YEARS_TURNED))


def _is_turned(row: Mapping[str, Any], first: str, last: str) -> bool:
    return row[first] is not None and row[last] is not None and row[last] < row[first]


def _wrong_work(row: Mapping[str, Any], lot: Lot) -> Iterator[Fault]:
    for field in ("starts_on", "ends_on"):
        yield from _outside(row, field, lot)
    if row["starts_on"] and row["ends_on"] and row["ends_on"] < row["starts_on"]:
        yield Fault("ends_on", str(wording.ENDS_BEFORE))


def _wrong_indicator(row: Mapping[str, Any], lot: Lot) -> Iterator[Fault]:
    if row["baseline"] is None and row["measured_on"] is None:
        yield Fault("baseline", str(wording.NO_BASELINE), is_wrong=False)
    yield from _outside(row, "measured_on", lot)
    yield from _outside(row, "due_on", lot)


def _wrong_line(row: Mapping[str, Any], lot: Lot) -> Iterator[Fault]:
    if any(row[field] in (None, "") for field in ("name", "quantity", "unit_cost", "months", "requested_amount")):
        return
    line = content.line_of(row)
    for fault in budget.line_faults(line, limits_of(lot)):
        yield Fault(_place(fault, line), str(wording.BUDGET[fault]))


def _place(fault: budget.Fault, line: budget.Line) -> str:
    is_unit = fault == budget.Fault.NO_QUANTITY and min(line.quantity, line.unit_cost, line.months) > 0
    return "unit" if is_unit else PLACES.get(fault, "name")


def _outside(row: Mapping[str, Any], field: str, lot: Lot) -> Iterator[Fault]:
    if row[field] and not lot.starts_on <= row[field] <= lot.ends_on:
        language = (get_language() or "kk")[:2]
        days = {"first": words.day(lot.starts_on, language), "last": words.day(lot.ends_on, language)}
        yield Fault(field, wording.OUTSIDE_THE_LOT % days)


WRONG = {
    "target_groups": _wrong_group,
    "team": _wrong_member,
    "experience": _wrong_experience,
    "work_items": _wrong_work,
    "indicators": _wrong_indicator,
    "budget_lines": _wrong_line,
}
