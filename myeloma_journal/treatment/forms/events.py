"""The form of a hospital stay, an infection or a transfusion."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from myeloma_journal.care_circle.models import Membership
from myeloma_journal.platform.forms.base import PageFormHelper
from myeloma_journal.platform.forms.partial_dates import PartialDateField
from myeloma_journal.treatment.forms.spans import SpanForm
from myeloma_journal.treatment.models import EventKind, HealthEvent


class HealthEventForm(SpanForm):
    # Declared, because Django adds an empty choice to the radios of a model field.
    kind = forms.ChoiceField(
        label=_("What was it?"),
        choices=EventKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it was.")},
    )
    started = PartialDateField(
        label=_("When was it, or when did it start?"),
        required=True,
        error_messages={"required": _("Enter when it was. A month or a year is fine.")},
    )
    stopped = PartialDateField(
        label=_("When did it end?"),
        help_text=_("Leave this empty if it was one day, or has not ended yet."),
    )

    field_order = ("kind", "started", "stopped", "words")

    class Meta:
        model = HealthEvent
        fields = ["kind", "words"]
        labels = {"words": _("In a few words")}
        help_texts = {"words": _("For example: pneumonia, Lakeside hospital")}

    helper = PageFormHelper("kind", "started", "stopped", "words")

    def latest(self, today: date) -> date:
        """What has happened is written down, not what is planned."""
        return today

    def save_once(self, by: Membership) -> HealthEvent:
        """Save a new event, but not the same one a second time."""
        event: HealthEvent = self.save(commit=False)
        same = by.patient.health_events.filter(
            kind=event.kind,
            started_on=event.started_on,
            started_precision=event.started_precision,
            stopped_on=event.stopped_on,
            words=event.words,
        ).first()
        if same:
            return same
        event.created_by, event.created_by_name = by.user, by.signature
        event.save()
        return event
