"""One rating or one measurement of an entry."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, NamedTuple, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.catalogue.models import Measure
from myeloma_journal.catalogue.units import OF_TEN, Unit
from myeloma_journal.journal.entry_data import MeasurementData, RatingData
from myeloma_journal.journal.follow_ups import Answer, answers_in_words
from myeloma_journal.journal.forms.follow_ups import follow_up_field
from myeloma_journal.journal.models import FollowedSymptom, Severity, Stopped
from myeloma_journal.platform.forms.base import ConfirmUnusualMixin, PageForm
from myeloma_journal.platform.forms.fields import number_that_fits
from myeloma_journal.platform.forms.numbers import plain_number
from myeloma_journal.platform.forms.offers import Offer, OfferError

# How a number may look, where a plain one would look odd.
EXAMPLES = {
    "°F": "98.6",
    "°C": "36.8",
    "lb": "151.5",
    "kg": "68.5",
    OF_TEN: "3",
    "%": "97",
    "hours": "7.5",
    "steps/day": "6000",
    "mmHg": "120",
    "mmol/L": "5.5",
}
MAX_DECIMALS = 2
# Before the id of a follow-up question in the name of its field.
ANSWER = "a-"
NO_ANSWER: tuple[Any, ...] = (None, "", [])
Limit = Literal["hard", "soft"]


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
        label=gettext_lazy("Did it keep you from doing things?"),
        choices=Stopped.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        followed: FollowedSymptom,
        is_rated: bool = False,
    ) -> None:
        """Ask about `followed`; if `is_rated`, it is from `for_editing`."""
        self.followed = followed
        self.last: str = ""
        super().__init__(data, prefix=f"s-{followed.pk}")
        self.fields["severity"].label = followed.name
        self._stored: dict[str, Answer] = {}
        self._stored_words = ""
        if is_rated:
            self._fill_in(followed)
        symptom = followed.symptom
        self.follow_up_questions = symptom.follow_ups if symptom else []
        names = {follow_up["id"] for follow_up in self.follow_up_questions}
        for follow_up in self.follow_up_questions:
            name = ANSWER + follow_up["id"]
            answer = self._stored.get(follow_up["id"])
            self.fields[name] = follow_up_field(follow_up, answer, about=followed.name)
            self.initial[name] = answer
        # Answers to questions that have left the catalogue.
        self._kept = {
            name: answer for name, answer in self._stored.items() if name not in names
        }

    def _fill_in(self, followed: Any) -> None:
        rated = {"severity": followed.severity, "stopped": followed.stopped}
        self.initial.update(rated)
        self._stored = followed.answers or {}
        self._stored_words = followed.answers_in_words or ""

    @property
    def about(self) -> str:
        """What tells its questions from those of the other symptoms, in a conflict."""
        return self.followed.name

    @property
    def follow_ups(self) -> list[forms.BoundField]:
        """The fields of the follow-up questions."""
        return [self[ANSWER + asked["id"]] for asked in self.follow_up_questions]

    @property
    def has_answers(self) -> bool:
        """Whether a follow-up question is answered, well or not."""
        return any(field.value() not in NO_ANSWER for field in self.follow_ups)

    @property
    def rating_data(self) -> RatingData | None:
        """The data of a valid form; more than the severity only for what was felt."""
        severity = self.cleaned_data["severity"]
        if not severity:
            return None if severity is None else RatingData(severity)
        answers = self._kept | self._answers()
        # A new wording in the catalogue is no change of the entry.
        words = (
            self._stored_words
            if answers == self._stored
            else answers_in_words(self.follow_up_questions, answers)
        )
        return RatingData(severity, self.cleaned_data["stopped"], answers, words)

    def clean(self) -> dict[str, Any]:
        """Refuse what was said of a symptom that was not felt: it would be lost."""
        is_felt = self.cleaned_data.get("severity") or "severity" in self.errors
        if self._answers() and not is_felt:
            text = _(
                "%(symptom)s: you wrote more about it. Choose how severe it was, "
                "or clear the answers."
            )
            self.add_error("severity", text % {"symptom": self.followed.name})
        if self.cleaned_data.get("stopped") and not is_felt:
            text = _(
                "%(symptom)s: you said it kept you from doing things. Choose how "
                "severe it was, or choose No or Clear below."
            )
            self.add_error("stopped", text % {"symptom": self.followed.name})
        return self.cleaned_data

    def _answers(self) -> dict[str, Answer]:
        given: Iterator[tuple[str, Any]] = (
            (asked["id"], self.cleaned_data.get(ANSWER + asked["id"]))
            for asked in self.follow_up_questions
        )
        return {name: answer for name, answer in given if answer not in NO_ANSWER}


class Part(NamedTuple):
    """A field for a number, what it is called in sentences, and its units."""

    field: str
    name: str
    units: Sequence[Unit]


class MeasurementForm(ConfirmUnusualMixin, PageForm):
    """One measure: a number and its unit, or a higher and a lower number.

    A number past a hard limit is refused. One past a soft limit is asked about once:
    ticked as right, it is taken.
    """

    value = forms.CharField(
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    second_value = forms.CharField(
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)

    def __init__(self, *args: Any, measure: Measure, unit: str, **kwargs: Any) -> None:
        """Ask for `measure`, in `unit` unless the person says otherwise."""
        self.measure = measure
        super().__init__(*args, prefix=f"m-{measure.slug}", **kwargs)
        self.fields["value"].label = measure.label
        self.initial.setdefault("unit", unit)
        names = [unit.name for unit in measure.parsed_units]
        cast(forms.ChoiceField, self.fields["unit"]).choices = [
            (name, name) for name in sorted(names, key=lambda name: name != unit)
        ]
        self.fields["unit"].label = _("%(measure)s: unit") % {"measure": measure.label}
        if self.has_two:
            first, second = (self._part_label(part) for part in measure.parts)
            self.fields["value"].label = first
            self.fields["second_value"].label = second
        if self.is_scale:
            self.fields["value"].widget = forms.RadioSelect(
                choices=[(number, number) for number in self._steps()]
            )

    @property
    def has_units(self) -> bool:
        """Whether there is a unit to choose."""
        return len(self.measure.units) > 1

    @property
    def has_two(self) -> bool:
        """Whether two numbers belong together, as of blood pressure."""
        return bool(self.measure.parts)

    @property
    def is_scale(self) -> bool:
        """Whether the number is one of the steps of a scale."""
        return [unit.name for unit in self.measure.parsed_units] == [OF_TEN]

    @property
    def only_unit(self) -> str:
        """The unit to print beside the field, where the label does not say it."""
        unit = self.measure.parsed_units[0].name
        return "" if unit == OF_TEN else unit

    @property
    def measurement_data(self) -> MeasurementData | None:
        """The data of a valid form."""
        data = self.cleaned_data
        if data["value"] is None:
            return None
        return MeasurementData(data["value"], data["unit"], data["second_value"])

    @property
    def confirm_value(self) -> str:
        """The number or numbers, and the unit."""
        names = ("value", "second_value", "unit")
        typed = (str(self[name].value() or "").strip() for name in names)
        return " ".join(text for text in typed if text)

    def clean(self) -> dict[str, Any]:
        """Take the number as typed; refuse what no device could have shown."""
        unit = self.cleaned_data.get("unit") or self.measure.parsed_units[0].name
        self.cleaned_data["unit"] = unit
        numbers = [self._number(part, unit) for part in self._parts()]
        self.cleaned_data.setdefault("second_value", None)
        if self.has_two and not self.errors:
            self._refuse_half(*numbers)
        if not self.errors:
            self.require_confirmation("value")
        return self.cleaned_data

    def _steps(self) -> range:
        unit = self.measure.parsed_units[0]
        return range(int(unit.hard_min), int(unit.hard_max) + 1)

    def _parts(self) -> Iterator[Part]:
        if not self.has_two:
            yield Part("value", self.measure.label, self.measure.parsed_units)
            self.cleaned_data["second_value"] = None
            return
        for name, part in zip(
            ("value", "second_value"), self.measure.parts, strict=True
        ):
            yield Part(name, self._part_label(part), [Unit.parse(part)])

    def _part_label(self, part: dict[str, Any]) -> str:
        names = {"measure": self.measure.label, "part": part["label"]}
        return _("%(measure)s (%(part)s)") % names

    def _number(self, part: Part, unit_name: str) -> Decimal | None:
        """The number in one field, with what is to be said about it."""
        typed = (self.cleaned_data.get(part.field) or "").strip()
        self.cleaned_data[part.field] = None
        if not typed:
            return None
        unit = next(unit for unit in part.units if unit.name == unit_name)
        try:
            number = number_that_fits(_without_unit(typed, unit), unit.fits_hard)
        except OfferError as unclear:
            self.add_error(part.field, unclear)
            return None
        except ValueError:
            words = {
                "measure": part.name,
                "typed": typed,
                "example": EXAMPLES.get(unit_name, "80"),
            }
            text = _(
                "%(measure)s: “%(typed)s” is not a number. Enter a number like "
                "%(example)s."
            )
            self.add_error(part.field, text % words)
            return None
        if problem := _problem(number, unit, part):
            self.add_error(part.field, problem)
        elif warning := _warning(number, unit, part):
            self.warnings.append(warning)
            if other := _other_unit(number, unit, part, "soft"):
                self.offers.append(_in_unit(typed, other))
        self.cleaned_data[part.field] = number
        return number

    def _refuse_half(self, first: Decimal | None, second: Decimal | None) -> None:
        """Two numbers belong together, and the first is the higher one."""
        words = {"measure": self.measure.label}
        if (first is None) != (second is None):
            missing = "value" if first is None else "second_value"
            self.add_error(missing, _("%(measure)s: enter both numbers.") % words)
        elif first is not None and second is not None and first <= second:
            text = _(
                "%(measure)s: the top number should be higher than the bottom one. "
                "Check both."
            )
            self.add_error("value", text % words)


def _without_unit(typed: str, unit: Unit) -> str:
    """The number alone, where the chosen unit was typed after it: 98.6 F, 97%."""
    name = unit.name.removeprefix("°")
    return re.sub(
        rf"(?<=\d) ?°? ?{re.escape(name)}\.?$", "", typed, flags=re.IGNORECASE
    )


def _problem(number: Decimal, unit: Unit, part: Part) -> str | OfferError:
    """Why the number cannot be, and what to do; empty when it can."""
    words = {"measure": part.name, "typed": _with_unit(f"{number:f}", unit)}
    if not unit.fits_hard(number):
        if other := _other_unit(number, unit, part, "hard"):
            text = _(
                "%(measure)s: %(typed)s can’t be right. "
                "Did you mean %(number)s %(other)s?"
            )
            words |= {"number": f"{number:f}", "other": other}
            return OfferError(text % words, [_in_unit(f"{number:f}", other)])
        words |= {
            "low": plain_number(unit.hard_min),
            "high": _with_unit(plain_number(unit.hard_max), unit),
        }
        return (
            _(
                "%(measure)s: you entered %(typed)s. Enter a number from %(low)s to "
                "%(high)s."
            )
            % words
        )
    decimals = -int(number.normalize().as_tuple().exponent)
    if decimals > MAX_DECIMALS or (decimals > 0 and unit.decimals == 0):
        return _("%(measure)s: use fewer digits after the decimal point.") % words
    return ""


def _warning(number: Decimal, unit: Unit, part: Part) -> str:
    """The question about a number that is more likely a slip; empty for others."""
    if unit.fits_soft(number):
        return ""
    words = {"measure": part.name, "typed": _with_unit(f"{number:f}", unit)}
    if other := _other_unit(number, unit, part, "soft"):
        return _which_unit() % (words | {"other": other})
    return _("%(measure)s: you entered %(typed)s. Is that right?") % words


def _which_unit() -> str:
    return _(
        "%(measure)s: you entered %(typed)s. Did you mean %(other)s? If so, choose "
        "the unit next to the number."
    )


def _in_unit(number: str, unit: str) -> Offer:
    """The same number in another unit."""
    return Offer(f"{number} {unit}", {"unit": unit})


def _other_unit(number: Decimal, unit: Unit, part: Part, limit: Limit) -> str:
    """Another unit that the number would fit; empty when there is none."""
    fitting = (
        other.name
        for other in part.units
        if other != unit
        and (other.fits_hard if limit == "hard" else other.fits_soft)(number)
    )
    return next(fitting, "")


def _with_unit(number: str, unit: Unit) -> str:
    return number if unit.name == OF_TEN else f"{number} {unit.name}"
