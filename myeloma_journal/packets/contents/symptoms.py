"""The symptoms of the packet's period, as rows and as charts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from myeloma_journal.journal.models import Severity
from myeloma_journal.packets.settings import item_key
from myeloma_journal.platform.charts import Band, Chart, Point, draw
from myeloma_journal.trends.day_words import format_day
from myeloma_journal.trends.symptom_trends import SEVERITIES, SymptomTrend
from myeloma_journal.trends.trend import MIN_DAYS, Trend

# So many are drawn; all of them stand in words.
MOST_CHARTS = 6
# Of each picture; two stand beside each other, their type a little smaller than words.
WIDTH = 300


@dataclass(frozen=True)
class PrintedSeverity:
    """A severity from 0 to 3, with its word."""

    number: int
    word: str


def printed_severity(number: int) -> PrintedSeverity:
    return PrintedSeverity(number, str(SEVERITIES[number]))


@dataclass(frozen=True)
class SymptomRow:
    """One symptom over the days of the packet."""

    name: str
    worst: PrintedSeverity
    latest: PrintedSeverity | None
    change: str = ""
    sentence: str = ""
    key: str = ""


def symptom_rows(changes: Iterable[SymptomTrend]) -> tuple[SymptomRow, ...]:
    """One row a symptom, in the order of the changes."""
    return tuple(_symptom(change) for change in changes if _is_worth_a_row(change))


def symptom_charts(
    changes: Iterable[SymptomTrend], bands: Sequence[Band], *, first: date, last: date
) -> tuple[Chart, ...]:
    """A chart of each symptom that was felt, and written about on enough days.

    Args:
        changes: In the order in which they are drawn.
        bands: The treatments that began or ended in these days.
        first: The first day of the packet.
        last: The last day of the packet.
    """
    enough = [
        change for change in changes if change.worst and len(change.since) >= MIN_DAYS
    ]
    return tuple(
        _chart(change, bands, first=first, last=last) for change in enough[:MOST_CHARTS]
    )


def _chart(
    change: SymptomTrend, bands: Sequence[Band], *, first: date, last: date
) -> Chart:
    levels = [str(label) for label in Severity.labels]
    params = {
        "name": change.name,
        "first": format_day(first, last),
        "last": format_day(last, last),
        "sentence": change.sentence,
    }
    return draw(
        [Point(on, level, levels[level]) for on, level in change.since.items()],
        name=change.name,
        sentence=_("%(name)s, %(first)s to %(last)s: %(sentence)s") % params,
        first=first,
        last=last,
        levels=levels,
        bands=bands,
        join_within=1,
        width=WIDTH,
    )


def _is_worth_a_row(change: SymptomTrend) -> bool:
    """Leaves out symptoms never felt, and those without entries since."""
    if change.trend in (Trend.GONE, Trend.BETTER):
        return True
    return change.worst > 0


def _symptom(change: SymptomTrend) -> SymptomRow:
    none_now = change.trend == Trend.GONE and not change.worst
    return SymptomRow(
        name=change.name,
        worst=PrintedSeverity(0, _("none now"))
        if none_now
        else printed_severity(change.worst),
        latest=None if change.latest is None else printed_severity(change.latest),
        change="" if change.trend == Trend.TOO_LITTLE else change.trend.label,
        sentence=change.sentence,
        key=item_key("symptom", change.name),
    )
