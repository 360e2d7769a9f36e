"""Forms of medications and allergies, and the check whether they still hold."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.db import models, transaction
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.platform.forms.base import PageFormHelper, RecordForm, TimesForm
from myeloma_journal.platform.forms.form_data import DraftData
from myeloma_journal.platform.forms.partial_dates import PartialDateField
from myeloma_journal.treatment.forms.spans import SpanForm, drug_names, drugs_by_name
from myeloma_journal.treatment.models import (
    Allergy,
    Medication,
    MedicationCheck,
    MedicationKind,
)


class MedicationForm(SpanForm):
    # Declared, because Django adds an empty choice to the radios of a model field.
    kind = forms.ChoiceField(
        label=_("Type of medication"),
        choices=MedicationKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the type of medication.")},
    )
    started = PartialDateField(label=_("Start date"))
    stopped = PartialDateField(
        label=_("End date"),
        help_text=_("Leave this empty if it is still being taken."),
    )

    class Meta:
        model = Medication
        fields = ["name", "kind", "dose", "how_often", "what_for", "prescribed_by"]
        help_texts = {
            "name": _("As shown on the box."),
            "dose": _("As shown on the box. For example: 500 mg"),
            "how_often": _("For example: twice a day with food, or only when needed"),
            "what_for": _("For example: pain at night"),
            "prescribed_by": _(
                "For example: Dr. Ruiz. Leave this empty if you buy it yourself."
            ),
        }
        error_messages = {"name": {"required": _("Enter the name of the medication.")}}

    helper = PageFormHelper(*Meta.fields, "started", "stopped")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.drugs = drugs_by_name()
        self.fields["name"].widget.attrs["list"] = "drugs"

    @property
    def drug_names(self) -> list[str]:
        """The names of the datalist."""
        return drug_names(self.drugs)

    def save(self, commit: bool = True) -> Medication:
        """Link the drug whose name or alias was typed."""
        self.instance.drug = self.drugs.get(self.instance.name.casefold())
        saved: Medication = super().save(commit)
        return saved


class AllergyForm(TimesForm):
    ended = PartialDateField(
        label=_("No longer an allergy since"),
        help_text=_("Leave this empty if it is still an allergy."),
    )

    class Meta:
        model = Allergy
        fields = ["name", "reaction", "since"]
        help_texts = {
            "name": _("A drug, a food, or anything else."),
            "reaction": _("For example: rash"),
            "since": _("For example: 1988, or since childhood"),
        }
        error_messages = {"name": {"required": _("Enter what the allergy is to.")}}

    helper = PageFormHelper(*Meta.fields, "ended")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Drop the end while an allergy is being added."""
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.fields.pop("ended")
            self.helper = PageFormHelper(*self.fields)


class CheckAnswer(models.TextChoices):
    UNCHANGED = "right", _("Still right")
    CHANGED = "changed", pgettext_lazy("answer", "Changed")
    STOPPED = "stopped", pgettext_lazy("answer", "Stopped")


class CheckRowForm(RecordForm):
    """One row of the check. Fields of an answer that was not chosen are ignored."""

    answer = forms.ChoiceField(choices=CheckAnswer.choices, widget=forms.RadioSelect)
    # The fields that the answer "Changed" opens.
    detail_fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Validation overwrites the instance, so this is what was saved before.
        self.details = str(self.instance.details)
        self.until_field.set_last(today)
        problem = gettext("Choose one of the three answers for %(name)s.")
        self.fields["answer"].error_messages["required"] = problem % {
            "name": self.instance
        }

    @property
    def until_field(self) -> PartialDateField:
        return cast(PartialDateField, self.fields["until"])

    @property
    def version_name(self) -> str:
        """The name of the hidden input with the version that the page showed."""
        return self.add_prefix("seen_version")

    @property
    def is_stale(self) -> bool:
        """Whether the record was changed since the page was opened."""
        seen = self.data.get(self.version_name)
        return seen not in (None, "", str(self.instance.version))

    def clean(self) -> dict[str, Any]:
        """Require the details or the date that the answer needs."""
        data = self.cleaned_data
        answer = data.get("answer")
        has_new_details = not set(self.detail_fields).isdisjoint(self.changed_data)
        if answer and self.is_stale:
            problem = gettext(
                "%(name)s was changed while you had this page open. Check it again."
            )
            self.add_error("answer", problem % {"name": self.instance})
        if answer == CheckAnswer.CHANGED and not has_new_details:
            problem = gettext("Enter what is different, or choose “Still right”.")
            self.add_error(self.detail_fields[0], problem)
        if answer == CheckAnswer.STOPPED and not data.get("until") and not self.errors:
            problem = gettext("Enter when it stopped. A month or a year is fine.")
            self.add_error("until", problem)
        if answer != CheckAnswer.CHANGED and not self.errors:
            data |= {name: self.initial[name] for name in self.detail_fields}
        return data

    def save_changes(self) -> None:
        if self.cleaned_data["answer"] != CheckAnswer.UNCHANGED:
            self.save()


class MedicationRowForm(CheckRowForm):
    until = PartialDateField(label=_("End date"))
    detail_fields = ("dose", "how_often")

    class Meta:
        model = Medication
        fields = ["dose", "how_often"]
        labels = {"dose": _("New dose"), "how_often": _("New schedule")}

    def clean(self) -> dict[str, Any]:
        """Reject a stop before the start; copy a valid one, which fills two columns."""
        data, started = super().clean(), self.instance.started
        stopped = data.get("until")
        if data.get("answer") != CheckAnswer.STOPPED or not stopped:
            return data
        if started and stopped.last < started.first:
            problem = gettext("The end, %(stopped)s, is before the start, %(started)s.")
            params = {"stopped": stopped, "started": started}
            self.add_error("until", problem % params)
        self.instance.stopped = stopped
        return data


class AllergyRowForm(CheckRowForm):
    until = PartialDateField(label=_("No longer an allergy since"))
    detail_fields = ("reaction", "since")

    class Meta:
        model = Allergy
        fields = ["reaction", "since"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["answer"]).choices = [
            (
                value,
                gettext("No longer an allergy")
                if value == CheckAnswer.STOPPED
                else label,
            )
            for value, label in CheckAnswer.choices
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("answer") == CheckAnswer.STOPPED:
            self.instance.ended = data.get("until")
        return data


class MedicationCheckForm:
    """A row for each current medication and allergy, saved together."""

    def __init__(self, data: Mapping[str, Any] | None, member: Membership) -> None:
        self.member, self.data = member, data
        self.is_sent = data is not None and not isinstance(data, DraftData)
        patient, today = member.patient, member.patient.today()
        self.today = today
        self.medications = self._rows(
            MedicationRowForm, patient.medications.current(today), "medication"
        )
        self.allergies = self._rows(
            AllergyRowForm, patient.allergies.current(today), "allergy"
        )

    def _rows(
        self,
        form_class: type[CheckRowForm],
        records: Iterable[Medication | Allergy],
        name: str,
    ) -> list[CheckRowForm]:
        return [
            form_class(
                self.data,
                instance=record,
                today=self.today,
                prefix=f"{name}-{record.pk}",
            )
            for record in records
        ]

    @property
    def rows(self) -> list[CheckRowForm]:
        return [*self.medications, *self.allergies]

    @property
    def errors(self) -> bool:
        """Whether the form was submitted and is not valid."""
        return self.is_sent and not self.is_valid()

    def is_valid(self) -> bool:
        return self.is_sent and all(row.is_valid() for row in self.rows)

    @transaction.atomic
    def save(self) -> MedicationCheck:
        """Save the changed rows, and who checked them all."""
        for row in self.rows:
            row.save_changes()
        return MedicationCheck.objects.create(
            patient=self.member.patient,
            checked_on=self.today,
            **self.member.as_creator,
        )
