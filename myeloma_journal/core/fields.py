"""Fields that several apps ask with, and how they speak."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.core.models import FIRST_DAY

# What browsers send first, then what people type where there is no picker.
TYPED_DATES = ["%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%B %d, %Y", "%b %d, %Y"]


class DayField(forms.DateField):
    """A day from 1900 to a last one that the form sets."""

    last: date = date.max

    def __init__(self, **kwargs: Any) -> None:
        """Ask with the browser's own calendar, and read what is typed without one."""
        messages = {"invalid": gettext_lazy("Write the date like this: 11/24/2026.")}
        kwargs["error_messages"] = messages | kwargs.get("error_messages", {})
        kwargs["widget"] = forms.DateInput(
            format="%Y-%m-%d",
            attrs={"type": "date", "class": "field-short", "autocomplete": "off"},
        )
        super().__init__(input_formats=TYPED_DATES, **kwargs)

    def until(self, last: date) -> None:
        """Refuse every day after `last`."""
        self.last = last
        self.widget.attrs |= {"min": FIRST_DAY.isoformat(), "max": last.isoformat()}

    def validate(self, value: date | None) -> None:
        """Refuse a slip of the finger, and name the days that fit."""
        super().validate(value)
        if value and not FIRST_DAY <= value <= self.last:
            raise ValidationError(
                _("You wrote %(day)s. Choose a day from %(first)s to %(last)s."),
                code="range",
                params={
                    "day": date_format(value, "DATE_FORMAT"),
                    "first": date_format(FIRST_DAY, "DATE_FORMAT"),
                    "last": date_format(self.last, "DATE_FORMAT"),
                },
            )


def ask_plainly(form: forms.BaseForm) -> None:
    """Let no browser cut or complete a text, and say how much of it fits."""
    for field in form.fields.values():
        field.widget.attrs.setdefault("autocomplete", "off")
        if isinstance(field, forms.CharField):
            field.widget.attrs.pop("maxlength", None)
            field.error_messages["max_length"] = _(
                "Use %(limit_value)d letters or fewer. You typed %(show_value)d."
            )
