"""Small charts beside words: some weeks in one row of a list. Pure.

They have no labels and no text alternative; the words beside them say what they show.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from myeloma_journal.platform.charts.scales import of_numbers
from myeloma_journal.platform.charts.shapes import Point, Stroke

WIDTH, GROUND, TOP = 150, 32, 4
RING, DOT = 1.7, 2
# The part of a day's width that its bar takes.
BAR = 0.7


@dataclass(frozen=True)
class Spark:
    """A small chart; each field is an SVG path, or empty."""

    bars: str = ""
    rings: str = ""
    line: str = ""
    dots: str = ""


def draw_levels(
    days: Mapping[date, int], *, first: date, last: date, highest: int
) -> Spark:
    """A bar for the level of each day, a ring for level 0, nothing for other days."""
    day_width = WIDTH / ((last - first).days + 1)
    bars, rings = "", ""
    for day, level in sorted(days.items()):
        left = (day - first).days * day_width
        if level:
            height = level / highest * (GROUND - TOP)
            x, width = left + day_width * (1 - BAR) / 2, day_width * BAR
            bars += f"M{x:.1f} {GROUND}v{-height:.1f}h{width:.1f}v{height:.1f}Z"
        else:
            rings += _circle(left + day_width / 2, GROUND - RING - 1, RING)
    return Spark(bars=bars, rings=rings)


def draw_values(points: Iterable[Point], *, first: date, last: date) -> Spark:
    """A dot for each value; a line joins two only on days that follow each other."""
    shown = sorted(
        (point for point in points if point.value is not None),
        key=lambda point: point.day,
    )
    if not shown:
        return Spark()
    places = list(zip(shown, _places(shown, first, last), strict=True))
    lines = (
        Stroke(*start, *end).path
        for (point, start), (later, end) in pairwise(places)
        if (later.day - point.day).days == 1
    )
    return Spark(
        line="".join(lines),
        dots="".join(_circle(x, y, DOT) for _point, (x, y) in places),
    )


def _places(
    shown: Sequence[Point], first: date, last: date
) -> list[tuple[float, float]]:
    values = of_numbers([float(point.value or 0) for point in shown])
    day_width = WIDTH / ((last - first).days + 1)
    return [
        (
            round(((point.day - first).days + 0.5) * day_width, 1),
            round(GROUND - DOT - 1 - values.part(float(point.value or 0)) * 25, 1),
        )
        for point in shown
    ]


def _circle(x: float, y: float, r: float) -> str:
    return f"M{x - r:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"
