"""Where organisations are, on the regions of a day; splits of regions are said, and none is lost."""

import csv
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from registry.archive.loading import article
from registry.reference.models import Region, spoken
from registry.statistics import counting
from registry.statistics.sections import Heading, Section, Value
from ui import charts, words

TILES = Path(__file__).parent / "data" / "tiles.csv"
# The day on which the regions of the article are read: the third tender (A14).
THAT_TIME = date(2005, 7, 19)


class Counted(NamedTuple):
    """A region with its organisations: all, the active, those in villages."""

    region: Region
    of_all: int
    of_active: int
    of_rural: int


def by_region(day: date) -> Section:
    """Organisations by the regions in force on a day; a region that is no more but has some keeps a row."""
    found = sorted(_counted(day), key=lambda one: -one.of_all)
    everything, active = sum(one.of_all for one in found), sum(one.of_active for one in found)
    summary = _("The most are in %(region)s: %(number)s.") % _first(found) if everything else _nobody()
    numbers = {one.region.code: one.of_all for one in found}
    names = [(spoken(one.region), one.of_all) for one in found]
    title = _("Organisations by region")
    return Section(
        summary=summary,
        headings=[
            Heading(_("Region"), "text"), Heading(_("Organisations")), Heading(_("Share, %"), "percent"),
            Heading(_("Of them active")), Heading(_("What became of the region"), "text"),
        ],
        rows=[
            [spoken(one.region), one.of_all, counting.share(one.of_all, everything), one.of_active, _fate(one.region)]
            for one in found
        ],
        total=[_("In all"), everything, counting.share(everything, everything), active, ""],
        charts=[
            _map({one.region.code: one.region for one in found}, numbers, id="map", title=title, summary=summary,
                 show=_grouped),
            charts.bars(names, id="regions", title=title, label_head=_("Region"), value_head=_("Organisations"),
                        show=_grouped),
        ],
        notes=[_("The regions are those of today; one square of the map is one region, whatever its size.")],
    )  # fmt: skip


def rural(day: date) -> Section:
    """The share of organisations that work in villages, for the country and by region."""
    found = sorted(_counted(day), key=lambda one: (-_rural_share(one), one.region.code))
    everything, villages = sum(one.of_all for one in found), sum(one.of_rural for one in found)
    shown = {"number": words.whole(villages), "share": _percent(counting.share(villages, everything) or 0)}
    summary = _("%(number)s organisations work in villages: %(share)s of all.") % shown
    picture = charts.bars(
        [(spoken(one.region), _rural_share(one)) for one in found if one.of_all], id="rural",
        title=_("Share of organisations that work in villages"), summary=summary, label_head=_("Region"),
        value_head=_("Share"), show=_percent,
    )  # fmt: skip
    return Section(
        summary=summary,
        headings=[
            Heading(_("Region"), "text"), Heading(_("Organisations")), Heading(_("In villages")),
            Heading(_("Share, %"), "percent"),
        ],
        rows=[
            [spoken(one.region), one.of_all, one.of_rural, counting.share(one.of_rural, one.of_all)] for one in found
        ],
        total=[_("In all"), everything, villages, counting.share(villages, everything)],
        charts=[picture],
    )  # fmt: skip


def most_of_2005(day: date) -> Section:
    """The regions that the article names as those with the most NGOs, and what they are today (A14)."""
    told, regions = article(), list(Region.objects.select_related("split_from"))
    then = {region.code: region for region in Region.objects.on(THAT_TIME)}
    named = [then[code] for code in told["reported"]["regions_with_most_ngos"]]
    today = {region.code: territory(region, regions, day) for region in named}
    marked = {region.code for became in today.values() for region in became}
    rows: list[list[Value]] = [
        [spoken(region), region.kato, ", ".join(spoken(one) for one in today[region.code])] for region in named
    ]
    picture = _map(
        {region.code: region for region in Region.objects.on(day)}, {code: 1 for code in marked}, id="most",
        title=_("Regions with the most NGOs in 2005, on the map of today"),
        summary=", ".join(dict.fromkeys(spoken(one) for became in today.values() for one in became)),
        show=lambda value: "✓" if value else "", marked=marked,
    )  # fmt: skip
    return Section(
        summary=_("The article names these regions as those with the most NGOs. It gives no numbers and no order."),
        headings=[
            Heading(_("Region of 2005"), "text"), Heading(_("KATO code"), "text"), Heading(_("Today"), "text"),
        ],
        rows=rows,
        charts=[picture],
        notes=[
            _("In 2005 the country had %(number)s regions and cities of republican significance.")
            % {"number": len(then)}
        ],
        source=told["source"],
    )  # fmt: skip


def territory(region: Region, regions: Iterable[Region], day: date) -> list[Region]:
    """The regions that hold on a day what this one held: itself if it is still there, and whatever split from it."""
    parts = [region] if region.valid_to is None or region.valid_to >= day else []
    for other in regions:
        if other.split_from_id == region.pk and other.valid_from and other.valid_from <= day:
            parts += territory(other, regions, day)
    return parts


def _counted(day: date) -> list[Counted]:
    rows = {key: counts for key, *counts in counting.by("region", active=counting.ACTIVE, rural=counting.RURAL)}
    regions = Region.objects.select_related("split_from").prefetch_related("successors").order_by("code")
    today = set(Region.objects.on(day).values_list("pk", flat=True))
    return [
        Counted(region, *rows.get(region.pk, (0, 0, 0)))
        for region in regions
        if region.pk in today or region.pk in rows
    ]


def _fate(region: Region) -> str:
    """What a reader must know of a region that split, or was split off."""
    language = counting.language()
    if region.valid_to:
        successors = ", ".join(spoken(one) for one in region.successors.all())
        return _("until %(day)s; today %(regions)s") % {
            "day": words.day(region.valid_to, language), "regions": successors,
        }  # fmt: skip
    if region.split_from and region.valid_from:
        from_where = {"day": words.day(region.valid_from, language), "region": spoken(region.split_from)}
        return _("since %(day)s; before that part of %(region)s") % from_where
    return ""


def _map(
    regions: Mapping[str, Region], numbers: Mapping[str, int], *, id: str, title: str, summary: str,
    show: Callable[[Any], str], marked: Iterable[str] = (),
) -> charts.TileMap:  # fmt: skip
    with TILES.open(encoding="utf-8", newline="") as file:
        places = [place for place in csv.DictReader(file) if place["code"] in regions]
    figures = [
        (
            int(place["column"]), int(place["row"]), place[f"short_{counting.language()}"],
            spoken(regions[place["code"]]), numbers.get(place["code"], 0),
        )
        for place in places
    ]  # fmt: skip
    names = [spoken(regions[code]) for code in marked if code in regions]
    return charts.tiles(figures, id=id, title=title, summary=summary, show=show, stands_out=names)


def _first(found: list[Counted]) -> dict[str, str]:
    return {"region": spoken(found[0].region), "number": words.whole(found[0].of_all)}


def _nobody() -> str:
    return _("The register is empty.")


def _rural_share(one: Counted) -> Any:
    return counting.share(one.of_rural, one.of_all) or 0


def _percent(value: Any) -> str:
    return f"{words.short(value, counting.language())}{words.NO_BREAK}%"


def _grouped(value: Any) -> str:
    return words.whole(int(value))
