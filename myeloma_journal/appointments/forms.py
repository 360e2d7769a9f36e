"""The questions about one visit."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.core.forms import PageFormHelper, RecordForm
from myeloma_journal.core.models import FIRST_DAY

YEARS_AHEAD = 5
# What browsers send first, then what people type where there is no picker.
DATES = ["%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%B %d, %Y", "%b %d, %Y"]
TIMES = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p", "%I %p", "%I%p"]
TOO_LONG = gettext_lazy(
    "Use %(limit_value)d letters or fewer. You typed %(show_value)d."
)


class ClockField(forms.TimeField):
    """A time of day, also when "10:30 a.m." was typed."""

    def to_python(self, value: Any) -> Any:
        """Read it without the points of a.m. and p.m."""
        return super().to_python(value.replace(".", "") if value else value)


class AppointmentForm(RecordForm):
    """Plan or correct one visit. Date and time are those of the clock at the visit."""

    date = forms.DateField(
        label=gettext_lazy("Date"),
        input_formats=DATES,
        widget=forms.DateInput(
            format="%Y-%m-%d", attrs={"type": "date", "class": "field-short"}
        ),
        error_messages={
            "required": gettext_lazy("Enter the date of the visit."),
            "invalid": gettext_lazy("Enter the date like this: 11/24/2026."),
        },
    )
    time = ClockField(
        label=gettext_lazy("Time"),
        input_formats=TIMES,
        widget=forms.TimeInput(
            format="%H:%M", attrs={"type": "time", "class": "field-short"}
        ),
        error_messages={
            "required": gettext_lazy("Enter the time. A guess will do for now."),
            "invalid": gettext_lazy("Enter the time like this: 10:30 am."),
        },
    )

    field_order = ("date", "time", "with_whom", "place", "purpose")

    class Meta:
        model = Appointment
        fields = ["with_whom", "place", "purpose"]
        help_texts = {
            "with_whom": gettext_lazy("For example: Dr. Elena Ruiz"),
            "purpose": gettext_lazy("For example: results of the last blood test"),
        }
        error_messages = {
            "with_whom": {
                "required": gettext_lazy(
                    "Enter whom the visit is with. A department will do."
                )
            }
        }

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        """Ask about a day up to five years after `today`, the patient's own."""
        is_leap_day = (today.month, today.day) == (2, 29)
        self.last_day = today.replace(
            year=today.year + YEARS_AHEAD, day=28 if is_leap_day else today.day
        )
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"
            if isinstance(field, forms.CharField):
                field.error_messages["max_length"] = TOO_LONG
                # A browser would cut what is pasted and not say so.
                field.widget.attrs.pop("maxlength", None)
        self.fields["date"].widget.attrs |= {
            "min": FIRST_DAY.isoformat(),
            "max": self.last_day.isoformat(),
        }
        if not self.instance._state.adding:
            clock = self.instance.wall_clock
            self.initial["date"], self.initial["time"] = clock.date(), clock.time()

    @property
    def helper(self) -> PageFormHelper:
        """The questions in the order they are asked."""
        return PageFormHelper(*self.fields)

    def clean_date(self) -> dt.date:
        """Refuse a year that is a slip of the finger, and name the years that fit."""
        day: dt.date = self.cleaned_data["date"]
        if not FIRST_DAY <= day <= self.last_day:
            raise ValidationError(
                _("You entered %(day)s. Enter a date from %(first)s to %(last)s."),
                code="range",
                params={
                    "day": date_format(day, "DATE_FORMAT"),
                    "first": date_format(FIRST_DAY, "DATE_FORMAT"),
                    "last": date_format(self.last_day, "DATE_FORMAT"),
                },
            )
        return day

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
