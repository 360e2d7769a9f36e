"""Seven days on one page, to write down afterwards what was noted on paper."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from myeloma_journal.journal.answers import Answers, RatingAnswer
from myeloma_journal.journal.models import (
    NOTE_LENGTH,
    FollowedSymptom,
    Overall,
    PartOfDay,
    Severity,
)
from myeloma_journal.platform.forms.base import PageForm

DAYS = 7
NO_ANSWER = ("", "–")


def _numbered(choices: Iterable[tuple[int, Any]]) -> list[tuple[int, str]]:
    """The choices with their numbers, as on paper: typing the number chooses one."""
    return [(value, f"{value} {label}") for value, label in choices]


class WeekdayForm(PageForm):
    """One day of the week: how it was on the whole, each symptom, a few words."""

    overall = forms.TypedChoiceField(
        label=_("On the whole"),
        choices=[NO_ANSWER, *_numbered(Overall.choices)],
        coerce=int,
        empty_value=None,
        required=False,
    )
    note = forms.CharField(label=_("Note"), max_length=NOTE_LENGTH, required=False)
    client_uuid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, day: date, followed: list[FollowedSymptom], **kwargs: Any
    ) -> None:
        """Ask about `day`."""
        self.day, self.followed = day, followed
        kwargs.setdefault("initial", {"client_uuid": uuid.uuid4()})
        super().__init__(*args, prefix=f"d-{day.isoformat()}", **kwargs)
        for symptom in followed:
            self.fields[f"s-{symptom.pk}"] = forms.TypedChoiceField(
                label=symptom.name,
                choices=[NO_ANSWER, *_numbered(Severity.choices)],
                coerce=int,
                empty_value=None,
                required=False,
            )

    @property
    def questions(self) -> list[forms.BoundField]:
        """What is asked about the day, in the order of the paper."""
        return [
            self["overall"],
            *(self[f"s-{symptom.pk}"] for symptom in self.followed),
            self["note"],
        ]

    @property
    def says_something(self) -> bool:
        """Whether anything stands in the day's form, sent or not."""
        return any(question.value() for question in self.questions)

    @property
    def answers(self) -> Answers:
        """What was said of the day. Only of a form that is valid."""
        data = self.cleaned_data
        severities = {symptom: data[f"s-{symptom.pk}"] for symptom in self.followed}
        return Answers(
            day={
                "felt_on": self.day,
                "overall": data["overall"],
                "note": data["note"],
                "part_of_day": PartOfDay.WHOLE,
                "discuss": False,
                "client_uuid": data["client_uuid"] or uuid.uuid4(),
            },
            ratings={
                symptom: RatingAnswer(severity)
                for symptom, severity in severities.items()
                if severity is not None
            },
        )


class WeekForm:
    """Seven days; each one that says something becomes an entry of its own."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        last: date,
        followed: Iterable[FollowedSymptom],
    ) -> None:
        """Ask about `last` and the six days before it."""
        asked = list(followed)
        self.forms = [
            WeekdayForm(data, day=last - timedelta(days=ago), followed=asked)
            for ago in reversed(range(DAYS))
        ]

    @property
    def errors(self) -> bool:
        """Whether anything was refused."""
        return any(form.errors for form in self.forms)

    def is_valid(self) -> bool:
        """Whether every day is answered as it should be, and one says something."""
        refused = [form for form in self.forms if not form.is_valid()]
        if refused:
            return False
        if not self.answers:
            self.forms[0].add_error(
                "overall", _("Write at least one thing of one day.")
            )
            return False
        return True

    @property
    def answers(self) -> list[Answers]:
        """What was said of each day that says something. Only of a valid page."""
        said = [form.answers for form in self.forms]
        return [answers for answers in said if not answers.is_empty]
