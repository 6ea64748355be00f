"""What a person reads about the parts of an application and about their faults."""

from django.utils.translation import gettext_lazy as _

from tenders.applications.budget import Fault
from tenders.applications.sheets import Fault as Cell

SECTIONS = {
    "summary": _("The project in words"),
    "target-group": _("Target groups"),
    "workplan": _("Workplan"),
    "indicators": _("Indicators"),
    "budget": _("Budget"),
    "attachments": _("Files"),
}

HINTS = {
    "summary": _("What is wrong, what you want to reach, and how you will do it."),
    "target-group": _("Whom you will serve, how many, and how a person enters."),
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
    "sustainability": _("What remains when the project ends"),
}

ROWS = {
    "target_groups": _("Target group %(number)d"),
    "work_items": _("Activity %(number)d"),
    "indicators": _("Indicator %(number)d"),
    "budget_lines": _("Budget line %(number)d"),
}

ONE_MORE = {
    "target_groups": _("Add another target group"),
    "work_items": _("Add another activity"),
    "indicators": _("Add another indicator"),
    "budget_lines": _("Add another budget line"),
}

AT_LEAST_ONE = {
    "target_groups": _("Name at least one target group."),
    "work_items": _("Name at least one activity."),
    "indicators": _("Name at least one outcome: what changes for the people you serve."),
    "budget_lines": _("Enter at least one budget line."),
}

MISSING = {
    "target_groups": {
        "description": _("Say who these people are."),
        "entry_rule": _("Say how a person enters the group."),
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
    },
    "indicators": {
        "name": _("Name what is counted."),
        "kind": _("Choose whether it is an output or an outcome."),
        "unit": _("Enter the unit it is counted in."),
        "baseline": _("Enter the number as it is now. Nought is a number too."),
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
