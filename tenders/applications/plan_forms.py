"""The shape of a row of what is planned: an objective, a risk, an activity, an indicator."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tenders.applications import content
from tenders.applications.parts import Indicator, Objective, Risk, WorkItem
from tenders.applications.row_forms import SENTENCE, KeyField, NumberField, Offered, RowForm, long_text
from ui.forms import DayInput


class ObjectiveForm(RowForm):
    """What is reached on the way to the goal."""

    key = KeyField(required=False)
    name = long_text(
        _("What you want to reach"),
        _("One thing that can be seen when it is reached. The workplan says what serves it."),
        limit=SENTENCE,
    )

    class Meta:
        part = "objectives"
        model = Objective
        fields = content.COLUMNS[part]


class RiskForm(RowForm):
    """What may go wrong, and the answer to it."""

    name = long_text(_("What may go wrong"), limit=SENTENCE)
    answer = long_text(_("What you do about it"))

    class Meta:
        part = "risks"
        model = Risk
        fields = content.COLUMNS[part]
        labels = {"likelihood": _("How likely it is")}


class WorkItemForm(RowForm):
    """An activity with its days, the objective it serves, and the indicator it moves."""

    key = KeyField(required=False)
    objective = Offered(
        label=_("Objective it serves"), help_text=_("Write the objectives first: they are named here."), required=False
    )
    indicator = Offered(label=_("Indicator it moves"), required=False)

    class Meta:
        part = "work_items"
        model = WorkItem
        fields = content.COLUMNS[part]
        widgets = {"starts_on": DayInput(), "ends_on": DayInput()}
        labels = {
            "name": _("Activity"),
            "starts_on": _("Begins"),
            "ends_on": _("Ends"),
            "place": _("Place"),
            "responsible": _("Responsible"),
            "output": _("What it gives"),
        }


class IndicatorForm(RowForm):
    """What is counted, from where to where, by when."""

    key = KeyField(required=False)
    baseline = NumberField(label=_("Number now"), max_digits=14, required=False)
    target = NumberField(label=_("Number to reach"), max_digits=14, required=False)

    class Meta:
        part = "indicators"
        model = Indicator
        fields = content.COLUMNS[part]
        widgets = {"due_on": DayInput(), "measured_on": DayInput()}
        labels = {
            "name": _("Indicator"),
            "kind": _("Kind"),
            "unit": _("Unit"),
            "measured_on": _("To be measured on"),
            "due_on": _("Reached by"),
            "proof": _("Source of proof"),
            "disaggregation": _("Counted apart for"),
        }
        help_texts = {
            "kind": _("Output: what you do. Outcome: what changes for the people."),
            "measured_on": _("If nobody knows the number now: the day on which you measure it."),
            "disaggregation": _("Women and men, ages, villages."),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        # One of the two is asked for.
        self.fields["baseline"].is_asked = True


PLAN_FORMS: tuple[type[forms.ModelForm], ...] = (ObjectiveForm, RiskForm, WorkItemForm, IndicatorForm)
