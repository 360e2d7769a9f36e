"""The week page: seven days at once, to copy what was noted on paper."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from myeloma_journal.journal.entry_data import EntryData, RatingData
from myeloma_journal.journal.models import (
    NOTE_LENGTH,
    FollowedSymptom,
    Overall,
    PartOfDay,
    Severity,
)
from myeloma_journal.platform.forms.base import PageForm

DAYS = 7
NO_CHOICE = ("", "–")


def _numbered(choices: Iterable[tuple[int, Any]]) -> list[tuple[int, Any]]:
    """Choices with their numbers, as on paper: typing the number selects one."""
    return [(value, format_lazy("{} {}", value, label)) for value, label in choices]


class WeekdayForm(PageForm):
    """One day: how it was on the whole, a rating for each symptom, a note."""

    overall = forms.TypedChoiceField(
        label=_("Overall"),
        choices=[NO_CHOICE, *_numbered(Overall.choices)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    note = forms.CharField(label=_("Note"), max_length=NOTE_LENGTH, required=False)
    client_uuid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, day: date, followed: list[FollowedSymptom], **kwargs: Any
    ) -> None:
        self.day, self.followed = day, followed
        kwargs.setdefault("initial", {"client_uuid": uuid.uuid4()})
        super().__init__(*args, prefix=f"d-{day.isoformat()}", **kwargs)
        for symptom in followed:
            self.fields[f"s-{symptom.pk}"] = forms.TypedChoiceField(
                label=symptom.name,
                choices=[NO_CHOICE, *_numbered(Severity.choices)],
                coerce=int,
                empty_value=None,
                required=False,
            )

    @property
    def questions(self) -> list[forms.BoundField]:
        """The fields of the day, in the order of the printed week sheet."""
        return [
            self["overall"],
            *(self[f"s-{symptom.pk}"] for symptom in self.followed),
            self["note"],
        ]

    @property
    def is_filled(self) -> bool:
        """Whether any field has a value, submitted or not."""
        return any(question.value() for question in self.questions)

    @property
    def entry_data(self) -> EntryData:
        """The cleaned data. Only of a valid form."""
        data = self.cleaned_data
        severities = {symptom: data[f"s-{symptom.pk}"] for symptom in self.followed}
        return EntryData(
            day={
                "felt_on": self.day,
                "overall": data["overall"],
                "note": data["note"],
                "part_of_day": PartOfDay.WHOLE,
                "discuss": False,
                "client_uuid": data["client_uuid"] or uuid.uuid4(),
            },
            ratings={
                symptom: RatingData(severity)
                for symptom, severity in severities.items()
                if severity is not None
            },
        )


class WeekForm:
    """Seven days; each that is filled in becomes an entry."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        last: date,
        followed: Iterable[FollowedSymptom],
    ) -> None:
        """`last` and the six days before it."""
        asked = list(followed)
        self.forms = [
            WeekdayForm(data, day=last - timedelta(days=ago), followed=asked)
            for ago in reversed(range(DAYS))
        ]

    @property
    def errors(self) -> bool:
        return any(form.errors for form in self.forms)

    def is_valid(self) -> bool:
        """Whether every day is valid, and at least one is filled in."""
        refused = [form for form in self.forms if not form.is_valid()]
        if refused:
            return False
        if not self.filled_days:
            self.forms[0].add_error(
                "overall", _("Enter at least one thing for at least one day.")
            )
            return False
        return True

    @property
    def filled_days(self) -> list[EntryData]:
        """The data of each day that is filled in. Only of a valid form."""
        every_day = [form.entry_data for form in self.forms]
        return [data for data in every_day if not data.is_empty]
