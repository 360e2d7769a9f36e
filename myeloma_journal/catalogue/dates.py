"""Dates that a publisher gives only in part, said in words."""

from datetime import date

from django.core.validators import RegexValidator
from django.utils.formats import date_format

is_partial_date = RegexValidator(r"^\d{4}(-\d{2}(-\d{2})?)?$")


def in_words(partial: str) -> str:
    """A year, a month or a day, as exactly as it is known.

    >>> in_words("2018"), in_words("2025-06"), in_words("2025-06-26")
    ('2018', 'June 2025', 'June 26, 2025')
    >>> in_words("")
    ''
    """
    match [int(part) for part in partial.split("-") if part]:
        case [year, month, day]:
            return date_format(date(year, month, day), "DATE_FORMAT")
        case [year, month]:
            return date_format(date(year, month, 1), "YEAR_MONTH_FORMAT")
    return partial
