"""What the article of 2006 reports of the sector: in its own round words, with its source (A7, A8)."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from registry.archive import figures
from registry.archive.loading import article
from registry.statistics import counting
from registry.statistics.sections import Heading, Section
from ui import charts, words


def sector(_day: date) -> Section:
    """How large the sector was, as reported; each figure keeps its “about” or “more than” (A8)."""
    told = article()
    reported = told["reported"]
    asked = {
        "organisations": _("NGOs in the country"),
        "effective": _("NGOs that work effectively"),
        "employed": _("People employed by NGOs"),
        "beneficiaries": _("People helped by NGOs"),
    }
    return Section(
        summary=_("The source gives these figures in round words, and so do we. None is exact."),
        headings=[Heading(_("What is told of"), "text"), Heading(_("As reported"), "text")],
        rows=[[label, in_words(reported[name])] for name, label in asked.items()],
        notes=[
            _("So at most %(share)s %% of the NGOs worked effectively.")
            % {"share": words.short(effective_share(reported), counting.language())}
        ],
        source=told["source"],
    )


def activities(_day: date) -> Section:
    """What NGOs did, in shares that make a hundred percent (A7)."""
    told = article()
    shares = [(counting.said(share, "what"), share["percent"]) for share in told["reported"]["activity_shares"]]
    total = sum(percent for _what, percent in shares)
    picture = charts.bars(
        shares,
        id="activities",
        title=_("What NGOs did, in percent of all activity"),
        label_head=_("Activity"),
        value_head=_("Percent"),
        show=lambda value: f"{value}{words.NO_BREAK}%",
    )
    return Section(
        summary=_("As the source reports it; the shares make %(total)s %% together.") % {"total": total},
        headings=[Heading(_("Activity"), "text"), Heading(_("Share, %"), "percent")],
        rows=[[what, percent] for what, percent in shares],
        total=[_("Together"), total],
        charts=[picture],
        source=told["source"],
    )


def in_words(told: str) -> str:
    """A reported figure with the word it was reported with: “more than 5 000”, “about 1 000” (A8)."""
    number = {"number": words.whole(figures.reported(told))}
    if told.startswith("more than"):
        return _("more than %(number)s") % number
    return _("about %(number)s") % number


def effective_share(reported: dict[str, Any]) -> Any:
    """The share of effective NGOs that the reported figures allow at most, in percent (A8)."""
    return figures.percent(figures.reported(reported["effective"]), figures.reported(reported["organisations"]))
