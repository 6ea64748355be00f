"""An official walks the form of an applicant before the call is published: nothing is stored, nothing is counted."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tenders.applications import content, wording
from tenders.applications.models import Application, WorkingCopy
from tenders.calls.models import Lot

# The key of no row: its parts are read like those of any application, and there are none.
NOBODY = 0


# What is typed; a file would have to be kept to be looked at.
SECTIONS = {name: title for name, title in wording.SECTIONS.items() if name != "attachments"}


def nobodys(lot: Lot, section: str) -> Application:
    """An empty application that belongs to nobody and is in no table; its workplan has an objective to serve."""
    application = Application(pk=NOBODY, lot=lot)
    example = {"objectives": [{"key": "EXAMPLE", "name": _("An objective as an example")}]}
    WorkingCopy(application=application).shut(content.blank("kk") | (example if section == "workplan" else {}))
    return application


def groups(lot: Lot) -> list[tuple[Any, list[dict[str, Any]]]]:
    """The sections an applicant will find, in their groups, each with the page where it is tried."""
    found = [
        (title, [_task(lot, section) for section in names if section in SECTIONS]) for title, names in wording.GROUPS
    ]
    return [(title, tasks) for title, tasks in found if tasks]


def _task(lot: Lot, section: str) -> dict[str, Any]:
    return {
        "title": SECTIONS[section],
        "hint": wording.HINTS[section],
        "url": reverse("rehearsals:section", args=[lot.call.number, lot.number, section]),
        "status": "todo",
        "label": _("Try it"),
    }


def section(lot: Lot, section: str, form: Any) -> dict[str, Any]:
    """One section with its form, and the section that an applicant comes to next."""
    names = list(SECTIONS)
    following = names[names.index(section) + 1 :]
    return {
        "section": section,
        "name": SECTIONS[section],
        "hint": wording.HINTS[section],
        "form": form,
        "next": reverse("rehearsals:section", args=[lot.call.number, lot.number, following[0]]) if following else "",
    }
