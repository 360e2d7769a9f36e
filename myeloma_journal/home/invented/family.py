"""Margaret, whose journal it is, and Anna, who helps her."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings

from myeloma_journal.accounts.models import INVENTED, User
from myeloma_journal.care_circle.models import Membership, Patient, Units
from myeloma_journal.care_circle.roles import Role
from myeloma_journal.core.partial_dates import PartialDate, Precision

DAUGHTER = f"anna@{INVENTED}"


@dataclass(frozen=True)
class Family:
    """The two who write in the journal, and the clock that its days are counted by."""

    margaret: Membership
    anna: Membership
    today: date

    @classmethod
    def of(cls, user: User) -> Self:
        """Begin an empty journal that `user` owns, and let the daughter in."""
        patient = Patient.objects.create(
            name="Margaret Lewis",
            born_on=date(1954, 3, 14),
            zone=settings.TIME_ZONE,
            units=Units.US,
            call_about="Anna Lewis (daughter), 555-0119, any time",
        )
        margaret = Membership.objects.create(
            patient=patient, user=user, role=Role.OWNER, is_patient=True
        )
        daughter, _is_new = User.objects.get_or_create(
            email=DAUGHTER, defaults={"name": "Anna Lewis"}
        )
        anna = Membership.objects.create(
            patient=patient, user=daughter, role=Role.HELPER, relation="daughter"
        )
        return cls(margaret, anna, patient.today())

    @property
    def patient(self) -> Patient:
        """Whose journal it is."""
        return self.margaret.patient

    def back(self, days: int) -> date:
        """The day so many days ago."""
        return self.today - timedelta(days=days)

    def on(self, days: int) -> PartialDate:
        """That day, as one remembers a day."""
        return PartialDate(self.back(days), Precision.DAY)

    def in_month(self, days: int) -> PartialDate:
        """The month of that day, as one remembers what is long ago."""
        return PartialDate(self.back(days).replace(day=1), Precision.MONTH)

    def at(self, day: date, hour: int, minute: int) -> datetime:
        """That time of `day` on Margaret's clock."""
        clock = time(hour, minute)
        return datetime.combine(day, clock, tzinfo=ZoneInfo(self.patient.zone))


def columns(stem: str, when: PartialDate) -> dict[str, Any]:
    """The two columns that keep a time."""
    return {f"{stem}_on": when.first, f"{stem}_precision": when.precision}
