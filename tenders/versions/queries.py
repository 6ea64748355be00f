"""What the pages of the versions show: the list, what was changed in one, and what restoring it would change."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from registry.reference.models import Region
from tenders.applications import checks, content, forms, wording
from tenders.applications.models import Application
from tenders.applications.parts import Project
from tenders.drafts.models import Version
from tenders.versions import comparing, rules
from tenders.versions.comparing import Kind, Piece
from ui.templatetags.ui import day, short, tenge

MONEY = ("_amount", "_cost")


class Row(NamedTuple):
    """A row of a part: its name, what became of it, and its cells, each a label and its words."""

    title: str
    kind: Kind
    cells: list[tuple[str, list[Piece]]]


class Change(NamedTuple):
    """A text with its words, or a part with its rows."""

    name: str
    label: str
    words: list[Piece]
    rows: list[Row]


def in_order(application: Application) -> QuerySet[Version]:
    """The versions of an application, the last one first; without what they say."""
    return application.versions.defer("box").select_related("saved_by").order_by("-number")


def history(application: Application, page: Any, now: datetime) -> dict[str, Any]:
    """The list: who saved what when, which of them was submitted, and how it stands now."""
    before = Version.objects.filter(application=OuterRef("application"), saved_at__lte=OuterRef("received_at"))
    of_version = Subquery(before.order_by("-number").values("number")[:1])
    receipts = application.receipts.annotate(version=of_version).order_by("received_at")
    submitted = {receipt.version: receipt for receipt in receipts}
    for version in page:
        version.sections = sections(version.changed)
        version.receipt = submitted.get(version.number)
    copy = application.working_copy
    return _common(application, now) | {"page": page, "unkept": sections(copy.unkept), "last": copy.versions}


def detail(application: Application, version: Version, *, with_now: bool, now: datetime) -> dict[str, Any]:
    """One version: what was changed in it, or since then; and the whole of it."""
    version.application = application
    earlier = application.versions.filter(number=version.number - 1).first()
    if earlier:
        earlier.application = application
    then = version.facts
    before = earlier.facts if earlier else content.blank(then["language"])
    compared = (then, application.working_copy.facts) if with_now else (before, then)
    return _common(application, now) | {
        "version": version,
        "earlier": earlier,
        "with_now": with_now,
        "is_last": version.number == application.working_copy.versions,
        "sections": sections(version.changed),
        "changes": changes(*compared),
        "whole": whole(then),
    }


def restoring(application: Application, version: Version, now: datetime) -> dict[str, Any]:
    """What would be changed by restoring a version, and the marks of how everything stands now."""
    version.application = application
    names = [*content.TEXTS, *content.PARTS]
    return _common(application, now) | {
        "version": version,
        "changes": changes(application.working_copy.facts, version.facts),
        "seen": json.dumps(content.fingerprints(application, names)),
    }


def sections(names: Iterable[str]) -> list[str]:
    """The sections that these texts and parts stand in, each once, in the order of the sections."""
    named = set(names)
    written = [section for section in wording.SECTIONS if section == "summary" or section in checks.PARTS]
    return [str(wording.SECTIONS[section]) for section in written if named & set(forms.names(section))]


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """What differs between two versions, text by text and part by part."""
    texts = [
        Change(name, _label(name), comparing.words(_said(before, name), _said(after, name)), [])
        for name in content.TEXTS
        if before.get(name, "") != after.get(name, "")
    ]
    parts = [(part, comparing.rows(before.get(part, []), after.get(part, []))) for part in content.PARTS]
    names = _names(before, after)
    return texts + [
        Change(part, _label(part), [], [_row(part, row, names) for row in found]) for part, found in parts if found
    ]


def whole(facts: Mapping[str, Any]) -> list[Change]:
    """Everything that a version says."""
    texts = [Change(name, _label(name), comparing.words(*[_said(facts, name)] * 2), []) for name in content.TEXTS]
    rows = {
        part: [comparing.Row(Kind.SAME, number, row, row) for number, row in enumerate(facts.get(part, []), start=1)]
        for part in content.PARTS
    }
    names = _names(facts)
    return texts + [Change(part, _label(part), [], [_row(part, row, names) for row in of]) for part, of in rows.items()]


def _common(application: Application, now: datetime) -> dict[str, Any]:
    call = application.lot.call
    return {"application": application, "call": call, "now": now, "is_open": rules.is_open(application, now)}


def _names(*versions: Mapping[str, Any]) -> dict[str, str]:
    """What the keys and codes in rows stand for: other rows, regions, files."""
    linked = {other for links in content.LINKS.values() for other in links.values()}
    rows = [row for facts in versions for part in linked for row in facts.get(part, [])]
    groups = [row for facts in versions for row in facts.get("target_groups", [])]
    regions = Region.objects.filter(code__in={row.get("region") for row in groups} - {None, ""})
    return {region.code: str(region) for region in regions} | {
        row["key"]: row["name"] for row in rows if row.get("key")
    }


def _row(part: str, row: comparing.Row, names: Mapping[str, str]) -> Row:
    columns = [column for column in content.COLUMNS[part] if column != "key"]
    fields: list[Any] = [content.PARTS[part]._meta.get_field(column) for column in columns]
    named = {"region", *content.LINKS.get(part, {})}
    told = [(field, *(_shown(field, of, names if field.name in named else {}) for of in row[2:])) for field in fields]
    is_edit = row.kind == Kind.CHANGED
    cells = [
        (str(capfirst(field.verbose_name)), comparing.words(was, now))
        for field, was, now in told
        if (was != now if is_edit else was or now)
    ]
    return Row(wording.ROWS[part] % {"number": row.number}, row.kind, cells)


def _said(facts: Mapping[str, Any], name: str) -> str:
    return _shown(Project._meta.get_field(name), facts)


def _shown(field: Any, facts: Mapping[str, Any], names: Mapping[str, str] | None = None) -> str:
    value = facts.get(field.name)
    if value is None or value in ("", False):
        return ""
    if value is True:
        return _("yes")
    if names:
        return names.get(value, "")
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.DateField):
        return day(date.fromisoformat(value))
    if isinstance(field, models.DecimalField):
        return tenge(Decimal(value)) if field.name.endswith(MONEY) else short(Decimal(value))
    return str(value)


def _label(name: str) -> str:
    if name in content.TEXTS:
        field: Any = Project._meta.get_field(name)
        return str(capfirst(wording.TEXTS.get(name) or field.verbose_name))
    of_part = {part: section for section, part in checks.PARTS.items()}
    return str(wording.SECTIONS[of_part[name]])
