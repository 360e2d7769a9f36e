"""On how many days the journal has entries, in the same words everywhere. Pure.

Days count, not entries. Where the journal is younger than the span, the sentence says
when it began.
"""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def count_days(
    written: int,
    first: date,
    last: date,
    *,
    today: date | None = None,
    began: date | None = None,
) -> str:
    """On how many days from `first` to `last` there are entries, as a sentence.

    Args:
        written: The days with entries.
        first: The first day of the span.
        last: Its last day.
        today: A span that ends on it is "the last days".
        began: The first day of the journal that has an entry, where it is known.

    >>> count_days(19, date(2026, 11, 1), date(2026, 11, 30), today=date(2026, 11, 30))
    'Entries on 19 of the last 30 days.'
    """
    of_days = (last - first).days + 1
    numbers = {"written": written, "of_days": of_days}
    if not written:
        return _("No entries in these days.")
    is_latest = last == today and of_days > 1
    if began is not None and first < began <= last:
        day_format = "MONTH_DAY_FORMAT" if began.year == last.year else "DATE_FORMAT"
        day = {"day": date_format(began, day_format)}
        if is_latest:
            sentence = ngettext(
                "Entries on %(written)d day since %(day)s.",
                "Entries on %(written)d days since %(day)s.",
                written,
            )
        else:
            sentence = _(
                "Entries on %(written)d of %(of_days)d days. "
                "The journal began on %(day)s."
            )
        return sentence % {**numbers, **day}
    if is_latest:
        return _("Entries on %(written)d of the last %(of_days)d days.") % numbers
    return (
        ngettext(
            "Entries on %(written)d of %(of_days)d day.",
            "Entries on %(written)d of %(of_days)d days.",
            of_days,
        )
        % numbers
    )


def count_days_about(
    written: int, first: date, last: date, *, listed: date | None = None
) -> str:
    """On how many days there is an entry about a symptom or a measure.

    Args:
        written: The days with entries about it.
        first: The first day of the span.
        last: Its last day.
        listed: Since when a symptom has been on the list.
    """
    numbers = {"written": written, "of_days": (last - first).days + 1}
    if not written:
        return ""
    if listed is not None and first < listed <= last:
        return _(
            "Entries about this on %(written)d of %(of_days)d days. "
            "On the list since %(day)s."
        ) % {**numbers, "day": date_format(listed, "MONTH_DAY_FORMAT")}
    return (
        ngettext(
            "Entries about this on %(written)d of %(of_days)d day.",
            "Entries about this on %(written)d of %(of_days)d days.",
            numbers["of_days"],
        )
        % numbers
    )
