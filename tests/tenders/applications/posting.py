"""Sections of an application as a browser sends them."""

from django.urls import reverse

from tenders.applications import checks, content
from tenders.applications.models import Application
from tests.factories.applications import OBJECTIVE

ROW = {
    "objectives": {"key": "", "name": "Elders are cared for every week"},
    "risks": {"name": "Roads under snow", "likelihood": "medium", "answer": "Neighbours go"},
    "team": {
        "name": "Aigul Serikova", "role": "Coordinator", "share": "50", "contract": "labour", "is_lead": "on",
    },
    "partners": {"name": "Akimat of the village", "sector": "state", "contribution": "A room"},
    "experience": {
        "name": "Help of neighbours", "funder": "A fund", "sum_amount": "2 000 000", "year_from": "2023",
        "year_until": "2024", "result": "25 families", "proof": "Letter of the fund",
    },
    "target-group": {
        "kind": "elders", "how_found": "Social workers tell us", "age_from": "65", "age_until": "", "sex": "",
        "region": "", "description": "Elders living alone", "entry_rule": "By the list", "direct_count": "40",
        "indirect_count": "", "self_reliance_goal": "Neighbours go on",
    },
    "workplan": {
        "name": "Visits", "starts_on": "", "ends_on": "", "place": "Atyrau", "responsible": "Coordinator",
        "output": "40 elders are cared for", "objective": OBJECTIVE, "indicator": "", "key": "",
    },
    "indicators": {
        "name": "Healthier elders", "kind": "outcome", "unit": "person", "baseline": "0", "target": "30",
        "due_on": "", "proof": "List of the doctor", "measured_on": "", "disaggregation": "", "key": "",
    },
    "budget": {
        "category": "pay", "name": "Social worker", "unit": "person", "quantity": "1,5", "unit_cost": "200 000",
        "months": "2", "own_amount": "", "other_amount": "", "requested_amount": "", "grounds": "Contract",
    },
}  # fmt: skip


def url(application, section):
    """Where a section is written."""
    return reverse("applications:section", args=[application.number, section])


def posted(section, lot, *rows, **more):
    """A form of rows as a browser sends it."""
    days = {
        "starts_on": lot.starts_on.isoformat(),
        "ends_on": lot.ends_on.isoformat(),
        "due_on": lot.ends_on.isoformat(),
    }
    sent = {"rows-TOTAL_FORMS": len(rows), "rows-INITIAL_FORMS": 0}
    for index, row in enumerate(rows):
        whole = {name: value or days.get(name, "") for name, value in ROW[section].items()} | row
        sent |= {f"rows-{index}-{name}": value for name, value in whole.items()}
    return sent | more


def stored(application, section):
    """The rows of a section as they are kept."""
    part = checks.PARTS[section]
    return content.told(Application.objects.get(pk=application.pk), part)


def keep(client, application, section, changed, **sent):
    """Only what was changed, as the page sends it by itself."""
    fields = {"changed": changed, **sent}
    return client.post(url(application, section), fields, headers={"X-Auto-Save": "1"})
