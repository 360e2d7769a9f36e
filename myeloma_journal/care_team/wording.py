"""Texts shown when a rule is met: the catalogue's, with the patient's numbers. Pure."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import pgettext

# Usual hours of a clinic's daytime number, in the patient's time zone.
CLINIC_OPENS, CLINIC_CLOSES = 8, 17
SATURDAY = 5


@dataclass(frozen=True)
class PhoneNumbers:
    """Numbers to call, as typed. Any may be empty; none is ever guessed."""

    contact_name: str = ""
    by_day: str = ""
    after_hours: str = ""
    emergency: str = ""
    crisis: str = ""
    is_after_hours: bool = False

    @property
    def contact(self) -> str:
        """The number or numbers of the contact, the one for this hour first."""
        numbers = {"day": self.by_day, "night": self.after_hours}
        if not self.after_hours:
            return self.by_day
        if not self.by_day:
            text = pgettext(
                "after: call them at", "%(night)s, the number for nights and weekends"
            )
        elif self.is_after_hours:
            text = pgettext(
                "after: call them at",
                "%(night)s at night and on weekends, or %(day)s during the day",
            )
        else:
            text = pgettext(
                "after: call them at",
                "%(day)s during the day, or %(night)s at night and on weekends",
            )
        return text % numbers


def is_after_hours(moment: datetime) -> bool:
    """Whether it is night or weekend, so that this number stands first.

    The hours of a clinic are not known, so both numbers are always shown.

    Args:
        moment: In the patient's time zone.

    >>> is_after_hours(datetime(2026, 11, 20, 9, 30))  # a Friday
    False
    >>> is_after_hours(datetime(2026, 11, 20, 17, 0))
    True
    """
    is_open = CLINIC_OPENS <= moment.hour < CLINIC_CLOSES
    return moment.weekday() >= SATURDAY or not is_open


def fill_in(text: str, text_without_number: str, numbers: PhoneNumbers) -> str:
    """A text of the catalogue with its placeholders filled in.

    Args:
        text: May hold {contact_name}, {contact_number}, {emergency_number} and
            {crisis_line}.
        text_without_number: Used when the contact has no number.
        numbers: The patient's.

    >>> call = "Call {contact_name} at {contact_number}."
    >>> fill_in(call, "", PhoneNumbers("Ann", "555-0142"))
    'Call Ann at 555-0142.'
    >>> fill_in(call, "If you feel very sick, call {emergency_number}.", PhoneNumbers())
    'If you feel very sick, call your emergency number.'
    """
    if "{contact_number}" in text and not numbers.contact:
        text = text_without_number
    return text.format(
        contact_name=numbers.contact_name,
        contact_number=numbers.contact,
        emergency_number=numbers.emergency
        or pgettext("after: call", "your emergency number"),
        crisis_line=numbers.crisis
        or pgettext("after: call", "a crisis line in your country"),
    )
