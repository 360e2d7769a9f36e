"""The form of an entry: several small forms on one page."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import MAXYEAR, MINYEAR, date, datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import Measure
from myeloma_journal.journal.entry_data import EntryData
from myeloma_journal.journal.forms.items import MeasurementForm, RatingForm
from myeloma_journal.journal.models import (
    NOTE_LENGTH,
    OWN_FIELDS,
    Entry,
    FollowedSymptom,
    MeasureChoice,
    Measurement,
    Overall,
    PartOfDay,
)
from myeloma_journal.platform.forms.base import PageForm
from myeloma_journal.platform.forms.conflicts import add_version_field, check_version
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
            "required": gettext_lazy("Choose the day this is about."),
            # A journal records what has happened.
            "too_late": gettext_lazy(
                "%(day)s has not come yet. Choose today or an earlier day."
            ),
        },
    )
    part_of_day = forms.ChoiceField(
        label=gettext_lazy("Part of the day"),
        choices=PartOfDay.choices,
        required=False,
    )
    question = forms.CharField(
        label=gettext_lazy("A question to ask at the visit"),
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


class EntryForm:
    """The day, a rating for each symptom and a measurement for each measure."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        patient: Patient,
        followed: Iterable[FollowedSymptom],
        entry: Entry | None = None,
        about: str = "",
    ) -> None:
        """Ask about a day.

        Args:
            data: What was sent, or None for a page to fill in.
            patient: Whose journal it is.
            followed: The symptoms asked about, in this order.
            entry: The entry that is being corrected; `followed` is from
                `for_editing` of it.
            about: The name of the patient, when somebody else is asked about them.
        """
        self.data, self.patient, self.entry = data, patient, entry
        self.day = self._day_form()
        if entry or self.day.other_day:
            self.day.fields["overall"].label = _("How was that day on the whole?")
        elif about:
            words = {"name": about}
            self.day.fields["overall"].label = _("How is %(name)s today?") % words
        self.ratings = [
            RatingForm(
                data,
                followed=symptom,
                initial=_initial_rating(symptom) if entry else {},
            )
            for symptom in followed
        ]

    def add_last_severities(self, last: Entry | None) -> None:
        """Give each rating form the severity of the last entry, to show beside it."""
        before = {r.followed_id: r for r in last.ratings.all()} if last else {}
        for form in self.ratings:
            if rating := before.get(form.followed.pk):
                form.last = rating.get_severity_display()

    def _day_form(self) -> DayForm:
        today = self.patient.today()
        if self.entry is None:
            usual: dict[str, Any] = {"felt_on": today, "client_uuid": uuid.uuid4()}
            return DayForm(self.data, today=today, initial=usual)
        said = {name: getattr(self.entry, name) for name in OWN_FIELDS}
        # Whoever flew west may correct what they wrote on a day that is still to come.
        last = max(today, self.entry.felt_on)
        form = DayForm(self.data, today=last, initial=said)
        add_version_field(form, self.entry)
        return form

    @cached_property
    def measurements(self) -> list[MeasurementForm]:
        """One small form for each measure that is asked for."""
        there = self.entry.measurements.all() if self.entry else ()
        measured = {measurement.measure_id: measurement for measurement in there}
        measures = MeasureChoice.objects.settings_of(self.patient)
        return [
            MeasurementForm(
                self.data,
                measure=asked.measure,
                unit=asked.unit,
                initial=_initial_measurement(measured.get(asked.measure.pk)),
            )
            for asked in measures
            if asked.is_shown or asked.measure.pk in measured
        ]

    @property
    def filled_measurements(self) -> list[MeasurementForm]:
        """Those with numbers: most days nobody measures anything."""
        if self.entry is None and not self._has_numbers():
            return []
        return self.measurements

    def _has_numbers(self) -> bool:
        names = ("-value", "-second_value")
        return any(
            value and name.startswith("m-") and name.endswith(names)
            for name, value in (self.data or {}).items()
        )

    @property
    def forms(self) -> list[PageForm]:
        """All the small forms, in the order of the page."""
        return [self.day, *self.ratings, *self.measurements]

    @property
    def filled(self) -> list[PageForm]:
        """The forms to validate: all but measurements without numbers."""
        return [self.day, *self.ratings, *self.filled_measurements]

    @property
    def errors(self) -> bool:
        return any(form.errors for form in self.filled)

    def is_valid(self) -> bool:
        """Whether every form is, and something was said at all."""
        refused = [form for form in self.filled if not form.is_valid()]
        if not refused and self.entry_data.is_empty and not self.entry_data.question:
            self.day.add_error(
                "overall",
                _(
                    "Write at least one thing: how you feel, a symptom, a number, "
                    "or a few words."
                ),
            )
            return False
        return not refused

    def check_version(self) -> None:
        """Check for a conflicting correction, in the transaction that saves this one.

        Raises:
            ConflictError: The entry was corrected elsewhere meanwhile.
        """
        if self.entry:
            another = reverse("today", args=[self.patient.pk])
            check_version(self.entry, *self.filled, as_new=another)

    def require_question(self) -> str:
        """The question for the visit, sent without the entry; an error if empty."""
        refused = self.day.errors.get("question")
        question: str = self.day.cleaned_data.get("question", "")
        if not question and not refused and not self.day.is_draft:
            self.day.add_error("question", _("Write your question first."))
        return question

    @cached_property
    def entry_data(self) -> EntryData:
        """The cleaned data. Only of a valid form."""
        day = dict(self.day.cleaned_data)
        measured = self.filled_measurements
        asked_about = frozenset[FollowedSymptom | Measure | None](
            (
                *(form.followed for form in self.ratings),
                *(form.measure for form in measured),
            )
        )
        return EntryData(
            day=day,
            question=day.pop("question"),
            ratings={
                form.followed: form.rating_data
                for form in self.ratings
                if form.rating_data
            },
            measurements={
                form.measure: form.measurement_data
                for form in measured
                if form.measurement_data
            },
            asked_about=asked_about,
        )


def prefill_from(last: Entry, typed: Mapping[str, Any]) -> dict[str, Any]:
    """The typed values, completed from the last entry.

    Only the overall feeling and the ratings are copied: notes and numbers belong to
    their own day.
    """
    filled = {name: value for name, value in typed.items() if value != ""}
    if last.overall is not None:
        filled.setdefault("overall", str(last.overall))
    for rating in last.ratings.all():
        prefix = f"s-{rating.followed_id}"
        filled.setdefault(f"{prefix}-severity", str(rating.severity))
        if rating.stopped is not None:
            filled.setdefault(f"{prefix}-stopped", str(rating.stopped))
    return filled


def _initial_rating(followed: Any) -> dict[str, Any]:
    """The initial values of a rating form, from `for_editing`."""
    return {"severity": followed.severity, "stopped": followed.stopped}


def _initial_measurement(measurement: Measurement | None) -> dict[str, Any]:
    """The initial values of a measurement form."""
    if measurement is None:
        return {}
    values = {"value": measurement.value, "second_value": measurement.second_value}
    plain = {name: f"{value.normalize():f}" for name, value in values.items() if value}
    return {"value": "0"} | plain | {"unit": measurement.unit}
