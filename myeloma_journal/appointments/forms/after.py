"""What was heard and decided at a visit, and what is to be done."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from myeloma_journal.appointments.models import Appointment, NextStep
from myeloma_journal.platform.forms.base import PageFormHelper, RecordForm
from myeloma_journal.platform.forms.fields import DayField, far_ahead

FEWEST_STEPS, SPARE_STEPS, MOST_STEPS = 3, 2, 40


class AfterForm(RecordForm):
    """The two things a family wants to read afterwards."""

    class Meta:
        model = Appointment
        fields = ["heard", "decided"]
        help_texts = {
            "heard": _("For example: what the results show, in the doctor’s words"),
            "decided": _("For example: the dose stays as it is until the next visit"),
        }
        widgets = {
            "heard": forms.Textarea(attrs={"rows": 4}),
            "decided": forms.Textarea(attrs={"rows": 4}),
        }

    helper = PageFormHelper("heard", "decided")


class NextStepForm(RecordForm):
    """One thing to do."""

    due_on = DayField(label=_("By when"), required=False)

    class Meta:
        model = NextStep
        fields = ["text", "who", "due_on"]
        error_messages = {
            "text": {"required": _("Write what is to be done, or tick “Take it out”.")}
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Ask about days up to five years after `today`, the patient's own."""
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["due_on"]).until(far_ahead(today))
        if self.instance._state.adding:
            self.fields["text"].error_messages["required"] = _now(
                "Write what is to be done, or leave the whole step empty."
            )


class NextStepRows(forms.BaseInlineFormSet):
    """All that is to be done after one visit, with empty rows for more."""

    def __init__(self, data: Any, *, visit: Appointment, today: date) -> None:
        """Show at least three rows, and always two empty ones."""
        self.extra = max(FEWEST_STEPS - visit.next_steps.count(), SPARE_STEPS)
        super().__init__(
            data, instance=visit, prefix="step", form_kwargs={"today": today}
        )

    def add_fields(self, form: Any, index: int | None) -> None:
        """Say in our words what the tick box does; know only steps of this visit."""
        super().add_fields(form, index)
        form.fields["id"].queryset = self.instance.next_steps.all()
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _now("Take it out")


NextStepFormSet = forms.inlineformset_factory(
    Appointment,
    NextStep,
    form=NextStepForm,
    formset=NextStepRows,
    can_delete_extra=False,
    max_num=MOST_STEPS,
    absolute_max=MOST_STEPS,
)
