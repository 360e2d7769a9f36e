"""How page one is made to fit on one side: what is cut, and where it stands then. Pure.

First the type steps down a little. Then, in this order, fall away: the third note,
"Doing things", the rows of symptoms that are about the same; then long
texts are shortened, and only the strongest symptoms stay; then the type steps down
again. Questions and the name of the treatment are shortened last. All that is cut
stands on a later page, and page one names that page.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from myeloma_journal.packets.contents.packet import PacketContents
from myeloma_journal.packets.contents.page_one import MAX_NOTES, PrintedNote
from myeloma_journal.packets.contents.questions import OpenQuestion
from myeloma_journal.packets.contents.record import Fact
from myeloma_journal.packets.contents.strip import StripCell
from myeloma_journal.packets.contents.symptoms import SymptomRow
from myeloma_journal.packets.settings import Size
from myeloma_journal.trends.trend import Trend


@dataclass(frozen=True)
class Fit:
    """One way to set page one.

    Attributes:
        css_class: How small, and how large the questions.
        has_lines: Whether there is room for what is written by hand.
        notes: How many notes.
        has_doing: Whether what symptoms kept from stays.
        has_same: Whether symptoms that are about the same stay.
        most: How many symptoms, each with what others noticed of it.
        question: The most characters of a question.
        head: Of what stands above the questions: a cell of the strip, a row.
        fact: Of a fact.
        note: Of a note.
        name: Of a name in a table.
    """

    css_class: str = ""
    has_lines: bool = True
    notes: int = MAX_NOTES
    has_doing: bool = True
    has_same: bool = True
    most: int = 12
    question: int = 240
    head: int = 160
    fact: int = 600
    note: int = 300
    name: int = 100


ROOMY = Fit("roomy")

# What is cut on the left, and on the right, a little more each time. The columns stand
# beside each other, so each is cut only as far as it is too long itself.
LEFT: tuple[dict[str, Any], ...] = (
    {},
    {"notes": 2},
    {"notes": 2, "has_same": False},
    {"notes": 2, "has_same": False, "note": 160},
    {"notes": 2, "has_same": False, "note": 160, "name": 60, "most": 8},
    {"notes": 2, "has_same": False, "note": 120, "name": 60, "most": 7},
    {"notes": 2, "has_same": False, "note": 120, "name": 60, "most": 6},
    {"notes": 2, "has_same": False, "note": 90, "name": 60, "most": 5},
    {"notes": 1, "has_same": False, "note": 90, "name": 48, "most": 5},
    {"notes": 1, "has_same": False, "note": 90, "name": 48, "most": 4},
    {"notes": 1, "has_same": False, "note": 60, "name": 40, "most": 3},
    {"notes": 0, "has_same": False, "name": 24, "most": 3},
)
RIGHT: tuple[dict[str, Any], ...] = (
    {},
    {"has_doing": False},
    *(
        {"has_doing": False, "fact": most}
        for most in (300, 240, 200, 170, 140, 110, 80, 48, 32)
    ),
)


@dataclass(frozen=True)
class Tier:
    """One size of the type, and how far its columns may be cut at most.

    Attributes:
        css_class: The size.
        left: The last step of `LEFT` that may be taken.
        right: The last step of `RIGHT` that may be taken.
        has_lines: Whether there is room for what is written by hand.
        question: The most characters of a question.
    """

    css_class: str
    left: int = 0
    right: int = 0
    has_lines: bool = False
    question: int = 240
    head: int = 160

    def fit(self, left: int, right: int) -> Fit:
        return Fit(
            self.css_class,
            has_lines=self.has_lines,
            question=self.question,
            head=self.head,
            **LEFT[left],
            **RIGHT[right],
        )


_WHOLE = (Tier("roomy", has_lines=True), Tier("", has_lines=True))
_SMALLER = (
    Tier("at-115 three-16", has_lines=True),
    Tier("at-115 three-16", left=6, right=4),
    Tier("at-11 three-16", left=8, right=5, head=130),
    Tier("at-11 three-14", left=9, right=7, question=200, head=110),
    Tier("at-105 three-14", left=10, right=8, question=200, head=110),
    Tier("at-10 three-14", left=11, right=9, question=200, head=110),
    Tier("at-10 three-14", left=11, right=10, question=140, head=90),
    Tier("at-10 three-14", left=11, right=10, question=60, head=60),
)
TIERS: dict[str, tuple[Tier, ...]] = {
    Size.REGULAR: (*_WHOLE, *_SMALLER),
    Size.LARGE: (*_WHOLE, Tier("at-12 three-18", has_lines=True), *_SMALLER),
    Size.VERY_LARGE: (*_WHOLE, Tier("at-12 three-18", has_lines=True), *_SMALLER),
}


class Room(NamedTuple):
    """Whether page one, set in one way, stays on one side: each column, and all."""

    left: bool
    right: bool
    whole: bool


def choose_fits(
    packet: PacketContents, size: str, measure: Callable[[Fit], Room]
) -> list[Fit]:
    """The roomiest way to set page one, and then tighter ones.

    To measure is to lay page one out, so what mostly fits is tried first, and both
    columns are measured at once.

    Args:
        packet: What is printed.
        size: Its print size.
        measure: What has room on one side.
    """
    tiers = TIERS[size]
    if not PageOne(packet, ROOMY).to_write:
        tiers = tiers[1:]
    first, *others, last = tiers

    def is_enough(tier: Tier) -> bool:
        return measure(tier.fit(tier.left, tier.right)).whole

    if is_enough(first):
        return [first.fit(0, 0), *_tighter(last, 0, 0)]
    tier = [*others, last][bisect_left(others, True, key=is_enough)]
    fits = _tighter(tier, *_steps(tier, measure))
    return fits if tier is last else [*fits, *_tighter(last, 0, 0)]


def _steps(tier: Tier, measure: Callable[[Fit], Room]) -> tuple[int, int]:
    """How far each column is cut, found by halves; the last step is known to fit."""
    left, right = range(tier.left + 1), range(tier.right + 1)
    while len(left) > 1 or len(right) > 1:
        middle = (len(left) - 1) // 2, (len(right) - 1) // 2
        room = measure(tier.fit(left[middle[0]], right[middle[1]]))
        left = _half(left, middle[0], has_room=room.left)
        right = _half(right, middle[1], has_room=room.right)
    return left[0], right[0]


def _half(steps: range, middle: int, *, has_room: bool) -> range:
    """The steps that may still be the first with room."""
    if len(steps) == 1:
        return steps
    return steps[: middle + 1] if has_room else steps[middle + 1 :]


def _tighter(tier: Tier, left: int, right: int) -> list[Fit]:
    """This fit of the tier, and those that follow it, each a step tighter."""
    steps = max(tier.left - left, tier.right - right) + 1
    return [
        tier.fit(min(left + step, tier.left), min(right + step, tier.right))
        for step in range(steps)
    ]


@dataclass(frozen=True)
class ShownFact:
    """A fact as page one shows it; `text` is empty where all of it is shown."""

    fact: Fact
    text: str = ""


@dataclass(frozen=True)
class PageOne:
    """What of a packet page one shows when it is set like this."""

    packet: PacketContents
    fit: Fit

    @cached_property
    def diagnosis_line(self) -> str:
        return self._short(self.packet.diagnosis_line, self.fit.head * 2)

    @cached_property
    def strip(self) -> tuple[StripCell, ...]:
        most = self.fit.head
        return tuple(
            replace(
                cell,
                value=self._short(cell.value, most),
                more=tuple(self._short(line, most) for line in cell.more),
            )
            for cell in self.packet.strip
        )

    @cached_property
    def earlier(self) -> str:
        return self._short(self.packet.earlier, self.fit.head * 2)

    @cached_property
    def questions(self) -> tuple[OpenQuestion, ...]:
        return tuple(
            replace(question, text=self._short(question.text, self.fit.question))
            for question in self.packet.top
        )

    @cached_property
    def symptoms(self) -> tuple[SymptomRow, ...]:
        """The rows that stay: what changed and is strong, in the packet's order."""
        groups = self._symptoms
        if not self.fit.has_same:
            groups = [group for group in groups if not _is_same(group)]
        if len(groups) > self.fit.most:
            strongest = sorted(groups, key=_weight, reverse=True)[: self.fit.most]
            groups = [group for group in groups if group in strongest]
        return tuple(row for group in groups for row in group)

    @cached_property
    def cut_symptoms(self) -> tuple[SymptomRow, ...]:
        """The rows that do not stay."""
        return tuple(row for row in self.packet.symptoms if row not in self.symptoms)

    @cached_property
    def more_symptoms(self) -> int:
        return len({row.name for row in self.cut_symptoms})

    @cached_property
    def notes(self) -> tuple[PrintedNote, ...]:
        return tuple(
            replace(note, text=self._short(note.text, self.fit.note))
            for note in self.packet.notes[: self.fit.notes]
        )

    @property
    def more_notes(self) -> int:
        return len(self.packet.notes) - len(self.notes)

    @property
    def are_notes_whole(self) -> bool:
        return self.notes == self.packet.notes

    @cached_property
    def facts(self) -> tuple[ShownFact, ...]:
        """The facts that stay; one that is shortened with what is left of it."""
        return tuple(
            ShownFact(fact, self._cut(fact))
            for fact in self.packet.facts
            if not self._is_dropped(fact)
            and not (fact.is_missing and self.fit.has_lines)
        )

    @cached_property
    def dropped(self) -> tuple[Fact, ...]:
        return tuple(fact for fact in self.packet.facts if self._is_dropped(fact))

    @cached_property
    def to_write(self) -> tuple[str, ...]:
        """What nobody has written down, where there is room to do it by hand."""
        if not self.fit.has_lines:
            return ()
        return tuple(fact.title for fact in self.packet.facts if fact.is_missing)

    @cached_property
    def overleaf(self) -> tuple[Fact, ...]:
        """All that is cut, in full, for a later page."""
        packet = self.packet
        cells = zip(packet.strip, self.strip, strict=True)
        facts = (
            [Fact(_("Diagnosis"), packet.diagnosis_line)]
            if self.diagnosis_line != packet.diagnosis_line
            else []
        )
        facts += [Fact(cell.title, cell.text) for cell, shown in cells if cell != shown]
        if self.earlier != packet.earlier:
            facts.append(Fact(_("Before"), packet.earlier))
        if not packet.questions:
            facts += [
                Fact(
                    _("Question %(number)d") % {"number": question.number},
                    question.text,
                )
                for question, shown in zip(packet.top, self.questions, strict=True)
                if question != shown
            ]
        if self.cut_symptoms and not packet.has_symptom_details:
            rows = tuple(row.in_a_sentence for row in self.cut_symptoms)
            facts.append(Fact(packet.heading, " ".join(rows), rows=rows))
        if not self.are_notes_whole:
            said = tuple(f"{note.title}: “{note.text}”" for note in packet.notes)
            facts.append(Fact(_("Notes to read"), " ".join(said), rows=said))
        cut = [shown.fact for shown in self.facts if shown.text]
        return (*facts, *self.dropped, *cut)

    @cached_property
    def _symptoms(self) -> list[tuple[SymptomRow, ...]]:
        """What each wrote about the same symptom, together."""
        rows = groupby(self.packet.symptoms, key=lambda row: row.name)
        return [tuple(several) for _name, several in rows]

    def _is_dropped(self, fact: Fact) -> bool:
        return fact.is_dropped_early and not self.fit.has_doing

    def _cut(self, fact: Fact) -> str:
        most = self.fit.fact * fact.share
        return self._short(fact.text, most) if self._is_cut(fact, most) else ""

    @staticmethod
    def _is_cut(fact: Fact, most: int) -> bool:
        return fact.may_be_cut and len(fact.text) > most

    @staticmethod
    def _short(text: str, most: int) -> str:
        """The text, ended between two words where it is too long."""
        if len(text) <= most:
            return text
        head, _space, _word = text[:most].rpartition(" ")
        return f"{(head or text[: most - 1]).rstrip(' .,;:')}…"


def _is_same(group: Sequence[SymptomRow]) -> bool:
    """Whether nothing changed, and nobody else saw it otherwise."""
    return len(group) == 1 and group[0].change == Trend.SAME.label


def _weight(group: Sequence[SymptomRow]) -> tuple[bool, int]:
    """What changed comes before what is the same, then the strongest."""
    has_changed = group[0].change != Trend.SAME.label
    return has_changed, max(row.worst.number for row in group)
