"""The question when blood or urine was taken."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.platform.forms.fields import DayField
from myeloma_journal.platform.forms.partial_dates import (
    PartialDate,
    PartialDateField,
    Precision,
)


class TakenForm(forms.Form):
    """When it was taken: on a day, or as exactly as somebody still knows."""

    taken_on = DayField(
        label=gettext_lazy("Taken on"),
        help_text=gettext_lazy("The day the blood or urine was taken."),
        error_messages={"required": gettext_lazy("Choose the day it was taken.")},
    )
    about = PartialDateField(
        label=gettext_lazy("About when it was taken"),
        help_text=gettext_lazy("For example: March 2024, or spring 2024, or 2024."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Ask about a time no later than `today`, the patient's own."""
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["taken_on"]).until(today)
        cast(PartialDateField, self.fields["about"]).until(today)
        if self.is_bound and self["about"].data:
            self.fields["taken_on"].required = False

    def clean(self) -> dict[str, Any]:
        """Settle the time: one of the two, never both."""
        data = super().clean() or self.cleaned_data
        day, about = data.get("taken_on"), data.get("about")
        if day and about:
            problem = _("Choose the day or write about when it was, not both.")
            self.add_error("about", problem)
        return data

    @property
    def taken(self) -> PartialDate:
        """The time, once the form is valid."""
        about: PartialDate | None = self.cleaned_data["about"]
        return about or PartialDate(self.cleaned_data["taken_on"], Precision.DAY)

    @property
    def about_is_open(self) -> bool:
        """Whether the question for those who do not know the day is unfolded."""
        return bool(self["about"].value() or self["about"].errors)
