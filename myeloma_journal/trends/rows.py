"""Rows that lead to a chart: words and a small picture for each who wrote. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.utils.translation import gettext as _

from myeloma_journal.catalogue.models import Measure
from myeloma_journal.journal.models import FollowedSymptom, Measurement, Severity
from myeloma_journal.journal.voices import Writer, by_writer, main_writer
from myeloma_journal.platform.charts import Point, Spark, draw_levels, draw_values
from myeloma_journal.trends.day_words import format_day
from myeloma_journal.trends.since import Since


@dataclass(frozen=True)
class Series:
    """What one person wrote about it, in words and as a picture."""

    words: str
    spark: Spark


@dataclass(frozen=True)
class SymptomRow:
    symptom: FollowedSymptom
    series: Sequence[Series]


@dataclass(frozen=True)
class MeasureRow:
    measure: Measure
    series: Sequence[Series]


def symptom_rows(charted: Iterable[FollowedSymptom], since: Since) -> list[SymptomRow]:
    """Each of these symptoms with what each person wrote; all on the same scale."""
    series: dict[str, list[Series]] = {}
    for symptom in since.symptoms:
        if words := symptom.worst_and_latest:
            spark = draw_levels(
                symptom.since,
                first=since.first,
                last=since.last,
                highest=max(Severity.values),
            )
            signed = _signed(words, symptom.writer, since)
            series.setdefault(symptom.name, []).append(Series(signed, spark))
    return [SymptomRow(each, series.get(each.name, [])) for each in charted]


def measure_rows(
    measures: Iterable[Measure], taken: Iterable[Measurement], since: Since
) -> list[MeasureRow]:
    """Each of these measures: a series for each person and each unit they used."""
    series: dict[int | None, list[Series]] = {}
    for writer, by_person in by_writer(taken, signed=attrgetter("entry")).items():
        groups: dict[tuple[int | None, str], list[Measurement]] = {}
        for reading in by_person:
            key = (reading.measure_id, reading.unit)
            groups.setdefault(key, []).append(reading)
        for (measure_id, _unit), readings in groups.items():
            spark = draw_values(_points(readings), first=since.first, last=since.last)
            signed = _signed(_latest_and_ends(readings, since), writer, since)
            series.setdefault(measure_id, []).append(Series(signed, spark))
    return [MeasureRow(each, series.get(each.pk, [])) for each in measures]


def _points(readings: Iterable[Measurement]) -> Iterator[Point]:
    for reading in readings:
        yield Point(reading.entry.felt_on, reading.value, reading.reading)


def _latest_and_ends(readings: Sequence[Measurement], since: Since) -> str:
    """The latest reading with its day, and the lowest and highest of several."""
    latest = readings[-1]
    words = {
        "latest": latest.reading,
        "day": format_day(latest.entry.felt_on, since.last),
    }
    low = min(readings, key=attrgetter("value"))
    high = max(readings, key=attrgetter("value"))
    if low.value == high.value:
        return _("Latest: %(latest)s, on %(day)s.") % words
    return _("Latest: %(latest)s, on %(day)s. Lowest: %(low)s. Highest: %(high)s.") % {
        **words,
        "low": low.reading,
        "high": high.reading,
    }


def _signed(sentence: str, writer: Writer, since: Since) -> str:
    if writer == main_writer(since.writers):
        return sentence
    return _("%(who)s: %(sentence)s") % {"who": writer.name, "sentence": sentence}
