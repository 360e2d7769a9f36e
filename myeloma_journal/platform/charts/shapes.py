"""What a chart is made from, and the shapes it is made of."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WIDTH = 360
# A type of 14 is about this wide a letter.
LETTER = 7.2
# And so wide are bold digits.
BOLD = 9.2

Number = Decimal | float


@dataclass(frozen=True)
class Point:
    """What was measured or felt on one day.

    Attributes:
        day: The day.
        value: Where it stands; nothing for a word such as "not detected".
        label: As it was typed.
        comparator: "<" or ">" and the like, when the value is only a limit.
    """

    day: date
    value: Number | None
    label: str
    comparator: str = ""


@dataclass(frozen=True)
class Band:
    """A treatment over a span of days.

    Attributes:
        name: What is written on it.
        first: The first day it may have begun.
        last: The last day it may have ended; nothing while it goes on.
        sure_from: From when on it surely ran, where the first day is not exact.
        sure_to: Until when it surely ran, where the last day is not exact.
        is_moment: Whether it took place at once, some time in these days.
    """

    name: str
    first: date
    last: date | None = None
    sure_from: date | None = None
    sure_to: date | None = None
    is_moment: bool = False


@dataclass(frozen=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float

    @property
    def path(self) -> str:
        """The same as an SVG path."""
        return f"M{self.x1} {self.y1}L{self.x2} {self.y2}"


@dataclass(frozen=True)
class Text:
    """Words at a place; `anchor` says which end of them stands there."""

    x: float
    y: float
    words: str
    anchor: str = "start"

    @property
    def ground(self) -> str:
        """The paper they stand on when they are bold, as an SVG path."""
        width = len(self.words) * BOLD
        left = self.x - width if self.anchor == "end" else self.x
        return f"M{left:.1f} {self.y + 2:.1f}h{width:.1f}v-14h{-width:.1f}Z"


@dataclass(frozen=True)
class Dot:
    """One point: filled, in part for a level, or open for a limit.

    Among many it is but a speck, drawn as the round end of a stroke; where it stands
    says how strong.

    Attributes:
        x: Its middle.
        y: Its middle.
        outline: Its edge as an SVG path: a circle, or a square for a word; empty for
            a speck.
        ink: The filled part as an SVG path; empty for none.
        is_word: Whether it stands for a word.
        speck: Where it stands, as an SVG path, when it is one of many.
    """

    x: float
    y: float
    outline: str = ""
    ink: str = ""
    is_word: bool = False
    speck: str = ""


@dataclass(frozen=True)
class Bar:
    """A treatment on its line: sure and unsure parts, and how it ends.

    Attributes:
        sure: The part of which the days are known.
        unsure: The parts of which they are not.
        tip: The tip of one that goes on, or the diamond of a day, as an SVG path.
    """

    sure: tuple[Stroke, ...]
    unsure: tuple[Stroke, ...] = ()
    tip: str = ""


@dataclass(frozen=True)
class Chart:
    """A picture ready to draw, and the values it shows.

    Attributes:
        name: Its heading.
        sentence: All that it shows, in words.
        column: The head of the values in the table.
        points: The values, the earliest first.
        width: Of the viewBox; so all lengths.
        height: Of the viewBox.
        rules: The thin lines across at the numbers beside, and down at the years.
        range: The ends of the range that the laboratory printed.
        edges: Where treatments began and ended.
        bars: The treatments.
        lines: From dot to dot.
        dots: One a point.
        marks: Triangles below the days to point at, as SVG paths.
        scale: The words beside and below.
        names: The names of the treatments, or their letters.
        ends: The first and the last value, as typed.
        key: What letters and shapes mean, a sentence each.
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
    dots: tuple[Dot, ...] = ()
    marks: tuple[str, ...] = ()
    scale: tuple[Text, ...] = ()
    names: tuple[Text, ...] = ()
    ends: tuple[Text, ...] = ()
    key: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The way from dot to dot, as one SVG path that is begun anew at a gap."""
        path, end = "", None
        for line in self.lines:
            path += f"L{line.x2} {line.y2}" if end == (line.x1, line.y1) else line.path
            end = (line.x2, line.y2)
        return path

    @property
    def specks(self) -> str:
        """All dots that are specks, as one SVG path; empty where there are few dots."""
        return "".join(dot.speck for dot in self.dots)

    @property
    def holes(self) -> str:
        """The edges of all other dots, as one SVG path."""
        return "".join(dot.outline for dot in self.dots)

    @property
    def ink(self) -> str:
        """What is filled of them, as one SVG path."""
        return "".join(dot.ink for dot in self.dots)
