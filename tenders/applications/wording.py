"""What a person reads about a fault of an application."""

from django.utils.translation import gettext_lazy as _

from tenders.applications.budget import Fault

BUDGET = {
    Fault.NO_QUANTITY: _("Enter a quantity, a price and a number of months: a round sum is not a cost."),
    Fault.SUMS_DIFFER: _("Requested, own and other money must add up to quantity × price × months."),
    Fault.NOT_A_COST: _("Profit and unforeseen costs are not paid: the order covers self-cost only."),
    Fault.NOT_ALLOWED: _("The state social order does not pay for equipment or development of the organisation."),
    Fault.OVERHEAD_TOO_HIGH: _("Overhead is above the share that this call allows."),
    Fault.OVER_THE_LOT: _("You ask for more than the budget of the lot."),
    Fault.NOTHING_REQUESTED: _("The budget asks for nothing yet."),
}
