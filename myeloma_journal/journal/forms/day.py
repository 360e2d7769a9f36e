"""The part of an entry's form about the day on the whole."""

import uuid
from datetime import MAXYEAR, MINYEAR, date, datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy

from myeloma_journal.journal.models import NOTE_LENGTH, Overall, PartOfDay
from myeloma_journal.platform.forms.base import PageForm
from myeloma_journal.platform.forms.fields import DayField
from myeloma_journal.questions.models import QUESTION_LENGTH


class DayForm(PageForm):
    """How the day was on the whole, in one's own words, and when."""

    overall = forms.TypedChoiceField(
        label=gettext_lazy("How do you feel today?"),
        choices=Overall.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    discuss = forms.BooleanField(
        label=gettext_lazy("Talk about this at my next visit"), required=False
    )
    felt_on = DayField(
        label=gettext_lazy("Day"),
        error_messages={
            "required": gettext_lazy("Choose the day you’re writing about."),
            # A journal records what has happened.
            "too_late": gettext_lazy(
                "%(day)s is in the future. Choose today or an earlier day."
            ),
        },
    )
    part_of_day = forms.ChoiceField(
        label=gettext_lazy("Time of day"),
        choices=PartOfDay.choices,
        required=False,
    )
    question = forms.CharField(
        label=gettext_lazy("A question for the visit"),
        max_length=QUESTION_LENGTH,
        required=False,
    )
    client_uuid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    device_at = forms.CharField(
        required=False, widget=forms.HiddenInput(attrs={"data-clock": ""})
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Ask about a day no later than `today`, the patient's own."""
        self.today = today
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["felt_on"]).set_last(today)

    @property
    def other_day(self) -> date | None:
        """The day the form is about, unless it is today."""
        try:
            day: date = self.fields["felt_on"].clean(self["felt_on"].value())
        except ValidationError:
            return None
        return day if day != self.today else None

    def clean_client_uuid(self) -> uuid.UUID:
        """The id from the page, or a new one."""
        return self.cleaned_data["client_uuid"] or uuid.uuid4()

    def clean_device_at(self) -> datetime | None:
        """The time of the device's clock, or None when it is unreadable.

        A wrong clock is no error: the server's clock decides, and both are stored.
        """
        try:
            moment = parse_datetime(self.cleaned_data["device_at"])
        except ValueError:
            return None
        # In the first and the last year, another zone would need a year 0 or 10000.
        if (
            moment is None
            or timezone.is_naive(moment)
            or moment.year in (MINYEAR, MAXYEAR)
        ):
            return None
        return moment
