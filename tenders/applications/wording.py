"""What a person reads about the parts of an application and about their faults."""

from django.utils.translation import gettext_lazy as _

from tenders.applications.budget import Fault
from tenders.applications.sheets import Fault as Cell

GROUPS = (
    (
        _("The project"),
        {"summary": _("The project in words"), "objectives": _("Objectives"), "risks": _("Risks")},
    ),
    (
        _("People"),
        {
            "target-group": _("Target groups"),
            "team": _("Team"),
            "partners": _("Partners"),
            "experience": _("Experience"),
        },
    ),
    (
        _("Work and money"),
        {"workplan": _("Workplan"), "indicators": _("Indicators"), "budget": _("Budget")},
    ),
    (_("Documents"), {"attachments": _("Files")}),
)
SECTIONS = {section: name for _title, group in GROUPS for section, name in group.items()}
# An application is whole without them.
OPTIONAL = frozenset({"partners", "experience"})

HINTS = {
    "summary": _("What is wrong, what you want to reach, and how you will do it."),
    "objectives": _("What the goal consists of. Each objective is served by at least one activity of the workplan."),
    "risks": _("What may go wrong, how likely it is, and what you do then."),
    "target-group": _("Whom you will serve, how many, and how a person enters."),
    "team": _("Who does the work, with which share of their time, and who leads."),
    "partners": _("Who else takes part: the state, business, other NGOs, donors. You may leave it empty."),
    "experience": _("What you have done before, for whose money, and what came of it. You may leave it empty."),
    "workplan": _("What you will do, when, where, and who answers for it."),
    "indicators": _("What will be counted, from where to where, and how it is proved."),
    "budget": _("Every cost as quantity × price × months, with its grounds."),
    "attachments": _("The documents that the call asks for, and whatever else shows that you can do the work."),
}

TEXTS = {
    "title": _("Title of the project"),
    "summary": _("Summary"),
    "problem": _("Problem"),
    "goal": _("Goal"),
    "method": _("Method"),
    "innovation": _("What is new in it"),
    "sustainability": _("What remains when the project ends"),
}
OPTIONAL_TEXTS = frozenset({"innovation"})

ROWS = {
    "objectives": _("Objective %(number)d"),
    "risks": _("Risk %(number)d"),
    "target_groups": _("Target group %(number)d"),
    "team": _("Person %(number)d"),
    "partners": _("Partner %(number)d"),
    "experience": _("Project %(number)d"),
    "work_items": _("Activity %(number)d"),
    "indicators": _("Indicator %(number)d"),
    "budget_lines": _("Budget line %(number)d"),
}

ONE_MORE = {
    "objectives": _("Add another objective"),
    "risks": _("Add another risk"),
    "target_groups": _("Add another target group"),
    "team": _("Add another person"),
    "partners": _("Add another partner"),
    "experience": _("Add another project"),
    "work_items": _("Add another activity"),
    "indicators": _("Add another indicator"),
    "budget_lines": _("Add another budget line"),
}

AT_LEAST_ONE = {
    "objectives": _("Name at least one objective."),
    "risks": _("Name at least one risk."),
    "target_groups": _("Name at least one target group."),
    "team": _("Name at least one person who leads the project."),
    "work_items": _("Name at least one activity."),
    "indicators": _("Name at least one outcome: what changes for the people you serve."),
    "budget_lines": _("Enter at least one budget line."),
}

MISSING = {
    "objectives": {"name": _("Say what you want to reach.")},
    "risks": {
        "name": _("Say what may go wrong."),
        "likelihood": _("Choose how likely it is."),
        "answer": _("Say what you do about it."),
    },
    "partners": {
        "name": _("Name the partner."),
        "sector": _("Choose the sector the partner belongs to."),
        "contribution": _("Say what the partner gives."),
    },
    "team": {
        "name": _("Enter the name, or “to be hired”."),
        "role": _("Say what the person does in the project."),
        "share": _("Enter the share of time, from 1 to 100 percent."),
        "contract": _("Choose the kind of contract."),
    },
    "experience": {
        "name": _("Name the project."),
        "funder": _("Say who paid for it."),
        "sum_amount": _("Enter the sum in tenge."),
        "year_from": _("Enter the year in which it began."),
        "year_until": _("Enter the year in which it ended."),
        "result": _("Say what came of it."),
        "proof": _("Say what proves it: a report, a contract, a letter."),
    },
    "target_groups": {
        "kind": _("Choose the kind of group."),
        "description": _("Say who these people are."),
        "entry_rule": _("Say how a person enters the group."),
        "how_found": _("Say how you find these people."),
        "direct_count": _("Enter how many people you will serve."),
        "self_reliance_goal": _("Say how they come to manage on their own."),
    },
    "work_items": {
        "name": _("Name the activity."),
        "starts_on": _("Enter the day it begins."),
        "ends_on": _("Enter the day it ends."),
        "place": _("Say where it takes place."),
        "responsible": _("Say who answers for it."),
        "output": _("Say what it gives."),
        "objective": _("Choose the objective that it serves."),
    },
    "indicators": {
        "name": _("Name what is counted."),
        "kind": _("Choose whether it is an output or an outcome."),
        "unit": _("Enter the unit it is counted in."),
        "target": _("Enter the number you want to reach."),
        "due_on": _("Enter the day by which you reach it."),
        "proof": _("Say what proves the number."),
    },
    "budget_lines": {
        "category": _("Choose the category of the cost."),
        "name": _("Name the cost."),
        "unit": _("Enter the unit: a person, a month, a trip."),
        "quantity": _("Enter the quantity."),
        "unit_cost": _("Enter the price of one unit."),
        "months": _("Enter for how many months, or how many times."),
        "requested_amount": _("Enter the sum you request."),
        "grounds": _("Say what the price stands on."),
    },
}

NO_BASELINE = _("Enter the number as it is now, nought too; or the day on which it will be measured.")
WITHOUT_ACTIVITY = _("%(name)s: at least one activity of the workplan must serve it.")
OF_NO_AGE = _("The age until is below the age from.")
NOT_A_SHARE = _("Enter a share of time from 1 to 100 percent.")
YEARS_TURNED = _("The last year lies before the first.")
OF_ANOTHER_REGION = _("Choose a region of the lot.")
TAKEN = _("Taken from %(number)s: check it.")
# Where in a row something is wrong, where a row has so many columns that its name alone does not lead there.
COLUMNS = {
    "budget_lines": {
        "category": _("Category"),
        "year": _("Year"),
        "name": _("Cost"),
        "unit": _("Unit"),
        "quantity": _("Quantity"),
        "unit_cost": _("Price of a unit"),
        "months": _("Months or times"),
        "own_amount": _("Own contribution"),
        "other_amount": _("From others"),
        "requested_amount": _("Requested"),
        "grounds": _("Grounds"),
        "work_item": _("Activity it pays for"),
        "quote": _("Quotation"),
    },
}
IN_A_COLUMN = _("%(row)s, “%(column)s”")

YEAR = _("Year %(number)d")
# What is said of a cell that was brought from a spreadsheet.
CELLS = {
    Cell.UNKNOWN_CATEGORY: _("“%(text)s” is no category: choose one."),
    Cell.UNKNOWN_YEAR: _("“%(text)s” is no year of this lot: choose one."),
    Cell.NOT_A_NUMBER: _("“%(text)s” is no number that can be read: enter it as 12 or 1,5."),
}

NOBODY_SERVED = _("Enter how many people you will serve, at least one.")
EVERYONE = _("The order serves a bounded group, not everyone: name the group and its entry test.")
ENDS_BEFORE = _("The end lies before the beginning.")
OUTSIDE_THE_LOT = _("Enter a day between %(first)s and %(last)s: these are the dates of the lot.")
NO_DOCUMENT = _("Attach the document that requirement %(code)s asks for: %(proof)s")
FILE_REFUSED = _("“%(name)s” was refused. %(why)s Remove it, or put another file in its place.")
TOO_LONG = _("Shorten “%(field)s”: it may have %(limit)d characters.")
EMPTY = _("Fill in “%(field)s”.")

BUDGET = {
    Fault.NO_QUANTITY: _("Enter a quantity, a price and a number of months: a round sum is not a cost."),
    Fault.SUMS_DIFFER: _("Requested, own and other money must add up to quantity × price × months."),
    Fault.NOT_A_COST: _("Profit and unforeseen costs are not paid: the order covers self-cost only."),
    Fault.NOT_ALLOWED: _("The state social order does not pay for equipment or development of the organisation."),
    Fault.NO_SUCH_YEAR: _("The work of the lot does not last until this year: choose another."),
    Fault.QUOTE_MISSING: _("So dear a line needs a quotation: attach one under “Files”, then choose it here."),
    Fault.QUOTE_GONE: _("The quotation is not among your files any more: choose another."),
    Fault.OVERHEAD_TOO_HIGH: _("Overhead is above the share that this call allows."),
    Fault.OVER_THE_LOT: _("You ask for more than the budget of the lot."),
    Fault.OWN_SHARE_TOO_LOW: _("Your own contribution is below the share of the cost that this lot asks for."),
    Fault.NOTHING_REQUESTED: _("The budget asks for nothing yet."),
}
