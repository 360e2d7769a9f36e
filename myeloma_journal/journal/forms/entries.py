"""The form of an entry: several small forms on one page."""

import uuid
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import Measure
from myeloma_journal.journal.entry_data import EntryData
from myeloma_journal.journal.forms.day import DayForm
from myeloma_journal.journal.forms.items import MeasurementForm, RatingForm
from myeloma_journal.journal.models import (
    OWN_FIELDS,
    Entry,
    FollowedSymptom,
    MeasureChoice,
    Measurement,
)
from myeloma_journal.journal.models.followed import MeasureSetting
from myeloma_journal.platform.forms.base import CleanTextMixin
from myeloma_journal.platform.forms.conflicts import add_version_field, check_version
from myeloma_journal.platform.forms.numbers import plain_number
from myeloma_journal.treatment.forms.events import HealthEventForm
from myeloma_journal.treatment.models import HealthEvent

# How many measurements are searched for the last one of each measure.
LOOK_BACK = 200


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
            self.day.fields["overall"].label = _("How was that day overall?")
        elif about:
            words = {"name": about}
            self.day.fields["overall"].label = _("How is %(name)s today?") % words
        self.ratings = [
            RatingForm(data, followed=symptom, is_rated=entry is not None)
            for symptom in followed
        ]
        self.event = None if entry else self._event_form()

    def add_last_severities(self, entries: Iterable[Entry]) -> None:
        """Give each rating form the last severity in `entries`, to show beside it."""
        last: dict[Any, str] = {}
        for entry in entries:
            for rating in entry.shown_ratings:
                last.setdefault(rating.followed_id, rating.get_severity_display())
        for form in self.ratings:
            form.last = last.get(form.followed.pk, "")

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

    def _event_form(self) -> HealthEventForm:
        """A hospital stay, an infection or a transfusion: nearly always left empty."""
        return HealthEventForm(
            self.data,
            instance=HealthEvent(patient=self.patient),
            today=self.patient.today(),
            prefix="event",
            empty_permitted=True,
            use_required_attribute=False,
        )

    @property
    def has_event(self) -> bool:
        """Whether anything is filled in about one."""
        return self.event is not None and self.event.has_changed()

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
                unit=self._usual_unit(asked),
                initial=_initial_measurement(measured.get(asked.measure.pk)),
            )
            for asked in measures
            if asked.is_shown or asked.measure.pk in measured
        ]

    @cached_property
    def _last_measurements(self) -> list[Measurement]:
        """The last ones saved, the latest first, with the day they are about."""
        saved = Measurement.objects.filter(
            entry__patient=self.patient, entry__deleted_at=None
        ).annotate(felt_on=F("entry__felt_on"), written_at=F("entry__written_at"))
        return list(saved.order_by("-created_at")[:LOOK_BACK])

    def _usual_unit(self, asked: MeasureSetting) -> str:
        """The unit used last, unless another one was chosen since."""
        last = _first_of(self._last_measurements, asked.measure)
        names = {known.name for known in asked.measure.parsed_units}
        is_newer = last and asked.chosen_at and asked.chosen_at > last.created_at
        if last and last.unit in names and not is_newer:
            return last.unit
        return asked.unit

    @property
    def last_readings(self) -> list[str]:
        """What was measured last of each measure, of the latest day that has it."""
        if not self.measurements:
            return []
        by_day = sorted(
            self._last_measurements,
            key=attrgetter("felt_on", "written_at"),
            reverse=True,
        )
        found = (_first_of(by_day, form.measure) for form in self.measurements)
        return [last.reading_with_scale for last in found if last]

    @property
    def measure_names(self) -> list[str]:
        names = (form.measure.label for form in self.measurements)
        return [name.partition(",")[0] for name in names]

    @property
    def asks_question(self) -> bool:
        return self.entry is None

    @property
    def has_ratings(self) -> bool:
        """Whether the feeling or a symptom has an answer or an error."""
        return bool(
            _holds(self.day, "overall")
            or any(
                _holds(form, "severity", "stopped") or form.has_answers
                for form in self.ratings
            )
        )

    @property
    def has_measurements(self) -> bool:
        """Whether there is a number, right or wrong."""
        return any(_holds(form, "value", "second_value") for form in self.measurements)

    @property
    def has_note(self) -> bool:
        return _holds(self.day, "note", "discuss")

    @property
    def has_question(self) -> bool:
        return _holds(self.day, "question")

    @property
    def has_day(self) -> bool:
        """Whether the day or its part is not what it is at first."""
        if self.entry or _holds(self.day, "part_of_day"):
            return True
        return str(self.day["felt_on"].value()) != str(self.day.today)

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
    def forms(self) -> list[CleanTextMixin]:
        """All the small forms, in the order of the page."""
        return [self.day, *self.ratings, *self.measurements, *self._filled_event]

    @property
    def filled(self) -> list[CleanTextMixin]:
        """The forms to validate: all but measurements and events without content."""
        return [
            self.day,
            *self.ratings,
            *self.filled_measurements,
            *self._filled_event,
        ]

    @property
    def _filled_event(self) -> list[HealthEventForm]:
        return [self.event] if self.event and self.has_event else []

    @property
    def errors(self) -> bool:
        return any(form.errors for form in self.filled)

    def is_valid(self) -> bool:
        """Whether every form is, and something was said at all."""
        refused = [form for form in self.filled if not form.is_valid()]
        if not refused and not self._says_something:
            self.day.add_error(
                "overall",
                _(
                    "Enter at least one thing: how you feel, a symptom, a "
                    "measurement, or a note."
                ),
            )
            return False
        return not refused

    @property
    def _says_something(self) -> bool:
        data = self.entry_data
        return bool(not data.is_empty or data.question or self.has_event)

    def check_version(self) -> None:
        """Check for a conflicting correction, in the transaction that saves this one.

        Raises:
            ConflictError: The entry was corrected elsewhere meanwhile.
        """
        if self.entry:
            another = reverse("today", args=[self.patient.pk])
            check_version(self.entry, *self.filled, as_new=another)

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


def _first_of(
    measurements: Iterable[Measurement], measure: Measure
) -> Measurement | None:
    return next((m for m in measurements if m.measure_id == measure.pk), None)


def _holds(form: CleanTextMixin, *names: str) -> bool:
    """Whether one of these fields has a value or an error."""
    fields = [form[name] for name in names if name in form.fields]
    return any(field.value() or field.errors for field in fields)


def _initial_measurement(measurement: Measurement | None) -> dict[str, Any]:
    """The initial values of a measurement form."""
    if measurement is None:
        return {}
    values = {"value": measurement.value, "second_value": measurement.second_value}
    filled = {
        name: plain_number(value) for name, value in values.items() if value is not None
    }
    return filled | {"unit": measurement.unit}
