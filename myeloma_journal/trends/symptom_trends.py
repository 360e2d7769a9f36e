"""What became of each symptom, and the sentences that say it. Pure."""

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
    ENOUGH,
    Days,
    Trend,
    Written,
    felt_days,
    quiet_days,
    trend_of,
)

WORDS: Sequence[Promise] = [
    gettext_lazy("none"),
    gettext_lazy("mild"),
    gettext_lazy("moderate"),
    gettext_lazy("severe"),
]


@dataclass(frozen=True)
class Change:
    """What became of one symptom, with the days that show it."""

    name: str
    trend: Trend
    before: Days
    since: Days
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


def compare(written: Iterable[Written], *, today: date) -> list[Change]:
    """What became of each symptom: by trend, then by the worst severity."""
    changes = [
        Change(one.name, trend_of(one), one.before, one.since, today)
        for one in written
        if one.before or one.since
    ]
    order = list(Trend)
    return sorted(
        changes, key=lambda one: (order.index(one.trend), -one.worst, one.name)
    )


# The sentences. Each part is true by itself; an empty part falls away.


def _new(change: Change) -> Iterable[str]:
    felt = felt_days(change.since)
    if len(felt) > 1:
        # Not asked about before, we only know when it was first put down.
        known = _("First on %(day)s.")
        first = known if change.before else _("First written down on %(day)s.")
        yield first % {"day": format_day(felt[0], change.today)}
    yield _levels(change)
    if len(felt) > 1 and change.latest == 0:
        yield _last(change)


def _worse(change: Change) -> Iterable[str]:
    then, now = change.before.values(), change.since.values()
    usual = median_low(now)
    if usual <= median_high(then):
        yield _levels(change, at_least=max(then) + 1)
        yield _("Before, it was %(level)s at worst.") % {"level": WORDS[max(then)]}
        return
    if _is_most(usual, change.since):
        said = _("Was %(then)s, now %(now)s on most days.")
    else:
        said = _("Was %(then)s, now %(now)s or stronger on most days.")
    yield said % {"then": _usually(change.before), "now": WORDS[usual]}
    yield _worst(change)


def _better(change: Change) -> Iterable[str]:
    usual = median_high(change.since.values())
    if _is_most(usual, change.since):
        said = _("Was %(then)s, now %(now)s on most days.")
    else:
        said = _("Was %(then)s, now %(now)s or less on most days.")
    yield said % {"then": _usually(change.before), "now": WORDS[usual]}
    worst = change.worst_on if change.worst > usual else []
    if change.last_on not in worst:
        yield _last(change)
    if worst:
        yield _worst(change)


def _gone(change: Change) -> Iterable[str]:
    yield _last(change)
    if change.worst > max(change.before.values(), default=0):
        yield _worst(change)
    quiet = quiet_days({**change.before, **change.since})
    yield ngettext(
        "None on the %(count)d day written after that.",
        "None on the %(count)d days written after that.",
        quiet,
    ) % {"count": quiet}


def _same(change: Change) -> Iterable[str]:
    usual = median_low(change.since.values())
    if not change.worst:
        yield _none(change)
    elif _is_most(usual, change.since) and _is_most(usual, change.before):
        said = _("%(level)s on most days, as before.") % {"level": WORDS[usual]}
        yield capfirst(said)
        yield _worst(change) if change.worst > usual else ""
    else:
        yield _levels(change)
        yield _("Before, it was %(level)s.") % {"level": _usually(change.before)}


def _too_little(change: Change) -> Iterable[str]:
    if not change.since:
        yield _last(change) if change.last_on else ""
        yield _("Nothing is written about it since.")
        return
    yield _levels(change) if change.worst else _none(change)
    if len(change.since) >= ENOUGH:
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


def _on_level(days: Days, level: int) -> list[date]:
    return sorted(one for one, severity in days.items() if severity == level)


def _is_most(level: int, days: Days) -> bool:
    return 2 * len(_on_level(days, level)) > len(days)


def _usually(days: Days) -> str:
    """The severity of most days, or from where to where it went."""
    for level, word in enumerate(WORDS):
        if _is_most(level, days):
            return str(word)
    low, high = min(days.values()), max(days.values())
    return _("%(low)s to %(high)s") % {"low": WORDS[low], "high": WORDS[high]}


def levels_said(days: Days, today: date, *, at_least: int = 1) -> str:
    """On which days or how many it was mild, moderate, severe.

    Args:
        days: The written days, and the severity of each.
        today: This year is not said.
        at_least: The severity to begin with; 0 is none.
    """
    said = [
        f"{WORDS[level]} {format_on_days(found, today)}"
        for level in range(at_least, len(WORDS))
        if (found := _on_level(days, level))
    ]
    return capfirst(", ".join(said)) + "." if said else ""


def _levels(change: Change, at_least: int = 1) -> str:
    return levels_said(change.since, change.today, at_least=at_least)


def _worst(change: Change) -> str:
    days = change.worst_on
    if len(days) > MAX_NAMED:
        said = _("Worst: %(level)s, last on %(day)s.")
    else:
        said = _("Worst: %(level)s, %(on_days)s.")
    return said % {
        "level": WORDS[change.worst],
        "day": format_day(days[-1], change.today),
        "on_days": format_on_days(days, change.today),
    }


def _last(change: Change) -> str:
    if not change.last_on:
        return ""
    return _("Last on %(day)s.") % {"day": format_day(change.last_on, change.today)}


def _none(change: Change) -> str:
    return ngettext(
        "None on the %(count)d written day.",
        "None on all %(count)d written days.",
        change.days,
    ) % {"count": change.days}
