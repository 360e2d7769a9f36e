"""Dates that are known only in part: a day, a month, a season or a year.

Stored in two columns: `<stem>_on`, the first day of the span, which sorts, and
`<stem>_precision`, how long the span is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, TypeAlias, TypeVar, overload

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import CharField, CheckConstraint, DateField, Q, TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from myeloma_journal.platform.forms.days import (
    MONTH_OF,
    AmbiguousDayError,
    parse_day,
)
from myeloma_journal.platform.forms.numbers import plain_signs
from myeloma_journal.platform.forms.offers import Offer, OfferError

Value = TypeVar("Value")
# An earlier day is a typing error.
FIRST_DAY = date(1900, 1, 1)
MAX_CHARS = 40


class Precision(TextChoices):
    DAY = "day", pgettext_lazy("precision", "day")
    MONTH = "month", pgettext_lazy("precision", "month")
    SEASON = "season", pgettext_lazy("precision", "season")
    YEAR = "year", pgettext_lazy("precision", "year")


MONTHS_IN = {Precision.MONTH: 1, Precision.SEASON: 3, Precision.YEAR: 12}
SEASON_WORDS = {
    1: pgettext_lazy("time", "winter %(year)s"),
    3: pgettext_lazy("time", "spring %(year)s"),
    6: pgettext_lazy("time", "summer %(year)s"),
    9: pgettext_lazy("time", "fall %(year)s"),
    12: pgettext_lazy("time", "winter %(year)s/%(following)s"),
}


@dataclass(frozen=True)
class PartialDate:
    """The first day of a span of time, and how long the span is."""

    first: date
    precision: Precision

    def __str__(self) -> str:
        """The time in words, no more exact than it is known.

        >>> print(PartialDate(date(2023, 6, 1), Precision.SEASON))
        summer 2023
        """
        year, month = self.first.year, self.first.month
        if self.precision == Precision.YEAR:
            return str(year)
        if self.precision == Precision.SEASON:
            following = f"{(year + 1) % 100:02}"
            return SEASON_WORDS[month] % {"year": year, "following": following}
        is_day = self.precision == Precision.DAY
        return date_format(self.first, "DATE_FORMAT" if is_day else "YEAR_MONTH_FORMAT")

    def short(self, today: date) -> str:
        """The time for a narrow row; of a day in this year without the year.

        >>> PartialDate(date(2026, 11, 3), Precision.DAY).short(date(2026, 11, 24))
        'Nov 3'
        """
        if self.precision != Precision.DAY:
            return str(self)
        is_this_year = self.first.year == today.year
        name = "SHORT_DATE_FORMAT" if is_this_year else "SHORT_DATE_YEAR_FORMAT"
        return str(date_format(self.first, name))

    @property
    def last(self) -> date:
        """The last day of the span.

        >>> PartialDate(date(2024, 2, 1), Precision.MONTH).last
        datetime.date(2024, 2, 29)
        >>> PartialDate(date(2022, 12, 1), Precision.SEASON).last
        datetime.date(2023, 2, 28)
        """
        if self.precision == Precision.DAY:
            return self.first
        months = self.first.month - 1 + MONTHS_IN[self.precision]
        following = date(self.first.year + months // 12, months % 12 + 1, 1)
        return following - timedelta(days=1)


# "Winter 2023" begins that year, as people mean it; "winter 2023/24" in December.
SEASONS = {"winter": 1, "spring": 3, "summer": 6, "fall": 9, "autumn": 9}
YEAR, NUMBER = r"(?P<year>\d{4})", r"\d{1,2}"
NAME = f"(?P<name>{'|'.join(MONTH_OF)})"
# Years need four digits: 03/24 could be a month or a day.
SHAPES = [
    re.compile(shape, re.ASCII)
    for shape in (
        YEAR,
        rf"(?P<month>{NUMBER})[/-]{YEAR}",
        rf"{YEAR}[/-](?P<month>{NUMBER})",
        rf"{NAME} {YEAR}",
        rf"(?P<season>{'|'.join(SEASONS)}) {YEAR}",
        rf"(?P<season>winter) {YEAR} ?[/-] ?(?P<next>\d{{4}}|\d{{2}})",
    )
]


def which_day(typed: str, readings: Sequence[date]) -> OfferError:
    """The question which of several days was meant."""
    message = _("“%(typed)s” can be read in two ways. Which day is it?")
    offers = [
        Offer(date_format(day, "DATE_FORMAT"), day.isoformat()) for day in readings
    ]
    return OfferError(message % {"typed": typed}, offers)


def parse_partial_date(text: str) -> PartialDate:
    """The time that was typed, as exactly as it was typed.

    Raises:
        AmbiguousDayError: A day that could be read in two ways.
        ValueError: No such time.

    >>> for typed in ("March 5, 2024", "03/2024", "Spring of 2023", "2019"):
    ...     print(parse_partial_date(typed).first, "|", parse_partial_date(typed))
    2024-03-05 | March 5, 2024
    2024-03-01 | March 2024
    2023-03-01 | spring 2023
    2019-01-01 | 2019
    >>> for typed in ("sept. 2022", "autumn 2022", "winter 2022", "winter 2022-23"):
    ...     print(parse_partial_date(typed).first, "|", parse_partial_date(typed))
    2022-09-01 | September 2022
    2022-09-01 | fall 2022
    2022-01-01 | winter 2022
    2022-12-01 | winter 2022/23
    >>> parse_partial_date("03/24")
    Traceback (most recent call last):
    ...
    ValueError: not a time: 03/24
    """
    try:
        day = parse_day(text)
    except ValueError:
        day = None
    if day and len(day.readings) > 1:
        raise AmbiguousDayError(text, day.readings)
    if day and day.unambiguous:
        return PartialDate(day.unambiguous, Precision.DAY)
    plain = re.sub(r"\b(in|of)\b|[.,]", " ", plain_signs(text).casefold())
    plain = re.sub(r" ?([/-]) ?", r"\1", " ".join(plain.split()))
    for shape in SHAPES:
        if match := shape.fullmatch(plain):
            return _understood(match.groupdict(), text)
    raise ValueError(f"not a time: {text}")


def _understood(said: dict[str, str | None], text: str) -> PartialDate:
    """The time in these parts of `text`."""
    year = int(said["year"] or 0)
    if following := said.get("next"):
        if not str(year + 1).endswith(following):
            raise ValueError(f"not one winter: {text}")
        return PartialDate(date(year, 12, 1), Precision.SEASON)
    if season := said.get("season"):
        return PartialDate(date(year, SEASONS[season], 1), Precision.SEASON)
    month = MONTH_OF[name] if (name := said.get("name")) else said.get("month")
    if not month:
        return PartialDate(date(year, 1, 1), Precision.YEAR)
    return PartialDate(date(year, int(month), 1), Precision.MONTH)


class PartialDateField(forms.CharField):
    """A partial date, typed as text, from 1900 to a last day that the form sets."""

    default_error_messages = {
        "invalid": _(
            "Enter it like March 5, 2024, or March 2024, spring 2024, or 2024."
        ),
        "out_of_range": _("You entered %(when)s. Enter a date from 1900 to %(last)s."),
    }
    last: date = date.max

    def __init__(self, **kwargs: Any) -> None:
        usual: dict[str, Any] = {
            "required": False,
            "max_length": MAX_CHARS,
            "help_text": _(
                "As exactly as you know: March 5, 2024, or spring 2024, or 2024."
            ),
        }
        super().__init__(**usual | kwargs)

    def set_last(self, last: date) -> None:
        """Refuse every date that begins after `last`."""
        self.last = last

    def clean(self, value: Any) -> PartialDate | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            when = parse_partial_date(typed)
        except AmbiguousDayError as ambiguous:
            fitting = [
                day for day in ambiguous.readings if FIRST_DAY <= day <= self.last
            ]
            if len(fitting) != 1:
                raise which_day(typed, fitting or ambiguous.readings) from None
            when = PartialDate(fitting[0], Precision.DAY)
        except ValueError:
            message = self.error_messages["invalid"]
            raise ValidationError(message, code="invalid") from None
        if not FIRST_DAY <= when.first <= self.last:
            raise ValidationError(
                self.error_messages["out_of_range"],
                code="out_of_range",
                params={"when": when, "last": date_format(self.last)},
            )
        return when


Columns: TypeAlias = "tuple[DateField[Any, Value], CharField[str, str], property]"


@overload
def partial_date(
    stem: str, label: Any = None, *, required: Literal[True]
) -> "Columns[date]": ...
@overload
def partial_date(stem: str, label: Any = None) -> "Columns[date | None]": ...
def partial_date(stem: str, label: Any = None, *, required: bool = False) -> Any:
    """The two columns of a partial date, and a property that reads and sets both."""

    def read(record: Any) -> PartialDate | None:
        return read_partial_date(record, stem)

    def write(record: Any, when: PartialDate | None) -> None:
        setattr(record, f"{stem}_on", when.first if when else None)
        setattr(record, f"{stem}_precision", when.precision if when else "")

    optional = not required
    return (
        DateField(label, null=optional, blank=optional, editable=False),
        CharField(
            max_length=6,
            choices=Precision,
            blank=optional,
            default=Precision.DAY if required else "",
            editable=False,
        ),
        property(read, write),
    )


def read_partial_date(record: Any, stem: str) -> PartialDate | None:
    """The partial date of a record, or of an earlier version of it."""
    first = getattr(record, f"{stem}_on")
    precision = getattr(record, f"{stem}_precision")
    # An earlier version from an imported file may lack one of the two.
    return PartialDate(first, Precision(precision)) if first and precision else None


def partial_date_check(table: str, stem: str) -> CheckConstraint:
    """A constraint: both columns are set or neither, and the day is valid."""
    on, precision = f"{stem}_on", f"{stem}_precision"
    unknown = Q((f"{on}__isnull", True), (precision, ""))
    known = Q(
        (f"{on}__isnull", False),  # without it, NULL passes the check
        (f"{on}__gte", FIRST_DAY),
        (f"{precision}__in", Precision.values),
    )
    return CheckConstraint(
        name=f"{table}_{stem}_is_a_partial_date", condition=unknown | known
    )
