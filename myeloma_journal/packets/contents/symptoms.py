"""The symptoms of these days, each on a line."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from myeloma_journal.packets.contents.levels import Level, level_of
from myeloma_journal.trends.changes import Change
from myeloma_journal.trends.compare import Trend


@dataclass(frozen=True)
class SymptomLine:
    """One symptom over the days of the packet."""

    name: str
    worst: Level
    latest: Level | None
    change: str = ""
    sentence: str = ""


def symptom_lines(changes: Iterable[Change]) -> tuple[SymptomLine, ...]:
    """One line a symptom, in the order of the changes."""
    return tuple(_symptom(one) for one in changes if _is_worth_a_row(one))


def _is_worth_a_row(change: Change) -> bool:
    """Not what was never felt, nor what nobody wrote about since."""
    if change.trend in (Trend.GONE, Trend.BETTER):
        return True
    return change.worst > 0


def _symptom(change: Change) -> SymptomLine:
    none_now = change.trend == Trend.GONE and not change.worst
    return SymptomLine(
        name=change.name,
        worst=Level(0, _("none now")) if none_now else level_of(change.worst),
        latest=None if change.latest is None else level_of(change.latest),
        change="" if change.trend == Trend.TOO_LITTLE else change.trend.label,
        sentence=change.sentence,
    )
