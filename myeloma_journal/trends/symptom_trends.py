"""The trend of each symptom in sentences. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_high, median_low

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from myeloma_journal.trends.day_words import MAX_NAMED, format_day, format_on_days
from myeloma_journal.trends.trend import (
    MIN_DAYS,
    SeverityByDay,
    SymptomDays,
    Trend,
    felt_days,
    quiet_days,
    trend_of,
)

SEVERITIES: Sequence[Promise] = [
    gettext_lazy("none"),
    gettext_lazy("mild"),
    gettext_lazy("moderate"),
    gettext_lazy("severe"),
]


@dataclass(frozen=True)
class SymptomTrend:
    """What became of one symptom, with the days that show it."""

    name: str
    trend: Trend
    before: SeverityByDay
    since: SeverityByDay
    today: date

    @property
    def days(self) -> int:
        """On how many days since the symptom was written about."""
        return len(self.since)

    @property
    def worst(self) -> int:
        """The strongest severity since; 0 when it was not felt or not written."""
        return max(self.since.values(), default=0)

    @property
    def worst_on(self) -> list[date]:
        """The days since on which it was strongest; none when it was not felt."""
        return _on_level(self.since, self.worst) if self.worst else []

    @property
    def latest_on(self) -> date | None:
        """The last day since on which it was written about."""
        return max(self.since, default=None)

    @property
    def latest(self) -> int | None:
        """The severity on that day."""
        return self.since[self.latest_on] if self.latest_on else None

    @property
    def first_on(self) -> date | None:
        """The first day since on which it was felt."""
        return min(felt_days(self.since), default=None)

    @property
    def last_on(self) -> date | None:
        """The last day on which it was felt, in either span."""
        return max(felt_days({**self.before, **self.since}), default=None)

    @property
    def facts(self) -> str:
        """First and last day since, the strongest, and on how many days it is written.

        Empty when nothing is written about it since.
        """
        if not self.since:
            return ""
        written = ngettext(
            "Written on %(count)d day.", "Written on %(count)d days.", self.days
        ) % {"count": self.days}
        if not self.first_on or not self.last_on:
            return written
        felt = _("First felt %(first)s, last %(last)s, strongest on %(worst)s.") % {
            "first": format_day(self.first_on, self.today),
            "last": format_day(self.last_on, self.today),
            "worst": format_day(self.worst_on[-1], self.today),
        }
        return f"{felt} {written}"

    @property
    def sentence(self) -> str:
        """What was written, in a few plain sentences."""
        return " ".join(part for part in SENTENCES[self.trend](self) if part)


def compare_symptoms(
    symptoms: Iterable[SymptomDays], *, today: date
) -> list[SymptomTrend]:
    """The trend of each symptom, sorted by trend, then by the worst severity."""
    order = list(Trend)
    return sorted(
        (
            SymptomTrend(
                symptom.name, trend_of(symptom), symptom.before, symptom.since, today
            )
            for symptom in symptoms
            if symptom.before or symptom.since
        ),
        key=lambda symptom: (order.index(symptom.trend), -symptom.worst, symptom.name),
    )


# The sentences. Each part is true by itself; an empty part falls away.


def _new(symptom: SymptomTrend) -> Iterable[str]:
    felt = felt_days(symptom.since)
    if len(felt) > 1:
        # Not asked about before, we only know when it was first put down.
        known = _("First on %(day)s.")
        first = known if symptom.before else _("First written down on %(day)s.")
        yield first % {"day": format_day(felt[0], symptom.today)}
    yield _levels(symptom)
    if len(felt) > 1 and symptom.latest == 0:
        yield _last(symptom)


def _worse(symptom: SymptomTrend) -> Iterable[str]:
    then, now = symptom.before.values(), symptom.since.values()
    usual = median_low(now)
    if usual <= median_high(then):
        yield _levels(symptom, at_least=max(then) + 1)
        yield _("Before, it was %(level)s at worst.") % {"level": SEVERITIES[max(then)]}
        return
    if _is_most(usual, symptom.since):
        sentence = _("Was %(then)s, now %(now)s on most days.")
    else:
        sentence = _("Was %(then)s, now %(now)s or stronger on most days.")
    yield sentence % {"then": _usually(symptom.before), "now": SEVERITIES[usual]}
    yield _worst(symptom)


def _better(symptom: SymptomTrend) -> Iterable[str]:
    usual = median_high(symptom.since.values())
    if _is_most(usual, symptom.since):
        sentence = _("Was %(then)s, now %(now)s on most days.")
    else:
        sentence = _("Was %(then)s, now %(now)s or less on most days.")
    yield sentence % {"then": _usually(symptom.before), "now": SEVERITIES[usual]}
    worst = symptom.worst_on if symptom.worst > usual else []
    if symptom.last_on not in worst:
        yield _last(symptom)
    if worst:
        yield _worst(symptom)


def _gone(symptom: SymptomTrend) -> Iterable[str]:
    yield _last(symptom)
    if symptom.worst > max(symptom.before.values(), default=0):
        yield _worst(symptom)
    quiet = quiet_days({**symptom.before, **symptom.since})
    yield ngettext(
        "None on the %(count)d day written after that.",
        "None on the %(count)d days written after that.",
        quiet,
    ) % {"count": quiet}


def _same(symptom: SymptomTrend) -> Iterable[str]:
    usual = median_low(symptom.since.values())
    if not symptom.worst:
        yield _none(symptom)
    elif _is_most(usual, symptom.since) and _is_most(usual, symptom.before):
        sentence = _("%(level)s on most days, as before.") % {
            "level": SEVERITIES[usual]
        }
        yield capfirst(sentence)
        yield _worst(symptom) if symptom.worst > usual else ""
    else:
        yield _levels(symptom)
        yield _("Before, it was %(level)s.") % {"level": _usually(symptom.before)}


def _too_little(symptom: SymptomTrend) -> Iterable[str]:
    if not symptom.since:
        yield _last(symptom) if symptom.last_on else ""
        yield _("Nothing is written about it since.")
        return
    yield _levels(symptom) if symptom.worst else _none(symptom)
    if len(symptom.since) >= MIN_DAYS:
        yield _("Too little was written before to compare.")
    else:
        yield _("Too little is written to compare.")


SENTENCES = {
    Trend.NEW: _new,
    Trend.WORSE: _worse,
    Trend.BETTER: _better,
    Trend.GONE: _gone,
    Trend.SAME: _same,
    Trend.TOO_LITTLE: _too_little,
}


def _on_level(days: SeverityByDay, level: int) -> list[date]:
    return sorted(day for day, severity in days.items() if severity == level)


def _is_most(level: int, days: SeverityByDay) -> bool:
    return 2 * len(_on_level(days, level)) > len(days)


def _usually(days: SeverityByDay) -> str:
    """The severity of most days, or from where to where it went."""
    for level, word in enumerate(SEVERITIES):
        if _is_most(level, days):
            return str(word)
    low, high = min(days.values()), max(days.values())
    return _("%(low)s to %(high)s") % {
        "low": SEVERITIES[low],
        "high": SEVERITIES[high],
    }


def describe_days(days: SeverityByDay, today: date, *, at_least: int = 1) -> str:
    """On which days or how many it was mild, moderate, severe.

    Args:
        days: The written days, and the severity of each.
        today: This year is not said.
        at_least: The severity to begin with; 0 is none.
    """
    parts = [
        f"{SEVERITIES[level]} {format_on_days(on_level, today)}"
        for level in range(at_least, len(SEVERITIES))
        if (on_level := _on_level(days, level))
    ]
    return capfirst(", ".join(parts)) + "." if parts else ""


def _levels(symptom: SymptomTrend, at_least: int = 1) -> str:
    return describe_days(symptom.since, symptom.today, at_least=at_least)


def _worst(symptom: SymptomTrend) -> str:
    days = symptom.worst_on
    if len(days) > MAX_NAMED:
        sentence = _("Worst: %(level)s, last on %(day)s.")
    else:
        sentence = _("Worst: %(level)s, %(on_days)s.")
    return sentence % {
        "level": SEVERITIES[symptom.worst],
        "day": format_day(days[-1], symptom.today),
        "on_days": format_on_days(days, symptom.today),
    }


def _last(symptom: SymptomTrend) -> str:
    if not symptom.last_on:
        return ""
    return _("Last on %(day)s.") % {"day": format_day(symptom.last_on, symptom.today)}


def _none(symptom: SymptomTrend) -> str:
    return ngettext(
        "None on the %(count)d written day.",
        "None on all %(count)d written days.",
        symptom.days,
    ) % {"count": symptom.days}
