"""Active against registered: in this register today, and as the ministry counted in April 2023 (S26)."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from registry.organisations.models import Organisation
from registry.reference.models import Duty
from registry.statistics import counting
from registry.statistics.sections import Heading, Section, Value
from ui import charts, words

FILE = Path(__file__).parent / "data" / "statuses_2023.json"
# Nobody's figures have organisations until they are verified, nor a second record of one that is counted.
UNCOUNTED = (Organisation.Status.FILED, Organisation.Status.RETURNED, Organisation.Status.MERGED)


def today(day: date) -> Section:
    """The organisations of this register by status, how many are at work (domain 6.1), and how many have no BIN."""
    counted = {status: (number, nameless) for status, number, nameless in counting.by("status", nameless=Q(bin=None))}
    at_work = _at_work(day)
    statuses = [status for status in Organisation.Status if status not in UNCOUNTED]
    found = [
        (str(status.label), *counted.get(status.value, (0, 0)), at_work.get(status.value, 0)) for status in statuses
    ]
    everything, nameless = sum(row[1] for row in found), sum(row[2] for row in found)
    active, _nameless = counted.get(Organisation.Status.ACTIVE, (0, 0))
    summary = _("%(active)s of %(all)s registered organisations are active.") % {
        "active": words.whole(active),
        "all": words.whole(everything),
    }
    told = {"number": words.whole(at_work.get(Organisation.Status.ACTIVE, 0))}
    summary += " " + _("At work, by the last annual report due: %(number)s of the active.") % told
    return Section(
        summary=summary,
        headings=[
            Heading(_("Status"), "text"),
            Heading(_("Organisations")),
            Heading(_("Share, %"), "percent"),
            Heading(_("Of them without a BIN")),
            Heading(_("Of them at work")),
        ],
        rows=[[label, number, counting.share(number, everything), *rest] for label, number, *rest in found],
        total=[_("Registered in all"), everything, counting.share(everything, everything), nameless,
               sum(at_work.values())],
        charts=[_bars([(label, number) for label, number, *_rest in found], "statuses", _("Organisations by status"))],
        notes=[
            _("A BIN is no status here: an active organisation may still be without one."),
            _("At work is whoever has filed the last annual report that was due, in time or late. Contracts will count "
              "too, once this system keeps them."),
        ],
    )  # fmt: skip


def _at_work(day: date) -> dict[str, int]:
    """By status, how many have filed the last report that was due on a day."""
    working = Organisation.objects.public().at_work(Duty.report_year(day)).order_by()
    return dict(working.values_list("status").annotate(of_all=Count("pk")))


def in_2023(_day: date) -> Section:
    """The status table of April 2023, whose parts are one less than its total: the gap has a row of its own (S26)."""
    told = ministry()
    parts = [(counting.said(part, "what"), int(part["count"])) for part in told["parts"]]
    registered, together = told["registered"], sum(number for _what, number in parts)
    rows: list[list[Value]] = [[what, number, counting.share(number, registered)] for what, number in parts]
    rows += [
        [_("All parts together"), together, None],
        [_("Missing from the parts"), registered - together, None],
    ]
    return Section(
        summary=_("Of %(all)s registered organisations %(active)s were active.")
        % {"all": words.whole(registered), "active": words.whole(parts[0][1])},
        headings=[Heading(_("Status"), "text"), Heading(_("Organisations")), Heading(_("Share, %"), "percent")],
        rows=rows,
        total=[_("Registered, as the source gives it"), registered, counting.share(registered, registered)],
        charts=[_bars(parts, "statuses-2023", _("Organisations by status, April 2023"))],
        notes=[
            _("The parts of the source are one less than its total. We show the gap and do not mend it."),
            _("The source counts organisations without a BIN as a status of their own."),
            _("%(number)s organisations filed their yearly information on time.")
            % {"number": words.whole(told["filed_on_time"])},
        ],
        source=told["source"],
    )


def ministry() -> dict[str, Any]:
    """What the ministry counted in April 2023, with its source (S26)."""
    told: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return told


def _bars(figures: list[tuple[str, int]], id: str, title: str) -> charts.BarChart:
    return charts.bars(
        figures,
        id=id,
        title=title,
        label_head=_("Status"),
        value_head=_("Organisations"),
        show=lambda value: words.whole(int(value)),
    )
