"""The range of days of a chart, and the ranges before and after it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from myeloma_journal.platform.forms.partial_dates import FIRST_DAY

ONE_DAY = timedelta(days=1)


class Length(TextChoices):
    """The lengths to choose from."""

    MONTH = "month", _("30 days")
    SEASON = "season", _("3 months")
    YEAR = "year", _("1 year")
    VISIT = "visit", _("Since the last visit")


DAYS = {Length.MONTH: 30, Length.SEASON: 91, Length.YEAR: 365}


@dataclass(frozen=True)
class DateRange:
    """The days from `first` to `last`, both included.

    Attributes:
        length: The chosen one.
        earlier: The last day of the range before; None if it begins on FIRST_DAY.
        later: The last day of the range after; None if it ends today.
    """

    length: Length
    first: date
    last: date
    earlier: date | None
    later: date | None

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def date_range(
    length: str, until: date, *, today: date, visit_on: date | None
) -> DateRange:
    """The range of that length that ends on `until`, or today if that is earlier.

    Args:
        length: A value of Length; anything unknown is 30 days.
        until: Its last day.
        today: In the time zone of the patient.
        visit_on: The day of the last visit, if any.
    """
    chosen = Length(length) if length in Length.values else Length.MONTH
    if chosen is Length.VISIT and visit_on is None:
        chosen = Length.MONTH
    count = DAYS.get(chosen)
    if count is None:
        count = (today - min(visit_on or today, today)).days + 1
    last = min(until, today)
    first = max(last - timedelta(days=count - 1), FIRST_DAY)
    return DateRange(
        length=chosen,
        first=first,
        last=last,
        earlier=first - ONE_DAY if first > FIRST_DAY else None,
        later=min(last + timedelta(days=count), today) if last < today else None,
    )
