"""What is said when a rule is met: the catalogue's words, the patient's numbers. Pure.

The words are those of the catalogue for each level. Nothing is added that judges.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

# When most clinics answer their daytime number, in hours of the patient's clock.
CLINIC_OPENS, CLINIC_CLOSES = 8, 17
SATURDAY = 5


@dataclass(frozen=True)
class Numbers:
    """Whom to call, as typed; each may be missing, and none is ever guessed."""

    contact_name: str = ""
    by_day: str = ""
    after_hours: str = ""
    emergency: str = ""

    @property
    def contact(self) -> str:
        """The number or numbers of the contact, in words."""
        if self.by_day and self.after_hours:
            return _("%(day)s by day, or %(night)s at night and on weekends") % {
                "day": self.by_day,
                "night": self.after_hours,
            }
        return self.by_day or self.after_hours


def is_after_hours(moment: datetime) -> bool:
    """Whether it is night or weekend, so that the number for that should stand out.

    When a clinic opens is not known here. Both numbers are shown at any hour, each with
    its words; only which of them stands out hangs on this.

    Args:
        moment: On the patient's clock.

    >>> is_after_hours(datetime(2026, 11, 20, 9, 30))  # a Friday
    False
    >>> is_after_hours(datetime(2026, 11, 20, 17, 0))
    True
    """
    is_open = CLINIC_OPENS <= moment.hour < CLINIC_CLOSES
    return moment.weekday() >= SATURDAY or not is_open


def say(text: str, text_without_number: str, numbers: Numbers) -> str:
    """One text of the catalogue with the numbers in their places.

    Args:
        text: May hold {contact_name}, {contact_number} and {emergency_number}.
        text_without_number: Said instead where the contact's number is not saved.
        numbers: Those of this patient.

    >>> call = "Call {contact_name} at {contact_number}."
    >>> say(call, "", Numbers("Ann", "555-0142"))
    'Call Ann at 555-0142.'
    >>> say(call, "If you feel very ill, call {emergency_number}.", Numbers())
    'If you feel very ill, call your emergency number.'
    """
    if "{contact_number}" in text and not numbers.contact:
        text = text_without_number
    return text.format(
        contact_name=numbers.contact_name,
        contact_number=numbers.contact,
        emergency_number=numbers.emergency or _("your emergency number"),
    )
