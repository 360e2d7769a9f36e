"""The trend of each symptom in sentences. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_high, median_low

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import (
    gettext_lazy,
    ngettext,
    ngettext_lazy,
    pgettext_lazy,
)

from myeloma_journal.journal.voices import PATIENT, Writer
from myeloma_journal.trends.day_words import MAX_NAMED, format_day, format_days
from myeloma_journal.trends.trend import (
    SeverityByDay,
    SymptomDays,
    Trend,
    felt_days,
    quiet_days,
    trend_of,
)

# As they stand inside a sentence.
SEVERITIES: Sequence[Promise] = [
    pgettext_lazy("severity", "none"),
    pgettext_lazy("severity", "mild"),
    pgettext_lazy("severity", "moderate"),
    pgettext_lazy("severity", "severe"),
]
# A sentence for each severity: on days that are named, and on days that are counted.
ON_NAMED_DAYS: Sequence[Promise] = [
    gettext_lazy("None on %(days)s."),
    gettext_lazy("Mild on %(days)s."),
    gettext_lazy("Moderate on %(days)s."),
    gettext_lazy("Severe on %(days)s."),
]
ON_COUNTED_DAYS: Sequence[Promise] = [
    ngettext_lazy("None on %(count)d day.", "None on %(count)d days.", "count"),
    ngettext_lazy("Mild on %(count)d day.", "Mild on %(count)d days.", "count"),
    ngettext_lazy("Moderate on %(count)d day.", "Moderate on %(count)d days.", "count"),
    ngettext_lazy("Severe on %(count)d day.", "Severe on %(count)d days.", "count"),
]
MOST_DAYS_AS_BEFORE: Sequence[Promise] = [
    gettext_lazy("None on most days with entries, same as before."),
    gettext_lazy("Mild on most days with entries, same as before."),
    gettext_lazy("Moderate on most days with entries, same as before."),
    gettext_lazy("Severe on most days with entries, same as before."),
]


@dataclass(frozen=True)
class SymptomTrend:
    """What became of one symptom in the words of one person, and the days."""

    name: str
    trend: Trend
    before: SeverityByDay
    since: SeverityByDay
    today: date
    writer: Writer = PATIENT

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
    def last_on(self) -> date | None:
        """The last day on which it was felt, in either span."""
        return max(felt_days({**self.before, **self.since}), default=None)

    @property
    def worst_and_latest(self) -> str:
        """The latest severity and the worst, with their days; empty without one."""
        if self.latest is None or self.latest_on is None:
            return ""
        words: dict[str, object] = {
            "latest": SEVERITIES[self.latest],
            "day": format_day(self.latest_on, self.today),
            "worst": SEVERITIES[self.worst],
        }
        if self.worst == self.latest:
            return _("Latest: %(latest)s, on %(day)s.") % words
        return _(
            "Latest: %(latest)s, on %(day)s. Worst: %(worst)s, on %(worst_day)s."
        ) % {
            **words,
            "worst_day": format_day(self.worst_on[-1], self.today),
        }

    @property
    def range(self) -> str:
        """From which severity to which it went since, and on how many days."""
        count = len(self.since)
        if not self.worst:
            return _none_on(count)
        low = min(self.since.values())
        felt = len(felt_days(self.since))
        levels = {"low": SEVERITIES[low], "high": SEVERITIES[self.worst]}
        if low == self.worst:
            sentence = ngettext(
                "On %(count)d day: %(high)s.", "On all %(count)d days: %(high)s.", count
            )
        elif set(self.since.values()) == {0, self.worst}:
            sentence = ngettext(
                "On %(felt)d of %(count)d day: %(high)s.",
                "On %(felt)d of %(count)d days: %(high)s.",
                count,
            )
        else:
            sentence = ngettext(
                "On %(count)d day: %(low)s to %(high)s.",
                "On %(count)d days: %(low)s to %(high)s.",
                count,
            )
        return sentence % {**levels, "felt": felt, "count": count}

    @property
    def sentence(self) -> str:
        """What was written, in a few plain sentences."""
        return " ".join(part for part in SENTENCES[self.trend](self) if part)


def compare_symptoms(
    symptoms: Iterable[SymptomDays], *, today: date, writer: Writer = PATIENT
) -> list[SymptomTrend]:
    """The trend of each symptom, sorted by trend, then by the worst severity.

    Args:
        symptoms: All in the words of `writer`.
        today: Days of this year are written without it.
        writer: Who wrote about them.
    """
    order = list(Trend)
    return sorted(
        (
            SymptomTrend(
                symptom.name,
                trend_of(symptom),
                symptom.before,
                symptom.since,
                today,
                writer,
            )
            for symptom in symptoms
            if symptom.before or symptom.since
        ),
        key=lambda symptom: (order.index(symptom.trend), -symptom.worst, symptom.name),
    )


# The sentences. Each part is true by itself; an empty part falls away.


def _new(symptom: SymptomTrend) -> Iterable[str]:
    yield _("None before.") if symptom.before else _("No entries about it before.")
    felt, named = felt_days(symptom.since), _named_days(symptom.since)
    if felt[0] not in named:
        yield _("First on %(day)s.") % {"day": format_day(felt[0], symptom.today)}
    yield _levels(symptom)
    if symptom.latest == 0:
        yield _("None after that.") if felt[-1] in named else _last(symptom)


def _worse(symptom: SymptomTrend) -> Iterable[str]:
    then, now = symptom.before.values(), symptom.since.values()
    usual = median_low(now)
    if usual <= median_high(then):
        yield _levels(symptom, at_least=max(then) + 1)
        yield _("Before, the worst was %(level)s.") % {"level": SEVERITIES[max(then)]}
        return
    if _is_most(usual, symptom.since):
        sentence = _("Was %(then)s. Now %(now)s on most days with entries.")
    else:
        sentence = _("Was %(then)s. Now %(now)s or worse on most days with entries.")
    yield sentence % {"then": _usually(symptom.before), "now": SEVERITIES[usual]}
    yield _worst(symptom)


def _better(symptom: SymptomTrend) -> Iterable[str]:
    usual = median_high(symptom.since.values())
    if _is_most(usual, symptom.since):
        sentence = _("Was %(then)s. Now %(now)s on most days with entries.")
    else:
        sentence = _("Was %(then)s. Now %(now)s or less on most days with entries.")
    yield sentence % {"then": _usually(symptom.before), "now": SEVERITIES[usual]}
    worst = symptom.worst_on if symptom.worst > usual else []
    if symptom.last_on not in worst:
        yield _last(symptom)
    if worst:
        yield _worst(symptom)


def _gone(symptom: SymptomTrend) -> Iterable[str]:
    is_worst = symptom.worst > max(symptom.before.values(), default=0)
    if is_worst and symptom.last_on in symptom.worst_on:
        yield _("Last on %(day)s: %(level)s.") % {
            "day": format_day(symptom.worst_on[-1], symptom.today),
            "level": SEVERITIES[symptom.worst],
        }
    else:
        yield _last(symptom)
        yield _worst(symptom) if is_worst else ""
    quiet = quiet_days({**symptom.before, **symptom.since})
    yield ngettext(
        "None on the %(count)d day with an entry after that.",
        "None on the %(count)d days with entries after that.",
        quiet,
    ) % {"count": quiet}


def _same(symptom: SymptomTrend) -> Iterable[str]:
    usual = median_low(symptom.since.values())
    if not symptom.worst:
        yield _none(symptom)
    elif _is_most(usual, symptom.since) and _is_most(usual, symptom.before):
        yield str(MOST_DAYS_AS_BEFORE[usual])
        yield _worst(symptom) if symptom.worst > usual else ""
    else:
        yield _levels(symptom)
        yield _("Before, it was %(level)s.") % {"level": _usually(symptom.before)}


def _too_little(symptom: SymptomTrend) -> Iterable[str]:
    if not symptom.since:
        yield _last(symptom) if symptom.last_on else ""
        yield _("No entries about it since then.")
        return
    yield _levels(symptom) if symptom.worst else _none(symptom)


SENTENCES = {
    Trend.NEW: _new,
    Trend.WORSE: _worse,
    Trend.BETTER: _better,
    Trend.GONE: _gone,
    Trend.SAME: _same,
    Trend.TOO_LITTLE: _too_little,
}


def _named_days(days: SeverityByDay) -> set[date]:
    """The days that `describe_days` names, where it does not only count them."""
    by_level = (_on_level(days, level) for level in range(1, len(SEVERITIES)))
    return {day for named in by_level if len(named) <= MAX_NAMED for day in named}


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
    return " ".join(
        _level_on(level, on_level, today)
        for level in range(at_least, len(SEVERITIES))
        if (on_level := _on_level(days, level))
    )


def _level_on(level: int, days: list[date], today: date) -> str:
    """On which days it had this severity, or on how many if they are many."""
    if len(days) > MAX_NAMED:
        return str(ON_COUNTED_DAYS[level] % {"count": len(days)})
    return str(ON_NAMED_DAYS[level]) % {"days": format_days(days, today)}


def _levels(symptom: SymptomTrend, at_least: int = 1) -> str:
    return describe_days(symptom.since, symptom.today, at_least=at_least)


def _worst(symptom: SymptomTrend) -> str:
    days = symptom.worst_on
    level = SEVERITIES[symptom.worst]
    if len(days) > MAX_NAMED:
        return _("Worst: %(level)s, last on %(day)s.") % {
            "level": level,
            "day": format_day(days[-1], symptom.today),
        }
    return _("Worst: %(level)s, on %(days)s.") % {
        "level": level,
        "days": format_days(days, symptom.today),
    }


def _last(symptom: SymptomTrend) -> str:
    if not symptom.last_on:
        return ""
    return _("Last on %(day)s.") % {"day": format_day(symptom.last_on, symptom.today)}


def _none_on(count: int) -> str:
    return ngettext("On %(count)d day: none.", "On %(count)d days: none.", count) % {
        "count": count
    }


def _none(symptom: SymptomTrend) -> str:
    if len(symptom.since) == 1:
        (on,) = symptom.since
        return _("None on %(day)s.") % {"day": format_day(on, symptom.today)}
    return ngettext(
        "None on the %(count)d day with an entry.",
        "None on any of the %(count)d days with entries.",
        symptom.days,
    ) % {"count": symptom.days}
