"""The five stages at which citizens and NGOs take part, as the article names them, each with its page (A13)."""

from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from registry.archive.loading import article
from registry.bodies import levels
from tenders.calls.models import Call
from ui.charts import BarChart, bars


class Stage(NamedTuple):
    """One stage: its name, what one does there, and the page where it is done."""

    name: str
    what: str
    href: str
    label: str


# The article's words for a stage: name, what one does, the label of the link, the page and what it asks of it.
STAGES: dict[str, tuple[Any, Any, Any, str, str]] = {
    "problem formulation": (
        gettext_lazy("Naming the problem"),
        gettext_lazy(
            "Anybody names a problem to a state body, and others support it. Themes of the plan grow out of it."
        ),
        gettext_lazy("The board of problems"),
        "plans:problems",
        "",
    ),
    "policy elaboration": (
        gettext_lazy("Working out the policy"),
        gettext_lazy(
            "Themes are discussed in public, every comment gets an answer, councils and chambers advise. "
            "They recommend; they do not bind."
        ),
        gettext_lazy("Plans and their themes"),
        "plans:index",
        "",
    ),
    "decision-making": (
        gettext_lazy("Deciding"),
        gettext_lazy(
            "NGOs sit in the commissions, and observers watch. Who decided, and why, is public with the results."
        ),
        gettext_lazy("Calls with published results"),
        "calls:index",
        "?status=results_final",
    ),
    "implementation": (
        gettext_lazy("Carrying it out"),
        gettext_lazy("An NGO that won does the work with money of the budget, at its self-cost."),
        gettext_lazy("Calls that accept applications"),
        "calls:index",
        "?status=published",
    ),
    "assessment": (
        gettext_lazy("Judging what came of it"),
        gettext_lazy("Everybody reads what an NGO did in tenders: on its page in the register, under “record”."),
        gettext_lazy("The register of NGOs"),
        "organisations:index",
        "",
    ),
}


def stages() -> list[Stage]:
    """The stages in the order of the article."""
    found = []
    for told in article()["participation_stages"]:
        name, what, label, page, query = STAGES[told]
        found.append(Stage(str(name), str(what), reverse(page) + query, str(label)))
    return found


def calls_by_level() -> BarChart:
    """At which level the state orders: how many published calls, all three levels shown (A17)."""
    return bars(
        [(at.label, at.number) for at in levels.of(Call.objects.public())],
        id="levels",
        title=_("Published calls by level"),
        label_head=_("Level"),
        value_head=_("Calls"),
    )
