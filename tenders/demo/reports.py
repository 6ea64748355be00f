"""The annual reports of the demonstration: most in time, some late, some missing, one corrected."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from registry.filings import actions
from registry.filings.models import AnnualReport
from registry.organisations.models import Organisation
from registry.reference.models import Duty
from tenders.procedure.deadlines import ALMATY

# Those who bid in the demonstration have filed for the year before too: their calls reach that far back.
BIDDERS = 5
IN_TIME, LATE = timedelta(days=-20), timedelta(days=12)
MILLION = Decimal(1_000_000)


def file(ngos: Sequence[Organisation], heads: Sequence[User], now: datetime) -> None:
    """The report of the last year due for most NGOs that are verified; what bidders owed before that, late."""
    duty, day = Duty.of_reports(now.date()), now.astimezone(ALMATY).date()
    assert duty is not None
    year = duty.last_due_year(day)
    assert year is not None
    for number, ngo in enumerate(ngos):
        if ngo.status != Organisation.Status.ACTIVE or number % 9 == 8:
            continue
        head = heads[number % len(heads)]
        if number < BIDDERS and ngo.registered_on.year < year:
            _filed(ngo, year - 1, number, head, ngo.verified_at or now)
        due = datetime.combine(duty.due_on(year), time(11), tzinfo=ALMATY)
        report = _filed(ngo, year, number, head, due + (LATE if number % 7 == 6 else IN_TIME))
        if number == 0:
            _corrected(report, head, due)


def _filed(ngo: Organisation, year: int, number: int, by: User, at: datetime) -> AnnualReport:
    report = actions.start(ngo, year, by=by, at=at)
    for section, facts in _sections(ngo, number).items():
        report = actions.revise(report, section, facts, by=by, at=at)
    return actions.file(report, by=by, at=at)


def _corrected(report: AnnualReport, by: User, at: datetime) -> None:
    because = "Еріктілердің саны қайта есептелді. / Пересчитано число волонтёров."
    draft = actions.correct(report, because=because, by=by, at=at)
    draft = actions.revise(draft, "people", {"volunteer_count": 31}, by=by, at=at)
    actions.file(draft, by=by, at=at)


def _sections(ngo: Organisation, number: int) -> dict[str, dict[str, Any]]:
    income: list[dict[str, Any]] = [
        {"source": "own", "donor": "", "amount": MILLION / 2 * (1 + number % 3)},
        {"source": "state_order", "donor": "", "amount": MILLION * (4 + number % 8)},
        {"source": "private", "donor": "", "amount": MILLION / 4 * (1 + number % 5)},
    ]
    if number % 4 == 1:
        income.append({"source": "foreign", "donor": "UNDP", "amount": MILLION * 2})
    total = sum((row["amount"] for row in income), Decimal(0))
    pay = (total * 6 / 10).quantize(Decimal(1000))
    spending = [
        {"purpose": "pay", "amount": pay},
        {"purpose": "programmes", "amount": total - pay - MILLION / 2},
        {"purpose": "rent", "amount": MILLION / 2},
    ]
    [sphere] = ngo.spheres.all()[:1]
    project = {
        "name": "Ауыл тұрғындарына апталық көмек", "sphere": sphere, "region": ngo.region,
        "amount": total - pay - MILLION / 2, "people_served": 40 + number * 3 % 160,
        "funder": "Облыс әкімдігі",
    }  # fmt: skip
    counts = {
        "staff_count": 4 + number % 9, "staff_women_count": (4 + number % 9) * 2 // 3,
        "volunteer_count": 12 + number % 40,
        "volunteer_women_count": (12 + number % 40) * 6 // 10, "member_count": number % 60,
    }  # fmt: skip
    return {
        "people": counts,
        "income": {"income_total_amount": total, "income": income},
        "spending": {"spending_total_amount": total, "spending": spending},
        "property": {"property": [{"kind": "equipment", "name": "Кеңсе техникасы", "amount": MILLION}]},
        "projects": {"projects": [project]},
    }
