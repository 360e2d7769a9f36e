"""The part of a chart in which the points stand."""

from dataclasses import dataclass
from math import sqrt

from myeloma_journal.platform.charts.scales import Days, Values
from myeloma_journal.platform.charts.shapes import Dot, Number, Point, Stroke

HEIGHT = 92
# How much of a dot is ink, from none to severe.
INK = (0.0, 0.34, 0.62, 1.0)


@dataclass(frozen=True)
class Plot:
    """The part in which the points stand."""

    days: Days
    values: Values
    top: float
    radius: float
    is_crowded: bool = False

    @property
    def bottom(self) -> float:
        """Its lower end."""
        return self.top + HEIGHT

    def y(self, value: Number) -> float:
        """Where a value stands."""
        return round(self.bottom - self.values.part(float(value)) * HEIGHT, 1)

    def across(self, value: Number) -> Stroke:
        """A line at a value, from the first day to the last."""
        y = self.y(value)
        return Stroke(self.days.left, y, self.days.right, y)

    def dot(self, point: Point, *, is_level: bool) -> Dot:
        """The dot of one point."""
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
