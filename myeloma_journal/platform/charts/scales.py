"""Scales from days and values to coordinates, and the plot that has both."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10, sqrt

from django.utils.formats import date_format, number_format

from myeloma_journal.platform.charts.shapes import (
    CHAR_WIDTH,
    Dot,
    Number,
    Point,
    Stroke,
    Text,
)

# Over more days than this the years are labelled, else the first and last day.
YEARS = 800
# Between the labels beside a plot and its first dot, which extends over the edge;
# digits are wider than other letters.
GAP = 16
YEAR_LABEL = 60
# A scale spans at least this part of its values, so that a few ounces do not look like
# a fall.
NARROWEST = 0.015
HEIGHT = 92
# The radius of the open shapes of further series, alone and among many.
SHAPE, SMALL_SHAPE = 7, 4
# The part of a dot that is filled, for each level from 0 on.
INK = (0.0, 0.34, 0.62, 1.0)


@dataclass(frozen=True)
class DateScale:
    """The horizontal scale."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """The x of a day; days outside are moved to the first or last day."""
        span = (self.last - self.first).days
        if not span:
            return round((self.left + self.right) / 2, 1)
        part = min(max((day - self.first).days / span, 0), 1)
        return round(self.left + part * (self.right - self.left), 1)

    def years(self) -> list[date]:
        """The first days of the years to label, few enough for their labels to fit."""
        news = [date(n, 1, 1) for n in range(self.first.year + 1, self.last.year + 1)]
        if (self.last - self.first).days <= YEARS:
            return []
        each = ceil(len(news) * YEAR_LABEL / (self.right - self.left))
        return news[::each]

    def labels(self, y: float) -> list[Text]:
        """The labels below: the years, or the first and the last day."""
        if years := self.years():
            return [Text(self.x(day), y, str(day.year), "middle") for day in years]
        if self.first == self.last:
            return [Text(self.x(self.last), y, date_format(self.last), "middle")]
        # In a narrow chart two full names of months do not fit.
        same_year = self.first.year == self.last.year
        words = "SHORT_DATE_FORMAT" if same_year else "SHORT_DATE_YEAR_FORMAT"
        first, last = (date_format(day, words) for day in (self.first, self.last))
        return [Text(self.left, y, first), Text(self.right, y, last, "end")]


@dataclass(frozen=True)
class Values:
    """The vertical scale, and the labels of its steps."""

    low: float
    high: float
    steps: tuple[tuple[float, str], ...]

    def part(self, value: float) -> float:
        """How far up a value is, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)

    @property
    def margin(self) -> float:
        """The width of the labels to the left of the plot."""
        return max(len(words) for _value, words in self.steps) * CHAR_WIDTH + GAP


@dataclass(frozen=True)
class Plot:
    days: DateScale
    values: Values
    top: float
    radius: float
    is_crowded: bool = False

    @property
    def bottom(self) -> float:
        return self.top + HEIGHT

    def place(self, point: Point) -> tuple[float, float]:
        """Where a point is drawn; a word lies on the ground."""
        value = point.value
        return self.days.x(point.day), self.bottom if value is None else self.y(value)

    def y(self, value: Number) -> float:
        return round(self.bottom - self.values.part(float(value)) * HEIGHT, 1)

    def across(self, value: Number) -> Stroke:
        """A horizontal line at a value, from the first day to the last."""
        y = self.y(value)
        return Stroke(self.days.left, y, self.days.right, y)

    def dot(self, point: Point, *, is_level: bool) -> Dot:
        x, r = self.days.x(point.day), self.radius
        if point.value is None:
            square = f"M{x - r} {self.bottom - r}h{2 * r}v{2 * r}h{-2 * r}Z"
            return Dot(x, self.bottom, square, is_word=True)
        y = self.y(point.value)
        if self.is_crowded and not point.comparator:
            return Dot(x, y, speck=f"M{x} {y}h0")
        part = 0.0 if point.comparator else 1.0
        if is_level:
            part = INK[int(point.value)]
        return Dot(x, y, _disc(x, y, r), _ink(x, y, r, part))


def outline(x: float, y: float, series: int, *, is_small: bool) -> str:
    """The open shape of a point of a further series, wide enough to lie around a dot.

    A diamond, a triangle, a triangle on its point; after these they repeat.
    """
    r = SMALL_SHAPE if is_small else SHAPE
    if series % 3 == 1:
        return f"M{x} {y - r:.1f}l{r} {r}l{-r} {r}l{-r} {-r}Z"
    up = -1 if series % 3 == 2 else 1
    return f"M{x} {y + up * r:.1f}l{r} {-up * 1.6 * r:.1f}h{-2 * r}Z"


def of_numbers(numbers: Sequence[float]) -> Values:
    """A scale with two to four round numbers; from zero if the lowest is below half."""
    low, high = min(numbers), max(numbers)
    if low == high:
        low, high = (0.0, 1.0) if not low else sorted((low * 0.9, low * 1.1))
    elif 0 <= low < high / 2:
        low = 0.0
    short = max((high * NARROWEST - (high - low)) / 2, 0)
    low, high = low - short, high + short
    step = _round((high - low) / 2)
    lowest, highest = floor(low / step), ceil(high / step)
    decimals = max(0, -floor(log10(step)))
    steps = tuple(
        (n * step, number_format(n * step, decimals, force_grouping=True))
        for n in range(lowest, highest + 1)
    )
    return Values(lowest * step, highest * step, steps)


def of_levels(words: Sequence[str]) -> Values:
    """A scale with one step for each label, from 0 on."""
    return Values(0, len(words) - 1, tuple(enumerate(words)))


def _round(step: float) -> float:
    """The next larger 1, 2 or 5 times a power of ten."""
    power: float = 10 ** floor(log10(step))
    return next(n * power for n in (1, 2, 5, 10) if n * power >= step * 0.999)


def _disc(x: float, y: float, r: float) -> str:
    return f"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"


def _ink(x: float, y: float, r: float, part: float) -> str:
    """A disc filled from below to `part` of its height, as a path."""
    if part in (0, 1):
        return _disc(x, y, r) if part else ""
    up = r - 2 * r * part
    half = round(sqrt(r * r - up * up), 2)
    left, right, level = round(x - half, 2), round(x + half, 2), round(y + up, 2)
    return f"M{left} {level}A{r} {r} 0 {int(part > 0.5)} 0 {right} {level}Z"
