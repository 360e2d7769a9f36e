"""The symptoms of the packet's period, as rows and as charts."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from myeloma_journal.journal.models import Severity
from myeloma_journal.journal.voices import Writer, main_writer
from myeloma_journal.packets.settings import item_key
from myeloma_journal.platform.charts import Band, Chart, Point, draw
from myeloma_journal.trends.charts import series_names, signed_sentences
from myeloma_journal.trends.day_words import format_day, format_short_day
from myeloma_journal.trends.since import Since
from myeloma_journal.trends.symptom_trends import SEVERITIES, SymptomTrend
from myeloma_journal.trends.trend import MIN_DAYS, Trend

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
    """One symptom over the days of the packet, in the words of one person.

    Attributes:
        worst_on: The last day on which it was worst, in words; since when it is gone.
        latest_on: The day of the latest rating, in words.
        change: What became of it; in the main writer's words only (`journal.voices`).
        seen_by: Who noticed it, where that is not the main writer.
        is_further: Whether the row before it is about the same symptom.
        key: To leave the symptom out; only in its first row.
    """

    name: str
    worst: PrintedSeverity
    latest: PrintedSeverity | None
    change: str = ""
    sentence: str = ""
    key: str = ""
    worst_on: str = ""
    latest_on: str = ""
    seen_by: str = ""
    is_further: bool = False

    @property
    def short_change(self) -> str:
        """The change in one word, for a narrow column."""
        is_same = self.change == Trend.SAME.label
        return pgettext("symptom", "Same") if is_same else self.change

    @property
    def in_a_sentence(self) -> str:
        """Name, change, worst and latest, where there is no table."""
        about = ", ".join(filter(None, (self.name, self.seen_by)))
        parts = [
            self.change,
            pgettext("symptom", "worst: %(word)s %(day)s")
            % {"word": self.worst.word, "day": self.worst_on},
        ]
        if self.latest:
            latest = {"word": self.latest.word, "day": self.latest_on}
            parts.append(pgettext("symptom", "latest: %(word)s %(day)s") % latest)
        return f"{about}: {', '.join(filter(None, parts))}."


def symptom_rows(since: Since) -> tuple[SymptomRow, ...]:
    """A row for each symptom and each person who wrote about it.

    The main writer's come in the order of the changes, each followed by what others
    noticed of it; then what only others noticed.
    """
    noticed: dict[str, list[SymptomTrend]] = {}
    for symptoms in since.noticed.values():
        for symptom in filter(_is_worth_a_row, symptoms):
            noticed.setdefault(symptom.name, []).append(symptom)
    main = {symptom.name: symptom for symptom in since.main if _is_worth_a_row(symptom)}
    rows: list[SymptomRow] = []
    for name in {**main, **noticed}:
        of_symptom = [main[name]] if name in main else []
        for change in (*of_symptom, *noticed.get(name, [])):
            is_further = bool(rows) and rows[-1].name == name
            rows.append(
                _symptom(change, is_main=change in of_symptom, is_further=is_further)
            )
    return tuple(rows)


def symptom_charts(
    since: Since, bands: Sequence[Band], *, patient: str
) -> tuple[Chart, ...]:
    """A chart of each symptom that was felt, and written about on enough days.

    Everybody's ratings of it are in one chart, each with a shape of their own.

    Args:
        since: In the order in which they are drawn.
        bands: The treatments that began or ended in these days.
        patient: The patient's name.
    """
    series: dict[str, dict[Writer, SymptomTrend]] = {}
    for change in (*since.main, *chain.from_iterable(since.noticed.values())):
        if change.since:
            series.setdefault(change.name, {})[change.writer] = change
    return tuple(
        _chart(name, of_symptom, bands, since, patient)
        for name, of_symptom in series.items()
        if _is_drawn(of_symptom.values())
    )


def undrawn_symptoms(rows: Iterable[SymptomRow], charts: Iterable[Chart]) -> list[str]:
    """The names of the symptoms that have no chart."""
    drawn = {chart.name for chart in charts}
    return list(dict.fromkeys(row.name for row in rows if row.name not in drawn))


def _is_drawn(several: Collection[SymptomTrend]) -> bool:
    days = {day for change in several for day in change.since}
    return len(days) >= MIN_DAYS and any(change.worst for change in several)


def _chart(
    name: str,
    of_symptom: Mapping[Writer, SymptomTrend],
    bands: Sequence[Band],
    since: Since,
    patient: str,
) -> Chart:
    levels = [str(label) for label in Severity.labels]
    numbers = {writer: number for number, writer in enumerate(_everybody(since))}
    described = {writer: change.sentence for writer, change in of_symptom.items()}
    params = {
        "name": name,
        "first": format_day(since.first, since.last),
        "last": format_day(since.last, since.last),
        "sentence": " ".join(signed_sentences(described, numbers, patient)),
    }
    return draw(
        [
            Point(on, level, levels[level], series=numbers[writer])
            for writer, change in of_symptom.items()
            for on, level in change.since.items()
        ],
        name=name,
        sentence=_("%(name)s, %(first)s to %(last)s: %(sentence)s") % params,
        first=since.first,
        last=since.last,
        levels=levels,
        bands=bands,
        join_within=1,
        width=WIDTH,
        # The same shape is the same person in all charts of a packet.
        series=series_names(numbers, patient),
    )


def _everybody(since: Since) -> tuple[Writer, ...]:
    """Who has a shape: the main writer, and who else noticed something."""
    return (main_writer(since.writers), *since.noticed)


def _is_worth_a_row(change: SymptomTrend) -> bool:
    """Leaves out symptoms never felt, and those without entries since."""
    if change.trend in (Trend.GONE, Trend.BETTER):
        return True
    return change.worst > 0


def _symptom(change: SymptomTrend, *, is_main: bool, is_further: bool) -> SymptomRow:
    none_now = change.trend == Trend.GONE and not change.worst
    says_change = is_main and change.trend != Trend.TOO_LITTLE
    latest_on = change.latest_on
    return SymptomRow(
        name=change.name,
        worst=PrintedSeverity(0, pgettext("symptom", "none now"))
        if none_now
        else printed_severity(change.worst),
        latest=None if change.latest is None else printed_severity(change.latest),
        change=change.trend.label if says_change else "",
        sentence=change.sentence,
        key="" if is_further else item_key("symptom", change.name),
        worst_on=_worst_on(change),
        latest_on=format_short_day(latest_on, change.today) if latest_on else "",
        seen_by="" if is_main else change.writer.name,
        is_further=is_further,
    )


def _worst_on(change: SymptomTrend) -> str:
    if change.worst_on:
        return format_short_day(change.worst_on[-1], change.today)
    if not change.since:
        return ""
    day = format_short_day(min(change.since), change.today)
    return pgettext("symptom", "since %(day)s") % {"day": day}
