"""What a person types into the sections of a report, and the same facts as actions take them."""

from decimal import Decimal

from registry.filings import actions
from registry.reference.models import Region, Sphere

COUNTS = {
    "staff_count": 5,
    "staff_women_count": 3,
    "volunteer_count": 20,
    "volunteer_women_count": 12,
    "member_count": 0,
}


def sections() -> dict[str, dict]:
    """Every section of a whole report that breaks no rule."""
    project = {
        "name": "Үйдегі көмек",
        "sphere": Sphere.objects.get(number=6),
        "region": Region.objects.get(code="23"),
        "amount": Decimal("700000.00"),
        "people_served": 40,
        "funder": "Атырау облысының әкімдігі",
    }
    return {
        "people": dict(COUNTS),
        "income": {
            "income_total_amount": Decimal("1000000.50"),
            "income": [
                {"source": "state_order", "donor": "", "amount": Decimal("800000.50")},
                {"source": "foreign", "donor": "UNDP", "amount": Decimal("200000.00")},
            ],
        },
        "spending": {
            "spending_total_amount": Decimal("900000.00"),
            "spending": [
                {"purpose": "pay", "amount": Decimal("600000.00")},
                {"purpose": "programmes", "amount": Decimal("300000.00")},
            ],
        },
        "property": {"property": [{"kind": "equipment", "name": "Компьютер", "amount": Decimal("150000.00")}]},
        "projects": {"projects": [project]},
    }


def complete(report, *, by, at):
    """The report with every section saved."""
    for section, facts in sections().items():
        report = actions.revise(report, section, facts, by=by, at=at)
    return report


def filed(organisation, year, *, by, at):
    """The report of a year, begun, filled in and filed at one moment."""
    return actions.file(complete(actions.start(organisation, year, by=by, at=at), by=by, at=at), by=by, at=at)


def rows(*told: dict) -> dict[str, str]:
    """Rows as the page of a section sends them."""
    sent = {"rows-TOTAL_FORMS": str(len(told)), "rows-INITIAL_FORMS": "0"}
    return sent | {
        f"rows-{number}-{name}": str(value) for number, row in enumerate(told) for name, value in row.items()
    }
