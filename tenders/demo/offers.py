"""What the applications of the demonstration offer: a row of each part."""

from decimal import Decimal
from typing import Any

from tenders.calls.models import Lot

OBJECTIVE, INDICATOR = "DEMAAAAA", "DEMBBBBB"


def rows(lot: Lot, requested: Decimal) -> dict[str, list[dict[str, Any]]]:
    """A row of every part, and two of some; requested is in tenge."""
    return {**_plan(lot), **_people(lot), "budget_lines": [_line(requested)]}


def _plan(lot: Lot) -> dict[str, list[dict[str, Any]]]:
    objective = {"key": OBJECTIVE, "name": "60 адамға апта сайын көмек көрсету"}
    work = {
        "key": "DEMCCCCC", "name": "Апталық сапарлар", "starts_on": lot.starts_on, "ends_on": lot.ends_on,
        "place": "Аудан орталығы мен ауылдар", "responsible": "Үйлестіруші", "output": "60 адам тұрақты көмек алады",
        "objective": OBJECTIVE, "indicator": INDICATOR,
    }  # fmt: skip
    indicator = {
        "key": INDICATOR, "name": "Жағдайы жақсарған адамдар", "kind": "outcome", "unit": "адам", "baseline": 0,
        "target": 45, "due_on": lot.ends_on, "proof": "Тәуелсіз сауалнама", "disaggregation": "әйелдер мен ерлер",
    }  # fmt: skip
    risk = {"name": "Қыста жол жабылады", "likelihood": "medium", "answer": "Сапарды ауылдағы еріктілер жасайды"}
    return {"objectives": [objective], "work_items": [work], "indicators": [indicator], "risks": [risk]}


def _people(lot: Lot) -> dict[str, list[dict[str, Any]]]:
    group = {
        "kind": "other", "description": lot.target_group_kk, "entry_rule": "Әкімдік тізімі бойынша",
        "how_found": "Әлеуметтік қызметкерлер мен учаскелік дәрігер арқылы", "sex": "both", "direct_count": 60,
        "indirect_count": 200,
        "self_reliance_goal": "Өзара көмек тобына қосылып, туыстары күтімге үйренеді",
    }  # fmt: skip
    lead = {"name": "Айгүл Серікова", "role": "Үйлестіруші", "share": 60, "contract": "labour", "is_lead": True}
    worker = {"name": "Жұмысқа алынады", "role": "Әлеуметтік қызметкер", "share": 100, "contract": "labour"}
    partner = {"name": "Ауыл әкімдігі", "sector": "state", "contribution": "Бөлме мен көлік береді"}
    year = lot.starts_on.year
    project = {
        "name": "Көршілер көмегі", "funder": "Қоғамдық қор", "sum_amount": 4_500_000, "year_from": year - 2,
        "year_until": year - 1, "result": "35 отбасы тұрақты көмек алды", "proof": "Қордың хаты",
    }  # fmt: skip
    return {"target_groups": [group], "team": [lead, worker], "partners": [partner], "experience": [project]}


def _line(requested: Decimal) -> dict[str, Any]:
    return {
        "category": "pay", "name": "Әлеуметтік қызметкерлердің еңбекақысы", "unit": "адам", "quantity": 2,
        "unit_cost": requested / 20, "months": 10, "requested_amount": requested, "grounds": "Штат кестесі",
    }  # fmt: skip
