"""Layout of treatments over time: packed into few rows, or one row each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from string import ascii_uppercase

from myeloma_journal.platform.charts.scales import DateScale
from myeloma_journal.platform.charts.shapes import CHAR_WIDTH, Band, Bar, Stroke, Text

ROW = 26
TIP = 6
# Between two treatments that follow each other.
GAP = 4


@dataclass(frozen=True)
class Bands:
    """Treatments, laid out.

    Attributes:
        bars: One for each treatment within the chart's days.
        labels: Their names, or letters where a name does not fit.
        letters: Each letter and the name it stands for.
        turns: The days within the chart on which a treatment began or ended.
        top: The y of the first row.
        height: Of all rows.
    """

    bars: tuple[Bar, ...]
    labels: tuple[Text, ...]
    letters: tuple[tuple[str, str], ...]
    turns: tuple[date, ...]
    top: float
    height: float

    @property
    def bottom(self) -> float:
        return self.top + self.height


def lay_out(bands: Iterable[Band], days: DateScale, top: float, *, rows: bool) -> Bands:
    """Put each treatment on the first free row, or with `rows` on one of its own."""
    shown = [band for band in bands if _is_within(band, days)]
    ends: dict[int, float] = {}
    bars, labels = [], []
    letters: list[tuple[str, str]] = []
    for band in sorted(shown, key=lambda band: band.first):
        left, right = days.x(band.first), days.x(band.last or days.last)
        name = band.name
        if rows:
            name = _cut(name, days)
        elif len(name) * CHAR_WIDTH > right - left:
            name = ascii_uppercase[len(letters) % len(ascii_uppercase)]
            letters.append((name, band.name))
        start = min(left, days.right - len(name) * CHAR_WIDTH)
        row = len(ends) if rows else _free(ends, start)
        ends[row] = max(right, start + len(name) * CHAR_WIDTH)
        base = top + row * ROW
        labels.append(Text(round(max(start + 2, 0), 1), base + 14, name))
        bars.append(_bar(band, days, base + 20))
    return Bands(
        tuple(bars),
        tuple(labels),
        tuple(letters),
        tuple(sorted(_edges(shown, days))),
        top,
        len(ends) * ROW,
    )


def _is_within(band: Band, days: DateScale) -> bool:
    return band.first <= days.last and (not band.last or band.last >= days.first)


def _free(ends: Mapping[int, float], start: float) -> int:
    """The first row that ends before `start`; a new one where none does."""
    return next((row for row, end in ends.items() if end <= start), len(ends))


def _cut(name: str, days: DateScale) -> str:
    most = int(days.right / CHAR_WIDTH)
    return name if len(name) <= most else name[: most - 1].rstrip(" ,") + "…"


def _edges(bands: Iterable[Band], days: DateScale) -> set[date]:
    ends = {day for band in bands for day in (band.first, band.last) if day}
    return {day for day in ends if days.first < day < days.last}


def _bar(band: Band, days: DateScale, y: float) -> Bar:
    """The line of one treatment; parts with uncertain days are separate strokes."""
    left, right = days.x(band.first), days.x(band.last or days.last)
    if band.is_moment:
        x = round((left + right) / 2, 1)
        diamond = f"M{x - TIP} {y}L{x} {y - TIP}L{x + TIP} {y}L{x} {y + TIP}Z"
        span = (Stroke(left, y, right, y),) if left < right else ()
        return Bar((), span, diamond)
    if band.last and band.last <= days.last:
        right = max(left, right - GAP)
    sure_left = min(days.x(band.sure_from), right) if band.sure_from else left
    sure_right = max(days.x(band.sure_to), left) if band.sure_to else right
    if sure_left >= sure_right:
        sure: tuple[Stroke, ...] = ()
        unsure = [Stroke(left, y, right, y)]
    else:
        sure = (Stroke(sure_left, y, sure_right, y),)
        unsure = [Stroke(left, y, sure_left, y), Stroke(sure_right, y, right, y)]
    tip = ""
    if not band.last:
        tip = f"M{right} {y - TIP}L{right + TIP} {y}L{right} {y + TIP}Z"
    return Bar(sure, tuple(stroke for stroke in unsure if stroke.x1 < stroke.x2), tip)
