"""What a report lacks before it may be filed, section by section (R-005). Pure: plain values, no database, no clock."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SECTIONS = {
    "people": gettext_lazy("People"),
    "income": gettext_lazy("Income by source"),
    "spending": gettext_lazy("Spending by purpose"),
    "property": gettext_lazy("Property"),
    "projects": gettext_lazy("Projects"),
}
HINTS = {
    "people": gettext_lazy("Staff, volunteers and members, on 31 December."),
    "income": gettext_lazy(
        "All the money that came in during the year, and from whom. Leave a sum empty where there was none."
    ),
    "spending": gettext_lazy(
        "All the money that was spent during the year, and on what. Leave a sum empty where there was none."
    ),
    "property": gettext_lazy("What the organisation owned on 31 December. If it owned nothing, save the empty page."),
    "projects": gettext_lazy("The projects of the year. If there were none, save the empty page."),
}
COUNTS = {
    "staff_count": gettext_lazy("Staff"),
    "staff_women_count": gettext_lazy("Women among the staff"),
    "volunteer_count": gettext_lazy("Volunteers"),
    "volunteer_women_count": gettext_lazy("Women among the volunteers"),
    "member_count": gettext_lazy("Members"),
}
# A part of the people cannot be more than the whole.
AMONG = (("staff_women_count", "staff_count"), ("volunteer_women_count", "volunteer_count"))
TOTALS = {"income": "income_total_amount", "spending": "spending_total_amount"}
MISSING: dict[str, dict[str, Any]] = {
    "income": {"amount": gettext_lazy("Enter the sum.")},
    "spending": {"amount": gettext_lazy("Enter the sum.")},
    "property": {"name": gettext_lazy("Say what it is."), "amount": gettext_lazy("Enter the sum.")},
    "projects": {
        "name": gettext_lazy("Enter the name of the project."),
        "sphere": gettext_lazy("Choose the sphere."),
        "region": gettext_lazy("Choose the region."),
        "amount": gettext_lazy("Enter the sum."),
        "people_served": gettext_lazy("Enter how many people were served; 0 if none."),
        "funder": gettext_lazy("Say who paid for it; your own organisation may have."),
    },
}
ROWS = {
    "income": gettext_lazy("Income %(number)d"),
    "spending": gettext_lazy("Spending %(number)d"),
    "property": gettext_lazy("Property %(number)d"),
    "projects": gettext_lazy("Project %(number)d"),
}
ONE_MORE = {
    "income": gettext_lazy("Save and add another source"),
    "spending": gettext_lazy("Save and add another purpose"),
    "property": gettext_lazy("Save and add more property"),
    "projects": gettext_lazy("Save and add another project"),
}
DONOR = gettext_lazy("Name the foreign donor.")
NO_INCOME_LINE = gettext_lazy("Enter where the money came from, line by line, or 0 as the total.")
NO_SPENDING_LINE = gettext_lazy("Enter what the money was spent on, line by line, or 0 as the total.")


class Gap(NamedTuple):
    """What is missing or wrong, in which section, and at which field it is mended."""

    section: str
    sentence: str
    field: str = ""
    is_wrong: bool = False


def gaps(told: Mapping[str, Any], saved: Iterable[str], carried: Iterable[str]) -> list[Gap]:
    """Everything that stops the filing, in the order of the sections; nothing when the report is complete (R-005).

    `told` holds the counts and totals by name, and the parts as rows; `saved` are the sections that somebody has saved,
    `carried` those that still show last year's figures.
    """
    found = []
    for section, name in SECTIONS.items():
        if section in carried:
            sentence = _("“%(section)s” still shows last year's figures: look at them and save.") % {"section": name}
            found.append(Gap(section, sentence))
        elif section not in saved:
            found.append(Gap(section, _("“%(section)s” is not filled in yet.") % {"section": name}))
        else:
            found += faults(section, told)
    return found


def faults(section: str, told: Mapping[str, Any]) -> list[Gap]:
    """What is missing or wrong in one section."""
    if section == "people":
        return [*_people(told)]
    rows: list[Mapping[str, Any]] = told[section]
    found = []
    for number, row in enumerate(rows, start=1):
        for gap in row_faults(section, row):
            title = ROWS[section] % {"number": number}
            found.append(gap._replace(sentence=f"{title}: {gap.sentence}", field=""))
    return [*found, *total_faults(section, told, rows)]


def row_faults(section: str, row: Mapping[str, Any]) -> Iterator[Gap]:
    """What one row lacks."""
    for field, sentence in MISSING[section].items():
        if row.get(field) in (None, ""):
            yield Gap(section, str(sentence), field)
    if section == "income" and row.get("source") == "foreign" and not row.get("donor"):
        yield Gap(section, str(DONOR), "donor")


def total_faults(section: str, told: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> Iterator[Gap]:
    """What is wrong with the total of a part: it is not there, or it is not the sum of its lines (R-005)."""
    if section not in TOTALS:
        return
    field, rows = TOTALS[section], list(rows)
    total = told.get(field)
    if total is None:
        yield Gap(section, _("Enter the total."), field)
    elif total and not rows:
        yield Gap(section, str(NO_INCOME_LINE if section == "income" else NO_SPENDING_LINE), field, is_wrong=True)
    elif total != (lines := summed(rows)):
        sums = {"lines": written(lines), "total": written(total)}
        sentence = _("The lines make %(lines)s ₸, the total says %(total)s ₸. Mend the one that is wrong.") % sums
        yield Gap(section, sentence, field, is_wrong=True)


def summed(rows: Iterable[Mapping[str, Any]]) -> Decimal:
    """The sum of the rows in tenge; what is not filled in yet is nought."""
    return sum((row.get("amount") or Decimal(0) for row in rows), Decimal(0))


def written(amount: Decimal) -> str:
    """A sum as a sentence has it: “1 194 000”, “12,50”."""
    places = 0 if amount == amount.to_integral_value() else 2
    return f"{amount:,.{places}f}".replace(",", "\u00a0").replace(".", ",")


def _people(told: Mapping[str, Any]) -> Iterator[Gap]:
    for field, label in COUNTS.items():
        if told.get(field) is None:
            yield Gap("people", _("%(field)s: enter a number; 0 if there were none.") % {"field": label}, field)
    for part, whole in AMONG:
        if (told.get(part) or 0) > (told.get(whole) or 0):
            yield Gap("people", _("There cannot be more women than people in all."), part, is_wrong=True)
