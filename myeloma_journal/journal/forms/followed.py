"""Which symptoms to follow, and under which name."""

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.catalogue.models import Symptom
from myeloma_journal.journal.models import FollowedSymptom
from myeloma_journal.platform.forms.base import PageForm, PageFormHelper, RecordForm
from myeloma_journal.platform.forms.fields import DayField


def offered_to(member: Membership) -> QuerySet[Symptom]:
    """The symptoms that `member` may choose: private ones are for the patient alone."""
    current: QuerySet[Symptom] = Symptom.objects.current()
    return current if member.is_patient else current.filter(is_private=False)


class FollowForm(PageForm):
    """Which symptoms to follow besides those that are followed."""

    follow = forms.ModelMultipleChoiceField(
        Symptom.objects.none(),
        label=gettext_lazy("You can add these"),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose from the list.")},
    )
    own = forms.CharField(
        label=gettext_lazy("A symptom of your own"),
        help_text=gettext_lazy("In your words, if it is not in the list."),
        max_length=100,
        required=False,
    )

    def __init__(self, *args: Any, member: Membership, **kwargs: Any) -> None:
        """Offer what `member` may choose."""
        super().__init__(*args, **kwargs)
        offered = cast(forms.ModelMultipleChoiceField, self.fields["follow"])
        offered.queryset = offered_to(member)

    def clean(self) -> dict[str, Any]:
        """Ask for a choice when there is none."""
        chosen = self.cleaned_data.get("follow") or self.cleaned_data.get("own")
        if not chosen and not self.errors:
            raise ValidationError(_("Tick a symptom, or write one of your own."))
        return self.cleaned_data


class FollowedForm(RecordForm):
    """A followed symptom: its name here, who sees it, and when it ended."""

    until = DayField(
        label=gettext_lazy("Stop following it on"),
        help_text=gettext_lazy(
            "Today no longer asks about it. What was written about it stays."
        ),
        required=False,
    )

    class Meta:
        model = FollowedSymptom
        fields = ("name", "is_private", "until")
        labels = {"name": gettext_lazy("What you call it")}
        help_texts = {
            "name": gettext_lazy("Entries already written keep the old name."),
            "is_private": gettext_lazy(
                "Nobody else in your circle sees it, and it is not printed."
            ),
        }
        error_messages = {"name": {"required": gettext_lazy("Write what you call it.")}}

    def __init__(self, *args: Any, member: Membership, today: date, **kwargs: Any):
        """Ask `member`; only the patient may keep a symptom to themselves."""
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["until"]).until(today)
        if not member.is_patient:
            del self.fields["is_private"]

    @property
    def helper(self) -> PageFormHelper:
        """The questions in the order they are asked."""
        return PageFormHelper(
            *(name for name in self.Meta.fields if name in self.fields)
        )

    def clean_until(self) -> date | None:
        """It ends on the day it began, or later."""
        until: date | None = self.cleaned_data["until"]
        if until and until < self.instance.since:
            raise ValidationError(_("Choose a day on or after the day it began."))
        return until

    def clean_name(self) -> str:
        """One name for one symptom, or Today would ask the same thing twice."""
        name: str = self.cleaned_data["name"]
        others = self.instance.patient.followed_symptoms.current()
        if others.filter(name__iexact=name).exclude(pk=self.instance.pk).exists():
            raise ValidationError(
                _("You follow one with this name. Choose another name.")
            )
        return name
