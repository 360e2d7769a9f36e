"""Form fields of several apps, with their error messages."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from myeloma_journal.platform.forms.partial_dates import FIRST_DAY

YEARS_AHEAD = 5
# First what browsers send, then what people type without a date picker.
TYPED_DATES = ["%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%B %d, %Y", "%b %d, %Y"]
OUT_OF_RANGE = _("You wrote %(day)s. Choose a day from %(first)s to %(last)s.")


def far_ahead(today: date) -> date:
    """The last valid day of a plan: five years ahead.

    >>> far_ahead(date(2026, 11, 21))
    datetime.date(2031, 11, 21)
    >>> far_ahead(date(2028, 2, 29))
    datetime.date(2033, 2, 28)
    """
    is_leap_day = (today.month, today.day) == (2, 29)
    day = 28 if is_leap_day else today.day
    return today.replace(year=today.year + YEARS_AHEAD, day=day)


class DayField(forms.DateField):
    """A day from 1900 to a last day that the form sets."""

    default_error_messages = {
        "required": _("Write the day."),
        "invalid": _("Write the day like this: 11/24/2026."),
        "too_early": OUT_OF_RANGE,
        "too_late": OUT_OF_RANGE,
    }
    last: date = date.max

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = forms.DateInput(
            format="%Y-%m-%d",
            attrs={"type": "date", "class": "field-short", "autocomplete": "off"},
        )
        super().__init__(input_formats=TYPED_DATES, **kwargs)

    def set_last(self, last: date) -> None:
        """Refuse every day after `last`."""
        self.last = last
        self.widget.attrs |= {"min": FIRST_DAY.isoformat(), "max": last.isoformat()}

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and not FIRST_DAY <= value <= self.last:
            code = "too_late" if value > self.last else "too_early"
            days = {"day": value, "first": FIRST_DAY, "last": self.last}
            raise ValidationError(
                self.error_messages[code],
                code=code,
                params={key: date_format(d, "DATE_FORMAT") for key, d in days.items()},
            )


class LengthValidator(MaxLengthValidator):
    """Says how many characters are allowed and how many were typed."""

    message = _("Use %(limit)s letters or fewer. You typed %(typed)s.")

    def __call__(self, value: str) -> None:
        if len(value) > self.limit_value:
            words = {"limit": f"{self.limit_value:,}", "typed": f"{len(value):,}"}
            raise ValidationError(self.message, code=self.code, params=words)


def set_text_attributes(form: forms.BaseForm) -> None:
    """Replace `maxlength`, with which browsers cut pasted text, by an error message.

    And switch the browser's suggestions off.
    """
    for field in form.fields.values():
        field.widget.attrs.setdefault("autocomplete", "off")
        if isinstance(field, forms.CharField) and field.max_length:
            field.widget.attrs.pop("maxlength", None)
            field.validators = [
                LengthValidator(field.max_length)
                if isinstance(validator, MaxLengthValidator)
                else validator
                for validator in field.validators
            ]
