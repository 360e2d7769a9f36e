"""The questions about one visit."""

import datetime as dt
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.core.fields import DayField, far_ahead
from myeloma_journal.core.forms import PageFormHelper, RecordForm

TIMES = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p", "%I %p", "%I%p"]


class ClockField(forms.TimeField):
    """A time of day, also when "10:30 a.m." was typed."""

    def to_python(self, value: Any) -> Any:
        """Read it without the points of a.m. and p.m."""
        return super().to_python(value.replace(".", "") if value else value)


class AppointmentForm(RecordForm):
    """Plan or correct one visit. Date and time are those of the clock at the visit."""

    date = DayField(
        label=_("Date"), error_messages={"required": _("Write the day of the visit.")}
    )
    time = ClockField(
        label=_("Time"),
        input_formats=TIMES,
        widget=forms.TimeInput(
            format="%H:%M", attrs={"type": "time", "class": "field-short"}
        ),
        error_messages={
            "required": _("Write the time. A guess will do for now."),
            "invalid": _("Write the time like this: 10:30 am."),
        },
    )

    field_order = ("date", "time", "with_whom", "place", "purpose")

    class Meta:
        model = Appointment
        fields = ["with_whom", "place", "purpose"]
        help_texts = {
            "with_whom": _("For example: Dr. Elena Ruiz"),
            "purpose": _("For example: results of the last blood test"),
        }
        error_messages = {
            "with_whom": {
                "required": _("Write whom the visit is with. A department will do.")
            }
        }

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        """Ask about a day up to five years after `today`, the patient's own."""
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["date"]).until(far_ahead(today))
        if not self.instance._state.adding:
            clock = self.instance.wall_clock
            self.initial["date"], self.initial["time"] = clock.date(), clock.time()

    @property
    def helper(self) -> PageFormHelper:
        """The questions in the order they are asked."""
        return PageFormHelper(*self.fields)

    def save(self, commit: bool = True) -> Appointment:
        """Turn the clock of the visit into a moment, if it was touched.

        A time that the clock skips in spring is read as the hour after, and of a time
        that comes twice in autumn the first is meant.
        """
        if {"date", "time"} & set(self.changed_data):
            clock = dt.datetime.combine(
                self.cleaned_data["date"],
                self.cleaned_data["time"],
                ZoneInfo(self.instance.zone),
            )
            self.instance.starts_at = clock.astimezone(dt.UTC)
        saved: Appointment = super().save(commit)
        return saved
