import datetime as dt
from typing import Any, cast

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from myeloma_journal.appointments import actions
from myeloma_journal.appointments.models import Appointment, NextStep, local_to_utc
from myeloma_journal.platform.forms.base import PageFormHelper, RecordForm
from myeloma_journal.platform.forms.fields import DayField, far_ahead

FEWEST_VISITS, MOST_VISITS = 2, 30
TIME_FORMATS = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p", "%I %p", "%I%p"]


class ClockField(forms.TimeField):
    """A time of day, also when "10:30 a.m." was typed."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(".", "") if value else value)


class AppointmentForm(RecordForm):
    """One visit. Date and time are local to the zone of the visit."""

    date = DayField(
        label=_("Date"), error_messages={"required": _("Enter the date of the visit.")}
    )
    time = ClockField(
        label=_("Time"),
        input_formats=TIME_FORMATS,
        widget=forms.TimeInput(
            format="%H:%M", attrs={"type": "time", "class": "field-short"}
        ),
        error_messages={
            "required": _(
                "Enter the time. If you’re not sure, your best guess is fine."
            ),
            "invalid": _("Enter the time like this: 10:30 am."),
        },
    )

    field_order: tuple[str, ...] = (
        "date", "time", "contact", "with_whom", "place", "purpose"
    )  # fmt: skip

    class Meta:
        model = Appointment
        fields = ["contact", "with_whom", "place", "purpose"]
        help_texts = {
            "with_whom": _("For example: Dr. Elena Ruiz"),
            "purpose": _("For example: to go over the last blood test"),
        }
        error_messages = {
            "with_whom": {
                "required": _("Enter who the visit is with. A department is fine.")
            }
        }

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["date"]).set_last(far_ahead(today))
        self._offer_contacts()
        if not self.instance._state.adding:
            clock = self.instance.wall_clock
            self.initial["date"], self.initial["time"] = clock.date(), clock.time()

    def _offer_contacts(self) -> None:
        """Offer the contacts of the care team, if there are any."""
        contacts = self.instance.patient.contacts.all()
        if not contacts:
            self.fields.pop("contact")
            return
        field = cast(forms.ModelChoiceField, self.fields["contact"])
        field.queryset, field.empty_label = contacts, gettext("Someone else")
        self.fields["with_whom"].required = False
        self.fields["with_whom"].label = _("Or someone else")
        if self.instance.contact and self.instance.with_whom == str(
            self.instance.contact
        ):
            self.initial["with_whom"] = ""

    def clean(self) -> dict[str, Any]:
        """Take over the name and the place of a contact, where none was typed."""
        data = super().clean() or self.cleaned_data
        contact = data.get("contact")
        if contact:
            data["with_whom"] = data.get("with_whom") or contact.name
            data["place"] = data.get("place") or contact.place
        elif not data.get("with_whom") and "with_whom" not in self.errors:
            field = self.fields["with_whom"]
            self.add_error("with_whom", field.error_messages["required"])
        return data

    @property
    def helper(self) -> PageFormHelper:
        """The questions in the order they are asked."""
        return PageFormHelper(*self.fields)

    def save(self, commit: bool = True) -> Appointment:
        """Turn the clock of the visit into a local_to_utc, if it was touched."""
        if {"date", "time"} & set(self.changed_data):
            appointment, data = self.instance, self.cleaned_data
            appointment.starts_at = local_to_utc(
                data["date"], data["time"], appointment.zone
            )
            appointment.sequence += 1
        saved: Appointment = super().save(commit)
        return saved


class PlanForm(AppointmentForm):
    """One new visit, or a series of them, such as treatment days."""

    every = forms.TypedChoiceField(
        label=_("Does this visit repeat?"),
        choices=[
            (0, _("No, just once")),
            (1, _("Every week")),
            (2, _("Every 2 weeks")),
            (3, _("Every 3 weeks")),
            (4, _("Every 4 weeks")),
        ],
        coerce=int,
        empty_value="",
        required=False,
        initial=0,
    )
    times = forms.IntegerField(
        label=_("Number of visits in all"),
        help_text=_(
            "For example: 8 treatment days. You can move or cancel each one separately."
        ),
        min_value=FEWEST_VISITS,
        max_value=MOST_VISITS,
        required=False,
        error_messages={
            name: _("Enter a whole number from 2 to 30.")
            for name in ("invalid", "min_value", "max_value")
        },
        widget=forms.NumberInput(
            attrs={"class": "field-short", "inputmode": "numeric"}
        ),
    )

    field_order = (*AppointmentForm.field_order, "every", "times")

    def clean(self) -> dict[str, Any]:
        """Require interval and number together, and limit the day of the last visit."""
        data = super().clean()
        if self.errors:
            return data
        every, times = data["every"], data["times"]
        if every and not times:
            self.add_error(
                "times", gettext("Enter the number of visits, from 2 to 30.")
            )
        elif times and not every:
            problem = gettext(
                "Choose how often the visit repeats, or leave the number of visits "
                "empty."
            )
            self.add_error("every", problem)
        elif self.days[-1] > self.last:
            problem = gettext(
                "The last visit would be on %(day)s, which is too far ahead. "
                "Choose fewer visits. The latest possible date is %(last)s."
            )
            days = {"day": self.days[-1], "last": self.last}
            words = {name: date_format(day) for name, day in days.items()}
            self.add_error("times", problem % words)
        return data

    @property
    def last(self) -> dt.date:
        return cast(DayField, self.fields["date"]).last

    @property
    def days(self) -> list[dt.date]:
        first, weeks = self.cleaned_data["date"], self.cleaned_data["every"] or 0
        times = self.cleaned_data["times"] or 1
        return [first + dt.timedelta(weeks=weeks * n) for n in range(times)]

    def plan(self) -> list[Appointment]:
        clock = self.cleaned_data["time"]
        return actions.plan(appointment=self.instance, days=self.days, clock=clock)


FEWEST_STEPS, SPARE_STEPS, MOST_STEPS = 3, 2, 40


class AfterForm(RecordForm):
    class Meta:
        model = Appointment
        fields = ["heard", "decided"]
        help_texts = {
            "heard": _("For example: what the results show, in the doctor’s words"),
            "decided": _("For example: stay on the same dose until the next visit"),
        }
        widgets = {
            "heard": forms.Textarea(attrs={"rows": 4}),
            "decided": forms.Textarea(attrs={"rows": 4}),
        }

    helper = PageFormHelper("heard", "decided")


class NextStepForm(RecordForm):
    due_on = DayField(label=_("Due date"), required=False)

    class Meta:
        model = NextStep
        fields = ["text", "who", "due_on"]
        error_messages = {
            "text": {
                "required": _(
                    "Enter what needs to be done, or choose “Delete this task”."
                )
            }
        }

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["due_on"]).set_last(far_ahead(today))
        if self.instance._state.adding:
            self.fields["text"].error_messages["required"] = gettext(
                "Enter what needs to be done, or leave the whole row empty."
            )


class BaseNextStepFormSet(forms.BaseInlineFormSet):
    """The next steps of one visit: at least three rows, two of them empty."""

    def __init__(self, data: Any, *, appointment: Appointment, today: dt.date) -> None:
        self.extra = max(FEWEST_STEPS - appointment.next_steps.count(), SPARE_STEPS)
        super().__init__(
            data, instance=appointment, prefix="step", form_kwargs={"today": today}
        )

    def add_fields(self, form: Any, index: int | None) -> None:
        """Label the DELETE box, and accept only ids of this visit's steps."""
        super().add_fields(form, index)
        form.fields["id"].queryset = self.instance.next_steps.all()
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = gettext("Delete this task")


NextStepFormSet = forms.inlineformset_factory(
    Appointment,
    NextStep,
    form=NextStepForm,
    formset=BaseNextStepFormSet,
    can_delete_extra=False,
    max_num=MOST_STEPS,
    absolute_max=MOST_STEPS,
)
