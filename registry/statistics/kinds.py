"""What organisations are: classes, spheres, legal forms, scale; in totals each is counted once (A11)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from registry.organisations.models import Organisation
from registry.reference.models import LegalForm, NgoClass, Sphere, spoken
from registry.statistics import counting
from registry.statistics.sections import Heading, Section, Value
from ui import charts, words

Row = tuple[str, int, int]


def classes(_day: date) -> Section:
    """Organisations by class; several classes of one organisation each count it, the total counts it once (A11)."""
    entries = NgoClass.objects.all()
    return _of_several("classes", entries, title=_("Organisations by class"), head=_("Class"))


def spheres(_day: date) -> Section:
    """Organisations by sphere; several spheres of one organisation each count it, the total counts it once."""
    entries = Sphere.objects.all()
    return _of_several("spheres", entries, title=_("Organisations by sphere"), head=_("Sphere"))


def legal_forms(_day: date) -> Section:
    """Organisations by legal form."""
    counted = {key: counts for key, *counts in counting.by("legal_form", active=counting.ACTIVE)}
    found = [
        (spoken(form), *counted.get(form.pk, (0, 0))) for form in LegalForm.objects.all() if _stands(form, counted)
    ]
    return _of_one(found, id="forms", title=_("Organisations by legal form"), head=_("Legal form"))


def scales(_day: date) -> Section:
    """Organisations by the scale of their work."""
    counted = {key: counts for key, *counts in counting.by("scale", active=counting.ACTIVE)}
    found = [(str(scale.label), *counted.get(scale.value, (0, 0))) for scale in Organisation.Scale]
    return _of_one(found, id="scales", title=_("Organisations by scale"), head=_("Scale"))


def _of_one(found: list[Row], *, id: str, title: str, head: str) -> Section:
    """A page of a fact that each organisation has once."""
    rows = sorted(found, key=lambda row: -row[1])
    everything, active = sum(row[1] for row in rows), sum(row[2] for row in rows)
    return Section(
        summary=_summary(rows),
        headings=_headings(head),
        rows=[_row(row, everything) for row in rows],
        total=_row((_("In all"), everything, active), everything),
        charts=[_bars(rows, id=id, title=title, head=head)],
    )


def _of_several(field: str, entries: Any, *, title: str, head: str) -> Section:
    """A page of a fact that an organisation may have several times, or not at all."""
    counted = {key: counts for key, *counts in counting.by(field, active=counting.ACTIVE)}
    rows = sorted(((spoken(one), *counted.get(one.pk, (0, 0))) for one in entries), key=lambda row: -row[1])
    nothing = (_("None is named"), *counted[None]) if None in counted else None
    everything, active = counting.in_all(), counting.in_all(counting.ACTIVE)
    return Section(
        summary=_summary(rows),
        headings=_headings(head),
        rows=[_row(row, everything) for row in [*rows, *filter(None, [nothing])]],
        total=_row((_("Organisations in all, each counted once"), everything, active), everything),
        charts=[_bars(rows, id=field, title=title, head=head)],
        notes=[_("Whoever stands in several rows is counted in each, so the rows may make more than the total.")],
    )


def _stands(form: LegalForm, counted: dict[Any, Any]) -> bool:
    """A form that is no NGO has a row only if somebody in the register bears it."""
    return form.is_ngo or form.pk in counted


def _summary(rows: Sequence[Row]) -> str:
    if not rows or not rows[0][1]:
        return _("The register is empty.")
    return _("The most: %(name)s, %(number)s.") % {"name": rows[0][0], "number": words.whole(rows[0][1])}


def _headings(head: str) -> list[Heading]:
    return [
        Heading(head, "text"),
        Heading(_("Organisations")),
        Heading(_("Share, %"), "percent"),
        Heading(_("Of them active")),
    ]


def _row(row: Row, everything: int) -> list[Value]:
    name, number, active = row
    return [name, number, counting.share(number, everything), active]


def _bars(rows: Sequence[Row], *, id: str, title: str, head: str) -> charts.BarChart:
    return charts.bars(
        [(name, number) for name, number, _active in rows],
        id=id,
        title=title,
        label_head=head,
        value_head=_("Organisations"),
        show=lambda value: words.whole(int(value)),
    )
