"""From days and values to places."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from django.utils.formats import date_format, number_format

from myeloma_journal.platform.charts.shapes import LETTER, Text

# A longer time is labelled by its years, a shorter one by its ends.
YEARS = 800
# Between the words beside a plot and its first dot, which reaches over its edge; digits
# are wider than other letters.
GAP = 16
YEAR_LABEL = 60
# Ounces must not look like a fall: a scale spans at least this part of its values.
NARROWEST = 0.015


@dataclass(frozen=True)
class Days:
    """The time from left to right."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day stands; the first and last day where there is none beyond."""
        span = (self.last - self.first).days
        if not span:
            return round((self.left + self.right) / 2, 1)
        part = min(max((day - self.first).days / span, 0), 1)
        return round(self.left + part * (self.right - self.left), 1)

    def years(self) -> list[date]:
        """The New Years to label: so few that their labels have room."""
        news = [date(n, 1, 1) for n in range(self.first.year + 1, self.last.year + 1)]
        if (self.last - self.first).days <= YEARS:
            return []
        each = ceil(len(news) * YEAR_LABEL / (self.right - self.left))
        return news[::each]

    def labels(self, y: float) -> list[Text]:
        """The words below: the years, or the first and the last day."""
        if years := self.years():
            return [Text(self.x(one), y, str(one.year), "middle") for one in years]
        if self.first == self.last:
            return [Text(self.x(self.last), y, date_format(self.last), "middle")]
        first, last = (
            date_format(one, "SHORT_DATE_FORMAT") for one in (self.first, self.last)
        )
        if self.first.year != self.last.year:
            # Short all the same: a narrow picture has no room for two long months.
            first, last = f"{first}, {self.first.year}", f"{last}, {self.last.year}"
        return [Text(self.left, y, first), Text(self.right, y, last, "end")]


@dataclass(frozen=True)
class Values:
    """The values from bottom to top, and the words beside some of them."""

    low: float
    high: float
    steps: tuple[tuple[float, str], ...]

    def part(self, value: float) -> float:
        """How far up a value stands, from 0 to 1."""
        return (value - self.low) / (self.high - self.low)

    @property
    def margin(self) -> float:
        """How much room the words need to the left of the picture."""
        return max(len(words) for _value, words in self.steps) * LETTER + GAP


def of_numbers(numbers: Sequence[float]) -> Values:
    """Two to four round numbers around these; from zero where they go down far."""
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
    """One step a word, from 0 on."""
    return Values(0, len(words) - 1, tuple(enumerate(words)))


def _round(step: float) -> float:
    """The next 1, 2 or 5 with noughts."""
    power: float = 10 ** floor(log10(step))
    return next(n * power for n in (1, 2, 5, 10) if n * power >= step * 0.999)
