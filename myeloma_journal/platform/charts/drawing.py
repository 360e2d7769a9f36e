"""Draws a chart: `draw` puts its shapes together."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from myeloma_journal.platform.charts.bands import Bands, lay_out
from myeloma_journal.platform.charts.scales import (
    HEIGHT,
    DateScale,
    Plot,
    Values,
    of_levels,
    of_numbers,
    outline,
)
from myeloma_journal.platform.charts.shapes import (
    CHAR_WIDTH,
    WIDTH,
    Band,
    Chart,
    Dot,
    Number,
    Point,
    Stroke,
    Text,
)

LINE = 18
# The radius of dots: of up to 40, and of more.
RADIUS, SMALL, MANY = 4.5, 2.5, 40
# Margins: above for half a dot and half a letter, at the right for an arrow's tip.
TOP, RIGHT = 9, 8


def draw(
    points: Iterable[Point],
    *,
    name: str,
    sentence: str,
    first: date,
    last: date,
    unit: str = "",
    column: str = "",
    levels: Sequence[str] = (),
    low: Number | None = None,
    high: Number | None = None,
    bands: Iterable[Band] = (),
    band_rows: bool = False,
    marks: Iterable[date] = (),
    marks_name: str = "",
    join_within: int | None = None,
    width: float = WIDTH,
    series: Sequence[str] = (),
) -> Chart:
    """A chart of these points between two days.

    Args:
        points: In any order; those outside the two days are left out.
        name: Its heading.
        sentence: All that it shows, in words.
        first: The day at its left end.
        last: The day at its right end.
        unit: The unit of the values.
        column: The heading of the values in the table; default: the unit.
        levels: The labels of a scale from 0 on, instead of numbers.
        low: The lower end of the range that the laboratory printed.
        high: Its upper end.
        bands: Treatments; those outside the two days are left out.
        band_rows: Give each treatment a row of its own, below the plot.
        marks: Days to mark with a triangle below the plot.
        marks_name: What happened on them.
        join_within: Join two points at most so many days apart; default: any two.
        width: Of the viewBox; the font size does not change with it.
        series: The names of several series, for which `Point.series` is the number.
            Each has its own shape, and only its own points are joined.
    """
    shown = sorted(
        (point for point in points if first <= point.day <= last),
        key=lambda point: point.day,
    )
    limits = [limit for limit in (low, high) if limit is not None]
    values = _values(shown, limits, levels)
    days = DateScale(first, last, values.margin if values else RIGHT, width - RIGHT)
    rows_top = HEIGHT + TOP + LINE if values else 0
    treatments = lay_out(bands, days, rows_top if band_rows else 0, rows=band_rows)
    above = 0 if band_rows else treatments.height
    by_series = [[point for point in shown if not point.series]]
    by_series += [
        [point for point in shown if point.series == number]
        for number in range(1, len(series))
    ]
    is_crowded = max(map(len, by_series)) > MANY
    main = by_series[0]
    plot = _plot(days, values, TOP + above, is_crowded=is_crowded)
    if plot and not levels:
        plot = _with_room_above(plot, main, above)
    dots = [plot.dot(point, is_level=bool(levels)) for point in main] if plot else []
    lines = tuple(_lines(main, dots, join_within))
    further = _further(plot, by_series[1:], join_within) if plot else _Further()
    ends = list(_ends(main, dots)) if plot and not levels else []
    foot = _foot(plot, ends, treatments)
    pointed = [days.x(day) for day in sorted(set(marks)) if first <= day <= last]
    below = foot + (2 * RADIUS if pointed else 0)
    return Chart(
        name=name,
        sentence=sentence,
        column=column or unit,
        points=tuple(shown),
        width=width,
        height=below + LINE + 4,
        rules=tuple(_rules(plot, days, foot)),
        range=tuple(plot.across(limit) for limit in limits) if plot else (),
        edges=tuple(_edges(treatments, days, plot.bottom if plot else 0)),
        bars=treatments.bars,
        lines=lines,
        further=tuple(further.shapes),
        further_lines=tuple(further.lines),
        dots=tuple(_alone(dots, lines) if join_within == 1 else dots),
        marks=tuple(_triangle(x, foot) for x in pointed),
        scale=(*_steps(plot), *days.labels(below + LINE)),
        names=treatments.labels,
        ends=tuple(ends),
        key=(
            *_series_key(series, shown),
            *_key(shown, limits, treatments, marks_name if pointed else ""),
        ),
        series=tuple(series),
    )


def _foot(plot: Plot | None, ends: Iterable[Text], treatments: Bands) -> float:
    """The y below everything but the marks and the labels of the days."""
    lowest = [plot.bottom] if plot else []
    return max(treatments.bottom, *lowest, *(end.y + 4 for end in ends), 0)


def _values(
    shown: Sequence[Point], limits: Sequence[Number], levels: Sequence[str]
) -> Values | None:
    """The vertical scale; None if there is nothing to plot."""
    if levels:
        return of_levels(levels)
    numbers = [float(point.value) for point in shown if point.value is not None]
    return of_numbers([*numbers, *map(float, limits)]) if numbers else None


def _plot(
    days: DateScale, values: Values | None, top: float, *, is_crowded: bool
) -> Plot | None:
    radius = SMALL if is_crowded else RADIUS
    return Plot(days, values, top, radius, is_crowded) if values else None


def _with_room_above(plot: Plot, shown: Sequence[Point], above: float) -> Plot:
    """The plot, lower where a label would run out at the top or over its dot."""
    dots = [plot.dot(point, is_level=False) for point in shown]
    highest = min((end.y for end in _ends(shown, dots)), default=plot.bottom)
    missing = above + CHAR_WIDTH + TOP - highest
    return replace(plot, top=plot.top + missing) if missing > 0 else plot


def _triangle(x: float, foot: float) -> str:
    y = foot + 2
    return f"M{x} {y}l{RADIUS} {2 * RADIUS - 2}h{-2 * RADIUS}Z"


def _rules(plot: Plot | None, days: DateScale, foot: float) -> Iterator[Stroke]:
    """The grid lines: one for each step, and one for each labelled year."""
    if plot:
        yield from (plot.across(value) for value, _words in plot.values.steps)
    for day in days.years():
        yield Stroke(days.x(day), 0, days.x(day), foot)


def _steps(plot: Plot | None) -> Iterator[Text]:
    if plot:
        for value, words in plot.values.steps:
            yield Text(0, plot.y(value) + 5, words)


def _edges(treatments: Bands, days: DateScale, foot: float) -> Iterator[Stroke]:
    """Vertical lines on the days on which a treatment began or ended."""
    for day in treatments.turns:
        yield Stroke(days.x(day), 0, days.x(day), foot)


def _lines(
    shown: Sequence[Point], dots: Sequence[Dot], join_within: int | None
) -> Iterator[Stroke]:
    """The lines between neighbouring dots that may be joined and are no words."""
    for (point, start), (later, end) in pairwise(zip(shown, dots, strict=False)):
        near = join_within is None or (later.day - point.day).days <= join_within
        if near and not start.is_word and not end.is_word:
            yield Stroke(start.x, start.y, end.x, end.y)


@dataclass
class _Further:
    """What is drawn of further series."""

    shapes: list[str] = field(default_factory=list)
    lines: list[Stroke] = field(default_factory=list)


def _further(
    plot: Plot, several: Sequence[Sequence[Point]], join_within: int | None
) -> _Further:
    drawn = _Further()
    for number, points in enumerate(several, start=1):
        places = [plot.place(point) for point in points]
        drawn.shapes += [
            outline(x, y, number, is_small=plot.is_crowded) for x, y in places
        ]
        dots = [
            Dot(x, y, is_word=point.value is None)
            for point, (x, y) in zip(points, places, strict=True)
        ]
        drawn.lines += _lines(points, dots, join_within)
    return drawn


def _series_key(series: Sequence[str], shown: Sequence[Point]) -> Iterator[str]:
    """Whose each shape is, of those that are drawn."""
    sentences = (
        _("Round dots: %(name)s."),
        _("Diamonds: %(name)s."),
        _("Open triangles: %(name)s."),
        _("Upside-down open triangles: %(name)s."),
    )
    drawn = {point.series for point in shown}
    for number, name in enumerate(series):
        if number in drawn:
            shape = (number - 1) % 3 + 1 if number else 0
            yield sentences[shape] % {"name": name}


def _alone(dots: Iterable[Dot], lines: Iterable[Stroke]) -> Iterator[Dot]:
    """The dots, without the specks that a line touches: the line shows them."""
    joined = {end for line in lines for end in ((line.x1, line.y1), (line.x2, line.y2))}
    for dot in dots:
        yield Dot(dot.x, dot.y) if dot.speck and (dot.x, dot.y) in joined else dot


def _ends(shown: Sequence[Point], dots: Sequence[Dot]) -> Iterator[Text]:
    """The labels of the first and last value, on the side where no line runs."""
    placed = [
        (point, dot) for point, dot in zip(shown, dots, strict=True) if not dot.is_word
    ]
    if not placed:
        return
    (first, start), (last, end) = placed[0], placed[-1]
    room = (len(first.label) + len(last.label) + 2) * CHAR_WIDTH
    if end.x - start.x > room:
        is_above = placed[1][1].y >= start.y
        yield Text(start.x - 1, _beside(start, is_above=is_above), first.label)
    is_above = placed[:-1] == [] or placed[-2][1].y >= end.y
    y = _beside(end, is_above=is_above)
    yield Text(end.x + RADIUS, y, last.label, "end")


def _beside(dot: Dot, *, is_above: bool) -> float:
    """The baseline of a label above or below a dot."""
    return round(dot.y - RADIUS - 4 if is_above else dot.y + LINE, 1)


def _key(
    shown: Sequence[Point],
    limits: Sequence[Number],
    treatments: Bands,
    marks_name: str,
) -> Iterator[str]:
    """The sentences of the legend."""
    for letter, name in treatments.letters:
        yield f"{letter}: {name}"
    if limits:
        yield _("Dashed lines: the range printed by the lab.")
    if any(point.comparator for point in shown):
        yield _("Open dots: the lab gave only a limit, such as “less than 5”.")
    if any(point.value is None for point in shown):
        yield _("Squares: the lab gave a word instead of a number.")
    if any(bar.unsure for bar in treatments.bars):
        yield _("Dotted lines: the exact day is not known.")
    if marks_name:
        yield _("Small triangles: %(what)s.") % {"what": marks_name}
