"""The questions of an entry: one small form for the day, each symptom, each measure."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.care_circle.models import Patient, Units
from myeloma_journal.catalogue.models import Measure, Symptom
from myeloma_journal.core.fields import DayField
from myeloma_journal.core.forms import PageForm
from myeloma_journal.core.numbers import parse_number
from myeloma_journal.journal.models import (
    NOTE_LENGTH,
    OF_TEN,
    OWN_FIELDS,
    Entry,
    FollowedSymptom,
    Overall,
    PartOfDay,
    Severity,
    Stopped,
)
from myeloma_journal.questions.models import QUESTION_LENGTH

US_UNITS = ("°F", "lb")
# How a number may look, where a plain one would look odd.
EXAMPLES = {"°F": "98.6", "°C": "36.8", "lb": "151.5", "kg": "68.5", OF_TEN: "3"}


@dataclass(frozen=True)
class Answers:
    """What a filled-in page says, ready to be written down."""

    day: dict[str, Any]
    ask: str = ""
    ratings: dict[FollowedSymptom, tuple[int, int | None]] = field(default_factory=dict)
    measurements: dict[Measure, tuple[Decimal, str]] = field(default_factory=dict)
    # What the page asked about: only there does no answer mean "take it away".
    asked: frozenset[FollowedSymptom | Measure | None] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said of how it was."""
        words = self.day["overall"], self.day["note"], self.ratings, self.measurements
        return all(said in (None, "", {}) for said in words)


class DayForm(PageForm):
    """The day itself: how it was on the whole, in one's own words, and when."""

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
    ask = forms.CharField(
        label=gettext_lazy("A question to ask at the visit"),
        max_length=QUESTION_LENGTH,
        required=False,
    )
    client_uuid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Ask about a day no later than `today`, the patient's own."""
        self.today = today
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["felt_on"]).until(today)

    def clean_client_uuid(self) -> uuid.UUID:
        """Without one this is a page of its own."""
        return self.cleaned_data["client_uuid"] or uuid.uuid4()


class RatingForm(PageForm):
    """One followed symptom: how strong, and what it stopped."""

    severity = forms.TypedChoiceField(
        choices=Severity.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    stopped = forms.TypedChoiceField(
        label=gettext_lazy("Did it stop you doing things?"),
        choices=Stopped.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, followed: FollowedSymptom, **kwargs: Any) -> None:
        """Ask about `followed`."""
        self.followed = followed
        self.last: str = ""
        super().__init__(*args, prefix=f"s-{followed.pk}", **kwargs)
        self.fields["severity"].label = followed.name


class MeasurementForm(PageForm):
    """One number and its unit, as the device showed it."""

    value = forms.CharField(
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)

    def __init__(
        self, *args: Any, measure: Measure, units: str, unit: str = "", **kwargs: Any
    ) -> None:
        """Ask for `measure`, in the unit used before or the one people here use."""
        self.measure = measure
        super().__init__(*args, prefix=f"m-{measure.slug}", **kwargs)
        self.fields["value"].label = measure.label
        names = [one["unit"] for one in measure.units]
        if units == Units.US:
            names.sort(key=lambda name: name not in US_UNITS)
        cast(forms.ChoiceField, self.fields["unit"]).choices = [
            (name, name) for name in names
        ]
        self.fields["unit"].label = _("Unit of %(measure)s") % {
            "measure": measure.label.lower()
        }
        self.initial.setdefault("unit", unit or names[0])

    @property
    def has_units(self) -> bool:
        """Whether there is a unit to choose."""
        return len(self.measure.units) > 1

    @property
    def only_unit(self) -> str:
        """The unit to print beside the field, where the label does not say it."""
        unit: str = self.measure.units[0]["unit"]
        return "" if unit == OF_TEN else unit

    def clean(self) -> dict[str, Any]:
        """Take the number as typed; refuse what no device could have shown."""
        typed = (self.cleaned_data.get("value") or "").strip()
        unit = self.cleaned_data.get("unit") or self.measure.units[0]["unit"]
        self.cleaned_data |= {"value": None, "unit": unit}
        if not typed:
            return self.cleaned_data
        try:
            number = parse_number(typed)
        except ValueError:
            self.add_error(
                "value",
                _(
                    "%(measure)s: “%(typed)s” is not a number. "
                    "Write it like %(example)s."
                )
                % {
                    "measure": self.measure.label,
                    "typed": typed,
                    "example": EXAMPLES.get(unit, "80"),
                },
            )
            return self.cleaned_data
        if problem := self._problem(number, unit):
            self.add_error("value", problem)
        self.cleaned_data["value"] = number
        return self.cleaned_data

    def _problem(self, number: Decimal, unit: str) -> str:
        limits = {one["unit"]: one for one in self.measure.units}
        high = f"{limits[unit]['hard_max']:g}"
        words = {
            "measure": self.measure.label,
            "typed": _with_unit(f"{number:f}", unit),
            "low": f"{limits[unit]['hard_min']:g}",
            "high": _with_unit(high, unit),
        }
        if not _fits(number, limits[unit]):
            others = [name for name in limits if _fits(number, limits[name])]
            if others:
                words["other"] = others[0]
                return (
                    _(
                        "%(measure)s: you wrote %(typed)s. Is it %(other)s? "
                        "Choose the unit beside the number."
                    )
                    % words
                )
            return (
                _(
                    "%(measure)s: you wrote %(typed)s. "
                    "Choose a number from %(low)s to %(high)s."
                )
                % words
            )
        places = -int(number.normalize().as_tuple().exponent)
        if places > 2 or (places > 0 and limits[unit]["decimals"] == 0):
            return _("Write %(measure)s with fewer digits after the point.") % words
        return ""


def _with_unit(number: str, unit: str) -> str:
    return number if unit == OF_TEN else f"{number} {unit}"


def _fits(number: Decimal, limits: Mapping[str, Any]) -> bool:
    low, high = (Decimal(str(limits[name])) for name in ("hard_min", "hard_max"))
    return low <= number <= high


class EntryForm:
    """The whole page of one entry: to the person filling it in it is one form."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        patient: Patient,
        followed: Iterable[FollowedSymptom],
        measures: Iterable[Measure],
        entry: Entry | None = None,
        last: Entry | None = None,
        about: str = "",
    ) -> None:
        """Ask about a day.

        Args:
            data: What was sent, or None for a page to fill in.
            patient: Whose journal it is.
            followed: The symptoms asked about, in this order.
            measures: The measures asked for.
            entry: The entry that is being corrected.
            last: The entry before, to say "last time: moderate".
            about: The name of the patient, when somebody else is asked about them.
        """
        ratings = {r.followed_id: r for r in entry.ratings.all()} if entry else {}
        taken = {m.measure_id: m for m in entry.measurements.all()} if entry else {}
        before = {r.followed_id: r for r in last.ratings.all()} if last else {}
        units = {m.measure_id: m.unit for m in last.measurements.all()} if last else {}
        self.patient = patient
        self.day = DayForm(data, today=patient.today(), initial=self._day_of(entry))
        if entry:
            self.day.fields["overall"].label = _("How was that day on the whole?")
        elif about:
            words = {"name": about}
            self.day.fields["overall"].label = _("How is %(name)s today?") % words
        self.ratings = [
            RatingForm(data, followed=one, initial=_initial(ratings.get(one.pk)))
            for one in followed
        ]
        for form in self.ratings:
            if rating := before.get(form.followed.pk):
                form.last = rating.get_severity_display()
        self.measurements = [
            MeasurementForm(
                data,
                measure=one,
                units=patient.units,
                unit=units.get(one.pk, ""),
                initial=_initial(taken.get(one.pk)),
            )
            for one in measures
        ]

    def _day_of(self, entry: Entry | None) -> dict[str, Any]:
        if entry is None:
            return {"felt_on": self.patient.today(), "client_uuid": uuid.uuid4()}
        return {name: getattr(entry, name) for name in OWN_FIELDS}

    @property
    def forms(self) -> list[PageForm]:
        """All the small forms, in the order of the page."""
        return [self.day, *self.ratings, *self.measurements]

    @property
    def errors(self) -> bool:
        """Whether anything was refused."""
        return any(form.errors for form in self.forms)

    def is_valid(self) -> bool:
        """Whether every form is, and something was said at all."""
        refused = [form for form in self.forms if not form.is_valid()]
        if not refused and self.answers.is_empty and not self.answers.ask:
            self.day.add_error(
                "overall",
                _(
                    "Write at least one thing: how you feel, a symptom, a number, "
                    "or a few words."
                ),
            )
            return False
        return not refused

    def question(self) -> str:
        """The question to ask at the visit, taken by itself; with no words, refused."""
        refused = self.day.errors.get("ask")
        question: str = self.day.cleaned_data.get("ask", "")
        if not question and not refused:
            self.day.add_error("ask", _("Write your question first."))
        return question

    @cached_property
    def answers(self) -> Answers:
        """What was said. Only of a page that is valid."""
        day = dict(self.day.cleaned_data)
        ratings = {}
        for form in self.ratings:
            severity = form.cleaned_data["severity"]
            stopped = form.cleaned_data["stopped"] if severity else None
            if severity is not None:
                ratings[form.followed] = (severity, stopped)
        measurements = {
            form.measure: (form.cleaned_data["value"], form.cleaned_data["unit"])
            for form in self.measurements
            if form.cleaned_data["value"] is not None
        }
        symptoms = (form.followed for form in self.ratings)
        measures = (form.measure for form in self.measurements)
        asked = frozenset[FollowedSymptom | Measure | None]((*symptoms, *measures))
        return Answers(day, day.pop("ask"), ratings, measurements, asked)


def _initial(record: Any) -> dict[str, Any]:
    """The answers a form starts from, taken from a rating or a measurement."""
    if record is None:
        return {}
    if hasattr(record, "severity"):
        return {"severity": record.severity, "stopped": record.stopped}
    return {"value": f"{record.value.normalize():f}", "unit": record.unit}


def same_as(last: Entry, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, and where nothing was, what the last entry said of symptoms.

    Only what comes back day after day is filled in: how one feels and how strong each
    symptom is. Words and numbers belong to their own day.
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


class FollowForm(PageForm):
    """Which symptoms to follow."""

    follow = forms.ModelMultipleChoiceField(
        Symptom.objects.none(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    own = forms.CharField(
        label=gettext_lazy("A symptom of your own"),
        help_text=gettext_lazy("In your words, if it is not in the list."),
        max_length=100,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the symptoms that a whole circle may read about."""
        super().__init__(*args, **kwargs)
        offered = cast(forms.ModelMultipleChoiceField, self.fields["follow"])
        offered.queryset = Symptom.objects.filter(is_private=False)
