"""A page of the register as rows of plain values: a long table is drawn from nothing deeper."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import get_language

from registry.organisations.models import Organisation
from ui import words

# What no code of an organisation holds.
PLACE = "-"


class Row(NamedTuple):
    """One organisation: where its page is, its name and the language of it, and what else the table shows."""

    url: str
    name: str
    tongue: str
    bin: str
    region: str
    legal_form: str
    status: str
    status_label: str


def rows(
    organisations: Iterable[Organisation], *, regions: Mapping[int, str], legal_forms: Mapping[int, str]
) -> list[Row]:
    """These organisations in the reader's language; names of regions and legal forms are given by their keys."""
    before, after = reverse("organisations:detail", args=[PLACE]).rsplit(PLACE, 1)
    language = (get_language() or "kk")[:2]
    labels = {status.value: str(status.label) for status in Organisation.Status}
    found = []
    for one in organisations:
        tongue, name = words.spoken(one, "name", language)
        region, form = regions.get(one.region_id, ""), legal_forms.get(one.legal_form_id, "")
        url = f"{before}{one.code}{after}"
        found.append(Row(url, name, tongue, one.bin or "–", region, form, one.status, labels[one.status]))
    return found
