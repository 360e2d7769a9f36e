"""Reads the number and the range that were typed, and asks where either is unclear."""

from decimal import Decimal

from django.utils.translation import gettext as _

from myeloma_journal.catalogue.models import LabMarker
from myeloma_journal.catalogue.units import Unit
from myeloma_journal.labs.forms.choices import unit_of
from myeloma_journal.labs.parsing import (
    ParsedResult,
    parse_limit,
    parse_range,
    parse_result,
)
from myeloma_journal.labs.units import normalize_unit
from myeloma_journal.platform.forms.base import PageForm
from myeloma_journal.platform.forms.fields import which_number
from myeloma_journal.platform.forms.numbers import (
    COMMA,
    POINT,
    AmbiguousNumberError,
    plain_signs,
)
from myeloma_journal.platform.forms.offers import Offer, OfferError

# Hardly any result is so many times the upper end of its range.
MOST_TIMES_HIGH = 100


class TypedValuesForm(PageForm):
    """Has the fields `typed`, `unit`, `low` and `high`."""

    # The sign before decimals, where other numbers tell it; and whether those are of
    # its own range.
    decimal_sign = ""
    is_sign_of_range = False
    # Whether a range may be a word, as a column of ranges has it: "negative".
    allows_worded_range = False
    marker: LabMarker | None = None

    def _parse_typed(self) -> ParsedResult | None:
        """The parsed result, or None after adding an error."""
        typed = self.cleaned_data.get("typed")
        if not typed:
            return None
        try:
            return self._parse(typed)
        except OfferError as unclear:
            self.add_error("typed", unclear)
        except ValueError:
            problem = _(
                "“%(typed)s” isn’t clear. Enter a number like 0.8, 1500, or <0.1, or "
                "a word like trace."
            )
            self.add_error("typed", problem % {"typed": typed})
        return None

    def _parse(self, typed: str) -> ParsedResult:
        """The result; of two readings the only one that the test can have.

        Raises:
            OfferError: Both can be.
            ValueError: It is neither a number nor a word.
        """
        try:
            return parse_result(typed, POINT if self._keeps(["typed"]) else "")
        except AmbiguousNumberError as ambiguous:
            as_decimal = parse_result(typed, POINT if "." in ambiguous.text else COMMA)
            typed_unit = self.cleaned_data.get("unit") or as_decimal.unit
            unit = unit_of(self.marker, typed_unit) if self.marker else None
            question = which_number(ambiguous.text, ambiguous.readings)
            plain = plain_signs(typed)
            texts = [
                plain.replace(ambiguous.text, str(offer.values), 1)
                for offer in question.offers
            ]
            likely = self._likely(ambiguous, unit)
            if len(likely) == 1:
                return parse_result(texts[ambiguous.readings.index(likely[0])])
            question.offers = [
                Offer(offer.label, text)
                for offer, text in zip(question.offers, texts, strict=True)
            ]
            raise question from None

    def _keeps(self, names: list[str]) -> bool:
        """Whether these fields have what a saved result filled in, which was read."""
        saved = {name: self.initial.get(name, "") for name in names}
        typed = {name: self.cleaned_data.get(name) for name in names}
        return any(saved.values()) and saved == typed

    def _likely(self, ambiguous: AmbiguousNumberError, unit: Unit | None) -> list[str]:
        """The readings that can be meant: one, or both where somebody is to be asked.

        A point elsewhere makes 1.250 a number with decimals only where 1250 is none
        that the test can have: a value a thousand times too small looks like a value.
        """
        whole, decimal = ambiguous.readings
        likely = [
            number
            for number in ambiguous.readings
            if not unit or unit.fits_hard(Decimal(number))
        ]
        if not self.decimal_sign or len(likely) == 1:
            return likely
        if self.decimal_sign not in ambiguous.text:
            return [whole]
        if self.is_sign_of_range or not self._can_be(Decimal(whole), unit):
            return [decimal]
        return likely

    def _can_be(self, value: Decimal, unit: Unit | None) -> bool:
        """Whether the test can have this value; by its range, where it is not known."""
        if unit:
            return unit.fits_soft(value)
        try:
            range_ = self.cleaned_data.get("low") or ""
            high = self.cleaned_data.get("high") or parse_range(range_).high
            return value <= MOST_TIMES_HIGH * (parse_limit(high) or value)
        except ValueError:
            return True

    def _check_range(self) -> None:
        """Read the limits, or a whole range in the first field; check their order."""
        data = self.cleaned_data
        if self._keeps(["low", "high"]):
            return  # filled in as it was saved; it may have a word: "negative"
        if data.get("low") and not data.get("high"):
            self._split_range(data["low"])
        ends: dict[str, Decimal] = {}
        for end in ("low", "high"):
            typed = data.get(end)
            if not typed or end in self.errors:
                continue
            try:
                reading = parse_result(typed, self.decimal_sign)
                if self.allows_worded_range and reading.word and not reading.unit:
                    continue
                if reading.value is None or reading.flag:
                    raise ValueError(typed)
                ends[end], data[end] = reading.value, reading.typed
            except AmbiguousNumberError as unclear:
                self.add_error(end, which_number(unclear.text, unclear.readings))
            except ValueError:
                problem = _("“%(typed)s” is not a number. Enter a number like 12.0.")
                self.add_error(end, problem % {"typed": typed})
        if len(ends) == 2 and ends["low"] > ends["high"]:
            self.add_error(
                "high",
                _(
                    "In a range, the low number comes first: %(high)s is less than "
                    "%(low)s. Change one of them."
                )
                % {key: self.cleaned_data[key] for key in ends},
            )

    def _split_range(self, typed: str) -> None:
        """Split "3.3-19.4 mg/L" or "<26.3" into its ends."""
        try:
            both = parse_range(typed, self.decimal_sign)
        except ValueError:
            return
        data = self.cleaned_data
        unit = data.get("unit", "")
        if both.unit and unit and normalize_unit(both.unit) != normalize_unit(unit):
            problem = _("The range is in %(range)s, and the result in %(result)s.")
            words = {"range": both.unit, "result": unit}
            self.add_error("low", problem % words)
        data["low"], data["high"] = both.low, both.high
        data["unit"] = unit or both.unit
