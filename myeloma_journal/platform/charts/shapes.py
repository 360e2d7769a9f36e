"""The input of a chart, and the shapes it consists of."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WIDTH = 360
# The average width of a letter at font size 14, and of a bold digit.
CHAR_WIDTH = 7.2
BOLD = 9.2

Number = Decimal | float


@dataclass(frozen=True)
class Point:
    """A value of one day.

    Attributes:
        value: None for a word such as "not detected".
        label: As it was typed.
        comparator: "<" or ">" and the like, when the value is only a limit.
        series: Which of the chart's series it belongs to.
    """

    day: date
    value: Number | None
    label: str
    comparator: str = ""
    series: int = 0


@dataclass(frozen=True)
class Band:
    """A treatment over a span of days.

    Attributes:
        name: Its label.
        first: The first day it may have begun.
        last: The last day it may have ended; None while it goes on.
        sure_from: The first certain day, where `first` is not exact.
        sure_to: The last certain day, where `last` is not exact.
        is_moment: Whether it took one day at most, some time in these days.
    """

    name: str
    first: date
    last: date | None = None
    sure_from: date | None = None
    sure_to: date | None = None
    is_moment: bool = False


@dataclass(frozen=True)
class Stroke:
    x1: float
    y1: float
    x2: float
    y2: float

    @property
    def path(self) -> str:
        return f"M{self.x1} {self.y1}L{self.x2} {self.y2}"


@dataclass(frozen=True)
class Text:
    """A label; `anchor` is the SVG attribute text-anchor."""

    x: float
    y: float
    words: str
    anchor: str = "start"

    @property
    def ground(self) -> str:
        """The background behind the label when it is bold, as an SVG path."""
        width = len(self.words) * BOLD
        left = self.x - width if self.anchor == "end" else self.x
        return f"M{left:.1f} {self.y + 2:.1f}h{width:.1f}v-14h{-width:.1f}Z"


@dataclass(frozen=True)
class Dot:
    """One point: filled, in part for a level, or open for a limit.

    A point of a further series is an open shape of its own, around the others.
    Among many it is only a speck, drawn as the round cap of a stroke.

    Attributes:
        outline: Its edge as an SVG path: a circle, or a square for a word; empty for
            a speck.
        ink: The filled part as an SVG path; empty for none.
        speck: An SVG path of length zero, when it is one of many.
    """

    x: float
    y: float
    outline: str = ""
    ink: str = ""
    is_word: bool = False
    speck: str = ""


@dataclass(frozen=True)
class Bar:
    """A treatment on its row.

    Attributes:
        sure: The part whose days are certain.
        unsure: The parts whose days are not.
        tip: The arrow of one that goes on, or the diamond of a day, as an SVG path.
    """

    sure: tuple[Stroke, ...]
    unsure: tuple[Stroke, ...] = ()
    tip: str = ""


@dataclass(frozen=True)
class Chart:
    """A laid-out chart, for the templates.

    Attributes:
        name: Its heading.
        sentence: All that it shows, in words.
        column: The heading of the values in the table.
        points: The values, the earliest first.
        width: Of the viewBox.
        height: Of the viewBox.
        rules: Grid lines.
        range: The ends of the range that the laboratory printed, as lines.
        edges: Vertical lines where treatments began or ended.
        bars: The treatments.
        lines: Between dots.
        dots: One for each point of the first series.
        further: The shapes of the points of further series, as SVG paths.
        further_lines: Between these.
        marks: Triangles below the marked days, as SVG paths.
        scale: The labels of the two scales.
        names: The names of the treatments, or their letters.
        ends: The labels of the first and last value.
        key: The sentences of the legend.
        series: The names of the series, where there are several.
    """

    name: str
    sentence: str
    column: str
    points: tuple[Point, ...]
    width: float
    height: float
    rules: tuple[Stroke, ...] = ()
    range: tuple[Stroke, ...] = ()
    edges: tuple[Stroke, ...] = ()
    bars: tuple[Bar, ...] = ()
    lines: tuple[Stroke, ...] = ()
    further: tuple[str, ...] = ()
    further_lines: tuple[Stroke, ...] = ()
    dots: tuple[Dot, ...] = ()
    marks: tuple[str, ...] = ()
    scale: tuple[Text, ...] = ()
    names: tuple[Text, ...] = ()
    ends: tuple[Text, ...] = ()
    key: tuple[str, ...] = ()
    series: tuple[str, ...] = ()

    @property
    def rows(self) -> list[tuple[Point, str]]:
        """The points with the name of their series, as a table shows them."""
        return [
            (point, self.series[point.series] if self.series else "")
            for point in self.points
        ]

    @property
    def line(self) -> str:
        """All lines as one SVG path with a new subpath after each gap."""
        path, end = "", None
        for line in self.lines:
            path += f"L{line.x2} {line.y2}" if end == (line.x1, line.y1) else line.path
            end = (line.x2, line.y2)
        return path

    @property
    def specks(self) -> str:
        """All specks as one SVG path; empty where there are few dots."""
        return "".join(dot.speck for dot in self.dots)

    @property
    def holes(self) -> str:
        """The outlines of all other dots as one SVG path."""
        return "".join(dot.outline for dot in self.dots)

    @property
    def ink(self) -> str:
        """Their filled parts as one SVG path."""
        return "".join(dot.ink for dot in self.dots)
