"""Dates and lists in words. Pure."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _

# More days than these are counted, not named.
MAX_NAMED = 4


def format_day(day: date, today: date) -> str:
    """One day, with its year when that is not this year.

    >>> format_day(date(2026, 11, 3), date(2026, 11, 24))
    'November 3'
    >>> format_day(date(2025, 12, 30), date(2026, 1, 4))
    'December 30, 2025'
    """
    same_year = day.year == today.year
    return date_format(day, "MONTH_DAY_FORMAT" if same_year else "DATE_FORMAT")


def format_short_day(day: date, today: date) -> str:
    """One day for a narrow column, with its year when that is not this year.

    >>> format_short_day(date(2026, 11, 3), date(2026, 11, 24))
    'Nov 3'
    >>> format_short_day(date(2025, 12, 30), date(2026, 1, 4))
    'Dec 30, 2025'
    """
    same_year = day.year == today.year
    return str(
        date_format(day, "SHORT_DATE_FORMAT" if same_year else "SHORT_DATE_YEAR_FORMAT")
    )


def format_days(days: Sequence[date], today: date) -> str:
    """Several days as a list in a sentence, each month named once.

    >>> today = date(2026, 11, 24)
    >>> format_days([date(2026, 11, n) for n in (3, 10, 17, 21)], today)
    'November 3, 10, 17, and 21'
    >>> format_days([date(2026, 10, 30), date(2026, 11, 3)], today)
    'October 30 and November 3'
    """
    # The month is named before its first day, or after its last.
    is_day_first = get_format("MONTH_DAY_FORMAT").startswith("j")
    beside = [*days[1:], None] if is_day_first else [None, *days[:-1]]
    names = [
        str(day.day)
        if other
        and (day.year, day.month) == (other.year, other.month)
        and day.year == today.year
        else format_day(day, today)
        for day, other in zip(days, beside, strict=True)
    ]
    return join_words(names)


def join_words(words: Sequence[str]) -> str:
    """Several words as a list in a sentence.

    >>> join_words(["mild"]), join_words(["3", "4"]), join_words(["3", "4", "5"])
    ('mild', '3 and 4', '3, 4, and 5')
    """
    *head, last = words
    if not head:
        return last
    if len(head) == 1:
        return _("%(first)s and %(second)s") % {"first": head[0], "second": last}
    return _("%(several)s, and %(last)s") % {"several": ", ".join(head), "last": last}
