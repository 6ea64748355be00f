"""What an application still lacks before it may be submitted, section by section."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.organisations.models import Organisation
from tenders.applications import budget, wording
from tenders.applications.models import Application, BudgetLine
from tenders.calls.models import Call, Lot
from tenders.calls.target import is_everyone

SECTIONS = {
    "summary": gettext_lazy("The project in words"),
    "target-group": gettext_lazy("Target groups"),
    "workplan": gettext_lazy("Workplan"),
    "indicators": gettext_lazy("Indicators"),
    "budget": gettext_lazy("Budget"),
}


TEXTS = {
    "title": gettext_lazy("Title of the project"),
    "summary": gettext_lazy("Summary"),
    "problem": gettext_lazy("Problem"),
    "goal": gettext_lazy("Goal"),
    "method": gettext_lazy("Method"),
    "sustainability": gettext_lazy("What remains when the project ends"),
}


class Gap(NamedTuple):
    """What is missing, and in which section it is mended."""

    section: str
    sentence: str


def gaps(application: Application) -> list[Gap]:
    """Everything that stops the submission, in the order of the sections; nothing when it is complete (R-045)."""
    found = [*_texts(application), *_groups(application), *_work(application), *_indicators(application)]
    return [*found, *_budget(application)]


def _texts(application: Application) -> Iterator[Gap]:
    for name in TEXTS:
        if not getattr(application, name).strip():
            yield Gap("summary", _("Fill in “%(field)s”.") % {"field": TEXTS[name]})


def _groups(application: Application) -> Iterator[Gap]:
    groups = list(application.target_groups.all())
    if not groups:
        yield Gap("target-group", _("Name at least one target group."))
    if any(is_everyone(group.description) for group in groups):
        yield Gap(
            "target-group", _("Bound the target group: the order serves a group with an entry test, not everyone.")
        )


def _work(application: Application) -> Iterator[Gap]:
    items, lot = list(application.work_items.all()), application.lot
    if not items:
        yield Gap("workplan", _("Name at least one activity."))
    for item in items:
        if item.starts_on < lot.starts_on or item.ends_on > lot.ends_on:
            yield Gap("workplan", _("“%(name)s” lies outside the dates of the lot.") % {"name": item.name})


def _indicators(application: Application) -> Iterator[Gap]:
    if not any(indicator.kind == "outcome" for indicator in application.indicators.all()):
        yield Gap("indicators", _("Name at least one outcome: what changes for the people you serve."))


def _budget(application: Application) -> Iterator[Gap]:
    lines, limits = lines_of(application), limits_of(application.lot)
    if not lines:
        yield Gap("budget", _("Enter at least one budget line."))
        return
    for line in lines:
        for fault in budget.line_faults(line, limits):
            yield Gap("budget", f"{line.name}: {wording.BUDGET[fault]}")
    for fault in budget.whole_faults(lines, limits):
        yield Gap("budget", str(wording.BUDGET[fault]))


def lines_of(application: Application) -> list[budget.Line]:
    """The budget of the working copy as the arithmetic takes it."""
    return [line_of(line) for line in application.budget_lines.all()]


def line_of(line: BudgetLine) -> budget.Line:
    """One line as the arithmetic takes it."""
    return budget.Line(
        category=line.category,
        name=line.name,
        unit=line.unit,
        quantity=line.quantity,
        unit_cost=line.unit_cost,
        months=line.months,
        requested=line.requested_amount,
        own=line.own_amount,
        other=line.other_amount,
    )


def limits_of(lot: Lot) -> budget.Limits:
    """What the call allows: the lot's budget in tenge, overhead in percent, costs of the organisation itself."""
    return budget.Limits(
        lot_budget=Decimal(lot.budget_amount),
        overhead_percent=lot.call.profile.overhead_percent,
        allows_institutional=lot.call.instrument != Call.Instrument.SOCIAL_ORDER,
    )


class Condition(NamedTuple):
    """A rule asked before a person begins: whether it is met, in words, and what to do if not (U2)."""

    is_met: bool
    sentence: str
    remedy: str = ""


def conditions(organisation: Organisation, lot: Lot, at: datetime) -> list[Condition]:
    """Whether this organisation may apply for the lot now, rule by rule (R-010, R-012, R-040)."""
    ngo, call = organisation, lot.call
    applied = Application.objects.filter(lot=lot, organisation=ngo).exclude(status=Application.Status.WITHDRAWN)
    return [
        Condition(
            ngo.status == Organisation.Status.ACTIVE,
            _("The organisation is verified and active in the register."),
            _("Wait for the verification, or mend what the registry officer asked for."),
        ),
        Condition(
            ngo.legal_form.is_ngo,
            _("Its legal form may receive a state social order."),
            _("Only the legal forms of an NGO may take part."),
        ),
        Condition(bool(ngo.bin), _("The organisation has a BIN."), _("Add the BIN to the register and file again.")),
        Condition(
            call.accepts_applications(at),
            _("The call accepts applications."),
            _("The call is closed. Look for another open call."),
        ),
        Condition(
            not applied.exists(),
            _("The organisation has no other application for this lot."),
            _("Open the application you have; it can be changed until the deadline."),
        ),
    ]
