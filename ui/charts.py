"""The geometry of charts. Pure: figures in, shares of a width and rows of a height out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from textwrap import wrap
from typing import ClassVar

HEIGHT = 220
FOOT = 28
HEAD = 24
TILE = 64
LEVELS = 4
HUNDRED = Decimal(100)
ROW = 52
LINE = 20
# So many letters of a label stand beside one another on the narrowest screen.
LETTERS = 34
LABEL_BASELINE = 16
BAR_TOP = 24
THICKNESS = 18
WIDEST = Decimal(68)


@dataclass(frozen=True)
class Bar:
    """One bar: its share of the width in percent, and where its texts stand; a long label stands in several lines."""

    label: str
    lines: list[tuple[str, int]]
    value: Decimal
    shown: str
    width: str
    y: int
    value_y: int
    stands_out: bool


@dataclass(frozen=True)
class BarChart:
    """Bars under one another, all from zero; what they say stands in `summary`."""

    picture: ClassVar[str] = "components/bar_picture.html"
    id: str
    title: str
    summary: str
    label_head: str
    value_head: str
    bars: list[Bar]
    height: int
    thickness: int = THICKNESS


def bars(
    figures: Iterable[tuple[str, Decimal | int]],
    *,
    id: str,
    title: str,
    label_head: str,
    value_head: str,
    summary: str = "",
    show: Callable[[Decimal | int], str] = str,
    stands_out: str = "",
) -> BarChart:
    """A chart of pairs (label, figure of zero or more); the longest bar leaves room for its own value."""
    pairs = list(figures)
    longest = max((Decimal(value) for _label, value in pairs), default=Decimal(0)) or Decimal(1)
    drawn, top = [], 0
    for label, value in pairs:
        lines = [(line, top + LABEL_BASELINE + LINE * at) for at, line in enumerate(wrap(str(label), LETTERS) or [""])]
        top += LINE * (len(lines) - 1)
        drawn.append(
            Bar(
                label=str(label),
                lines=lines,
                value=Decimal(value),
                shown=show(value),
                width=f"{Decimal(value) / longest * WIDEST:.2f}",
                y=top + BAR_TOP,
                value_y=top + BAR_TOP + THICKNESS - 4,
                stands_out=label == stands_out,
            )
        )
        top += ROW
    return BarChart(id, title, summary, label_head, value_head, drawn, height=top)


@dataclass(frozen=True)
class Column:
    """One upright bar: where it stands in percent of the width, how high it is, and its texts if it has any."""

    x: str
    middle: str
    width: str
    y: int
    height: int
    label: str
    shown: str


@dataclass(frozen=True)
class ColumnChart:
    """Bars beside one another, all from zero; the highest says its value, and some say their label."""

    picture: ClassVar[str] = "components/column_picture.html"
    id: str
    title: str
    summary: str
    columns: list[Column]
    height: int = HEAD + HEIGHT + FOOT
    floor: int = HEAD + HEIGHT
    label_y: int = HEAD + HEIGHT + FOOT - 8


def columns(
    figures: Iterable[tuple[int, Decimal | int]],
    *,
    id: str,
    title: str,
    summary: str = "",
    every: int = 5,
    show: Callable[[Decimal | int], str] = str,
) -> ColumnChart:
    """A chart of pairs (year, figure of zero or more); each year that `every` divides has its label."""
    pairs = list(figures)
    highest = max((Decimal(value) for _year, value in pairs), default=Decimal(0)) or Decimal(1)
    step = HUNDRED / max(len(pairs), 1)
    drawn, is_said = [], False
    for place, (year, value) in enumerate(pairs):
        height = int((Decimal(value) / highest * HEIGHT).to_integral_value())
        shown = show(value) if value == highest and not is_said else ""
        is_said = is_said or bool(shown)
        drawn.append(
            Column(
                x=f"{step * place:.3f}",
                middle=f"{step * place + step * 2 / 5:.3f}",
                width=f"{step * 4 / 5:.3f}",
                y=HEAD + HEIGHT - height,
                height=height,
                label=str(year) if year % every == 0 else "",
                shown=shown,
            )
        )
    return ColumnChart(id, title, summary, drawn)


@dataclass(frozen=True)
class Tile:
    """One square of a map: its place, its two lines of text, how full it is of four, and whether it stands out."""

    label: str
    name: str
    shown: str
    x: str
    y: int
    middle: str
    level: int
    stands_out: bool


@dataclass(frozen=True)
class TileMap:
    """A country of equal squares, each with its number: no region is seen more because it is wide."""

    picture: ClassVar[str] = "components/tile_map.html"
    id: str
    title: str
    summary: str
    tiles: list[Tile]
    width: str
    height: int
    size: int = TILE - 4


def tiles(
    figures: Sequence[tuple[int, int, str, str, Decimal | int]],
    *,
    id: str,
    title: str,
    summary: str = "",
    show: Callable[[Decimal | int], str] = str,
    stands_out: Iterable[str] = (),
) -> TileMap:
    """A map of (column, row, short label, whole name, figure of zero or more); `stands_out` are whole names."""
    marked = set(stands_out)
    most = max((Decimal(figure) for *_place, figure in figures), default=Decimal(0)) or Decimal(1)
    wide = max((column for column, *_rest in figures), default=0) + 1
    step = HUNDRED / wide
    drawn = [
        Tile(
            label=label,
            name=name,
            shown=show(figure),
            x=f"{step * column:.3f}",
            y=TILE * row,
            middle=f"{step * column + (step - 1) / 2:.3f}",
            level=ceil(Decimal(figure) * LEVELS / most),
            stands_out=name in marked,
        )
        for column, row, label, name, figure in figures
    ]
    height = TILE * (max((row for _column, row, *_rest in figures), default=0) + 1)
    return TileMap(id, title, summary, drawn, width=f"{step - 1:.3f}", height=height)
