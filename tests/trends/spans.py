"""Days as a row of figures: "01.2" is none, mild, a day without a word, moderate."""

from datetime import date, timedelta

from myeloma_journal.trends.trend import SymptomDays
from tests.factories import make_entry, make_rating

VISIT = date(2026, 10, 27)
TODAY = date(2026, 11, 24)


def days(figures, first):
    return {
        first + timedelta(days=offset): int(figure)
        for offset, figure in enumerate(figures)
        if figure != "."
    }


def written(before, since, *, name="Bone pain", felt_earlier=None, had_entries=True):
    """One symptom: `before` ends on the day before the visit, `since` begins on it."""
    earlier = days(before, VISIT - timedelta(days=len(before)))
    if felt_earlier is None:
        felt_earlier = any(earlier.values())
    return SymptomDays(name, earlier, days(since, VISIT), felt_earlier, had_entries)


def rate(followed, days, **entry):
    """Write an entry with this symptom on each of these days."""
    for felt_on, severity in days.items():
        written = make_entry(patient=followed.patient, felt_on=felt_on, **entry)
        make_rating(entry=written, followed=followed, severity=severity)


def ago(*severities):
    """Days that end on the day before the visit."""
    return {
        VISIT - timedelta(days=offset): severity
        for offset, severity in enumerate(reversed(severities), start=1)
    }


def since(*severities):
    """Days that begin on the day of the visit."""
    return {
        VISIT + timedelta(days=offset): severity
        for offset, severity in enumerate(severities)
    }
