"""Times in words, no more exact than they were told."""

from datetime import date

from django.utils.formats import date_format

from myeloma_journal.platform.forms.partial_dates import PartialDate, Precision
from myeloma_journal.trends.days import day


def told_day(when: PartialDate, today: date) -> str:
    """No more exact than it was told."""
    return day(when.first, today) if when.precision == Precision.DAY else str(when)


def short(when: PartialDate) -> str:
    """For a narrow column."""
    if when.precision != Precision.DAY:
        return str(when)
    return f"{date_format(when.first, 'SHORT_DATE_FORMAT')}, {when.first.year}"
