"""Forms of medications and allergies, and the check whether they still hold."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.db import models, transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.platform.forms.base import PageFormHelper, RecordForm, TimesForm
from myeloma_journal.platform.forms.form_data import DraftData
from myeloma_journal.platform.forms.partial_dates import PartialDateField
from myeloma_journal.treatment.forms.spans import SpanForm, drug_names, known_drugs
from myeloma_journal.treatment.models import Allergy, Kind, Medication, MedicationCheck


class MedicationForm(SpanForm):
    """Write or correct one medication."""

    # Spelt out because Django puts an empty first button on a model field's radios.
    kind = forms.ChoiceField(
        label=_("What kind is it"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what kind it is.")},
    )
    started = PartialDateField(label=_("When it started"))
    stopped = PartialDateField(
        label=_("When it stopped"),
        help_text=_("Leave it empty while it is taken."),
    )

    class Meta:
        model = Medication
        fields = ["name", "kind", "dose", "how_often", "what_for", "prescribed_by"]
        help_texts = {
            "name": _("As it stands on the box."),
            "dose": _("As it stands on the box. For example: 500 mg"),
            "how_often": _("For example: twice a day with food, or only when needed"),
            "what_for": _("For example: pain at night"),
            "prescribed_by": _(
                "For example: Dr. Ruiz. Leave it empty if you buy it yourself."
            ),
        }
        error_messages = {"name": {"required": _("Write the name of the medication.")}}

    helper = PageFormHelper(*Meta.fields, "started", "stopped")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Know the drugs of the catalogue by name."""
        super().__init__(*args, **kwargs)
        self.drugs = known_drugs()
        self.fields["name"].widget.attrs["list"] = "drugs"

    @property
    def drug_names(self) -> list[str]:
        """The names to propose."""
        return drug_names(self.drugs)

    def save(self, commit: bool = True) -> Medication:
        """Link the drug when its name is known."""
        self.instance.drug = self.drugs.get(self.instance.name.casefold())
        saved: Medication = super().save(commit)
        return saved


class AllergyForm(TimesForm):
    """Write or correct one allergy."""

    ended = PartialDateField(
        label=_("Since when it is no allergy any more"),
        help_text=_("Leave it empty while you must not have it."),
    )

    class Meta:
        model = Allergy
        fields = ["name", "reaction", "since"]
        help_texts = {
            "name": _("A drug, a food, or anything else."),
            "reaction": _("For example: rash"),
            "since": _("For example: 1988, or since childhood"),
        }
        error_messages = {"name": {"required": _("Write what the allergy is to.")}}

    helper = PageFormHelper(*Meta.fields, "ended")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask about an end only of one that is there already."""
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.fields.pop("ended")
            self.helper = PageFormHelper(*self.fields)


class Answer(models.TextChoices):
    """What somebody says about one row of the list."""

    RIGHT = "right", _("Still right")
    CHANGED = "changed", _("Changed")
    STOPPED = "stopped", _("Stopped")


class StillRightForm(RecordForm):
    """One row. What was typed counts only under the answer it belongs to."""

    answer = forms.ChoiceField(choices=Answer.choices, widget=forms.RadioSelect)
    # The questions that "Changed" opens.
    told: tuple[str, ...] = ()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Ask about ends up to `today`, the patient's own."""
        super().__init__(*args, **kwargs)
        # A refused form puts what was typed into the record it asks about.
        self.stands = str(self.instance.details)
        self.until_field.until(today)
        problem = _now("Choose one of the three for %(name)s.")
        self.fields["answer"].error_messages["required"] = problem % {
            "name": self.instance
        }

    @property
    def until_field(self) -> PartialDateField:
        """The question when it ended."""
        return cast(PartialDateField, self.fields["until"])

    @property
    def seen_name(self) -> str:
        """What the version that stood on the page is called among the answers."""
        return self.add_prefix("seen")

    @property
    def is_outdated(self) -> bool:
        """Whether somebody else changed what it is about while it was answered."""
        seen = self.data.get(self.seen_name)
        return seen not in (None, "", str(self.instance.version))

    def clean(self) -> dict[str, Any]:
        """Ask what is different, or since when, where that was not said."""
        data = self.cleaned_data
        answer = data.get("answer")
        told = set(self.told) & set(self.changed_data)
        if answer and self.is_outdated:
            problem = _now("%(name)s was changed meanwhile. Look at it once more.")
            self.add_error("answer", problem % {"name": self.instance})
        if answer == Answer.CHANGED and not told:
            problem = _now("Write what is different, or choose “Still right”.")
            self.add_error(self.told[0], problem)
        if answer == Answer.STOPPED and not data.get("until") and not self.errors:
            problem = _now("Write since when. The month or the year will do.")
            self.add_error("until", problem)
        if answer != Answer.CHANGED and not self.errors:
            data |= {name: self.initial[name] for name in self.told}
        return data

    def keep(self) -> None:
        """Save what is different; nothing, where nothing is."""
        if self.cleaned_data["answer"] != Answer.RIGHT:
            self.save()


class MedicationStillRightForm(StillRightForm):
    """Whether a medication is still taken, and still in this way."""

    until = PartialDateField(label=_("When it stopped"))
    told = ("dose", "how_often")

    class Meta:
        model = Medication
        fields = ["dose", "how_often"]
        labels = {"dose": _("How much now"), "how_often": _("When and how often now")}

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning; take it over, it fills two columns."""
        data, started = super().clean(), self.instance.started
        stopped = data.get("until")
        if data.get("answer") != Answer.STOPPED or not stopped:
            return data
        if started and stopped.last < started.first:
            problem = _now("%(stopped)s is before the start, %(started)s.")
            words = {"stopped": capfirst(str(stopped)), "started": started}
            self.add_error("until", problem % words)
        self.instance.stopped = stopped
        return data


class AllergyStillRightForm(StillRightForm):
    """Whether an allergy still holds, and what it does."""

    until = PartialDateField(label=_("Since when it is no allergy any more"))
    told = ("reaction", "since")

    class Meta:
        model = Allergy
        fields = ["reaction", "since"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say it as one says it of an allergy."""
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["answer"]).choices = [
            (value, _now("No longer") if value == Answer.STOPPED else label)
            for value, label in Answer.choices
        ]

    def clean(self) -> dict[str, Any]:
        """Take over when it was ruled out."""
        data = super().clean()
        if data.get("answer") == Answer.STOPPED:
            self.instance.ended = data.get("until")
        return data


class StillRightForms:
    """All rows of one patient, on one page, under one button."""

    def __init__(self, answers: Mapping[str, Any] | None, member: Membership) -> None:
        """A row for each medication that is taken and each allergy that holds."""
        self.member, self.answers = member, answers
        self.is_sent = answers is not None and not isinstance(answers, DraftData)
        patient, today = member.patient, member.patient.today()
        self.today = today
        self.medications = self._rows(
            MedicationStillRightForm, patient.medications.current(today), "medication"
        )
        self.allergies = self._rows(
            AllergyStillRightForm, patient.allergies.current(today), "allergy"
        )

    def _rows(
        self,
        form_class: type[StillRightForm],
        things: Iterable[Medication | Allergy],
        name: str,
    ) -> list[StillRightForm]:
        return [
            form_class(
                self.answers,
                instance=thing,
                today=self.today,
                prefix=f"{name}-{thing.pk}",
            )
            for thing in things
        ]

    @property
    def rows(self) -> list[StillRightForm]:
        """Every row, in the order of the page."""
        return [*self.medications, *self.allergies]

    @property
    def errors(self) -> bool:
        """Whether the page was sent and must be asked again."""
        return self.is_sent and not self.is_valid()

    def is_valid(self) -> bool:
        """Whether every row was answered, and about what stands there now."""
        return self.is_sent and all(row.is_valid() for row in self.rows)

    @transaction.atomic
    def save(self) -> MedicationCheck:
        """Keep what is different, and that this member looked through all of it."""
        for row in self.rows:
            row.keep()
        return MedicationCheck.objects.create(
            patient=self.member.patient,
            checked_on=self.today,
            **self.member.as_creator,
        )
