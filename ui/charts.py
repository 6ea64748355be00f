"""The geometry of charts. Pure: figures in, shares of a width and rows of a height out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

ROW = 52
LABEL_BASELINE = 16
BAR_TOP = 24
THICKNESS = 18
WIDEST = Decimal(68)


@dataclass(frozen=True)
class Bar:
    """One bar: its share of the width in percent, and where its texts stand."""

    label: str
    value: Decimal
    shown: str
    width: str
    y: int
    label_y: int
    value_y: int
    stands_out: bool


@dataclass(frozen=True)
class BarChart:
    """Bars under one another, all from zero; what they say stands in `summary`."""

    id: str
    title: str
    summary: str
    label_head: str
    value_head: str
    bars: list[Bar]
    thickness: int = THICKNESS

    @property
    def height(self) -> int:
        """The height of the whole picture, in the units of the page."""
        return ROW * len(self.bars)


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
    drawn = [
        Bar(
            label=str(label),
            value=Decimal(value),
            shown=show(value),
            width=f"{Decimal(value) / longest * WIDEST:.2f}",
            y=ROW * row + BAR_TOP,
            label_y=ROW * row + LABEL_BASELINE,
            value_y=ROW * row + BAR_TOP + THICKNESS - 4,
            stands_out=label == stands_out,
        )
        for row, (label, value) in enumerate(pairs)
    ]
    return BarChart(id, title, summary, label_head, value_head, drawn)
