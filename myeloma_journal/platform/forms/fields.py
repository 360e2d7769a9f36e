"""Form fields of several apps, with their error messages."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from myeloma_journal.platform.forms.days import parse_day
from myeloma_journal.platform.forms.numbers import AmbiguousNumberError, parse_number
from myeloma_journal.platform.forms.offers import Offer, OfferError
from myeloma_journal.platform.forms.partial_dates import FIRST_DAY, which_day

YEARS_AHEAD = 5
OUT_OF_RANGE = _("You entered %(day)s. Choose a day from %(first)s to %(last)s.")


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


class DayInput(forms.DateInput):
    """A date picker; a plain field for a text that a picker would not show."""

    input_type = "date"

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        if shown and not _can_be_picked(shown):
            context["widget"]["type"] = "text"
        return context


def _can_be_picked(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


class DayField(forms.DateField):
    """A day from 1900 to a last day that the form sets."""

    default_error_messages = {
        "required": _("Enter the day."),
        "invalid": _("Enter the day like this: 11/24/2026."),
        "too_early": OUT_OF_RANGE,
        "too_late": OUT_OF_RANGE,
    }
    last: date = date.max

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = DayInput(
            format="%Y-%m-%d", attrs={"class": "field-short", "autocomplete": "off"}
        )
        super().__init__(**kwargs)

    def set_last(self, last: date) -> None:
        """Refuse every day after `last`."""
        self.last = last
        self.widget.attrs |= {"min": FIRST_DAY.isoformat(), "max": last.isoformat()}

    def to_python(self, value: Any) -> date | None:
        """Read what a browser sends, or what people type without a date picker."""
        if value in self.empty_values or isinstance(value, (date, datetime)):
            return super().to_python(value)
        try:
            parsed = parse_day(str(value)).within(FIRST_DAY, self.last)
        except ValueError as error:
            message = self.error_messages["invalid"]
            raise ValidationError(message, code="invalid") from error
        if not parsed.unambiguous:
            raise which_day(str(value), parsed.readings)
        return parsed.unambiguous

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


def number_that_fits(typed: str, fits: Callable[[Decimal], bool]) -> Decimal:
    """The number that was typed; of two readings, the only one that fits.

    Raises:
        OfferError: Both readings fit, or neither does.
        ValueError: It is no number.
    """
    try:
        return parse_number(typed)
    except AmbiguousNumberError as ambiguous:
        fitting = [text for text in ambiguous.readings if fits(Decimal(text))]
        if len(fitting) != 1:
            raise which_number(typed, ambiguous.readings) from None
        return Decimal(fitting[0])


def which_number(typed: str, readings: Sequence[str]) -> OfferError:
    """The question which of two numbers was meant, with a button for each."""
    whole, decimal = readings
    text = _("“%(typed)s” could be %(whole)s or %(decimal)s. Which one is it?")
    sign, digits = ("-", decimal[1:]) if decimal.startswith("-") else ("", decimal)
    return OfferError(
        text % {"typed": typed, "whole": whole, "decimal": decimal},
        # After a zero there are no thousands, so this can be read in one way only.
        [Offer(whole, whole), Offer(decimal, f"{sign}0{digits}")],
    )


class LengthValidator(MaxLengthValidator):
    """Says how many characters are allowed and how many were typed."""

    def __call__(self, value: str) -> None:
        if len(value) > self.limit_value:
            words = {"limit": f"{self.limit_value:,}", "typed": f"{len(value):,}"}
            message = ngettext(
                "Use %(limit)s character or fewer. You typed %(typed)s.",
                "Use %(limit)s characters or fewer. You typed %(typed)s.",
                self.limit_value,
            )
            raise ValidationError(message, code=self.code, params=words)


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
