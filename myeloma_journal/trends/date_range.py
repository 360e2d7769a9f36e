"""How far back a chart looks, and the stretches of days before and after it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from myeloma_journal.platform.forms.partial_dates import FIRST_DAY

ONE_DAY = timedelta(days=1)


class Length(TextChoices):
    """How long a stretch is, as one may choose it."""

    MONTH = "month", _("30 days")
    SEASON = "season", _("3 months")
    YEAR = "year", _("A year")
    VISIT = "visit", _("Since the last visit")


DAYS = {Length.MONTH: 30, Length.SEASON: 91, Length.YEAR: 365}


@dataclass(frozen=True)
class Stretch:
    """The days from `first` to `last`, both included.

    Attributes:
        length: Which length was chosen.
        earlier: The last day of the stretch before; none at the end of our time.
        later: The last day of the stretch after; none when this one ends today.
    """

    length: Length
    first: date
    last: date
    earlier: date | None
    later: date | None

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


def stretch_of(
    length: str, until: date, *, today: date, visit_on: date | None
) -> Stretch:
    """The stretch of that length that ends on `until`.

    Args:
        length: As it was chosen; anything unknown is 30 days.
        until: Its last day. A later one than today is today.
        today: The date where the patient lives.
        visit_on: The day of the last visit; without one there is none to look back to.
    """
    chosen = Length(length) if length in Length.values else Length.MONTH
    if chosen is Length.VISIT and visit_on is None:
        chosen = Length.MONTH
    count = DAYS.get(chosen)
    if count is None:
        count = (today - min(visit_on or today, today)).days + 1
    last = min(until, today)
    first = max(last - timedelta(days=count - 1), FIRST_DAY)
    return Stretch(
        length=chosen,
        first=first,
        last=last,
        earlier=first - ONE_DAY if first > FIRST_DAY else None,
        later=min(last + timedelta(days=count), today) if last < today else None,
    )
