"""Form that imports lab results from pasted lines."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import LabMarker
from myeloma_journal.labs.actions import find_conflicting, save_new, split_new
from myeloma_journal.labs.forms.choices import TestChoices
from myeloma_journal.labs.forms.results import ResultForm
from myeloma_journal.labs.models import LabResult
from myeloma_journal.labs.pasted_table import QUOTES, PastedTable, read_table
from myeloma_journal.platform.forms.base import PageForm
from myeloma_journal.platform.forms.days import ParsedDay, parse_day, resolve_day_order
from myeloma_journal.platform.forms.fields import OUT_OF_RANGE, DayField
from myeloma_journal.platform.forms.offers import Offer, OfferError
from myeloma_journal.platform.forms.partial_dates import FIRST_DAY

MAX_LINES = 500
MAX_LENGTH = 100_000
BARE_NUMBER = re.compile(r"[\d.]+", re.ASCII)
ORDERS = ("month_first", "day_first", "year_first")
# A number may be asked about first, and then its unit and its range.
MOST_QUESTIONS = 4


@dataclass(frozen=True)
class Question:
    """What a line leaves open: the name of its radio buttons, and the answers."""

    name: str
    offers: list[Offer]


@dataclass
class PastedRow:
    """One pasted line, and what was parsed from it."""

    number: int
    text: str
    cells: dict[str, str] = field(default_factory=dict)
    day: ParsedDay | None = None
    result: LabResult | None = None
    decimal_sign: str = ""
    is_sign_of_range: bool = False
    problems: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    # The tests of the catalogue that its name may mean, and the one that was chosen.
    suggested: list[LabMarker] = field(default_factory=list)
    chosen: str = ""
    is_unusual: bool = False
    other: LabResult | None = None
    is_saved: bool = False

    @property
    def test_name(self) -> str:
        """The name of the radio buttons for the test."""
        return f"t-{self.number}"


class PastedResult(ResultForm):
    """A result in a line; its warnings are shown in the preview."""

    allows_worded_range = True


class PasteForm(PageForm):
    """Pasted lab results: previewed, then saved.

    Radio buttons ask about what a line leaves open. Their answers are sent along with
    the text, and count as long as the line still asks the same.
    """

    text = forms.CharField(
        label=gettext_lazy("Lab results"),
        strip=False,
        max_length=MAX_LENGTH,
        error_messages={"required": gettext_lazy("Paste at least one line.")},
        help_text=gettext_lazy(
            "Put one result on each line, up to 500 lines at a time."
        ),
        widget=forms.Textarea(
            attrs={"rows": 10, "dir": "auto", "spellcheck": "false", "wrap": "off"}
        ),
    )
    taken_on = DayField(
        label=gettext_lazy("Date taken"),
        help_text=gettext_lazy("These lines have no date. We’ll use this one for all."),
        required=False,
    )

    def __init__(self, *args: Any, patient: Patient, **kwargs: Any) -> None:
        """Import results of `patient`."""
        self.patient = patient
        self.rows: list[PastedRow] = []
        self.ignored_columns: list[str] = []
        self.header = ""
        self.needs_day = False
        self.day_question: list[tuple[str, str]] = []
        # The answers that were used, to be sent again.
        self.answers: dict[str, str] = {}
        super().__init__(*args, use_required_attribute=False, **kwargs)
        cast(DayField, self.fields["taken_on"]).set_last(patient.today())

    def clean(self) -> dict[str, Any]:
        """Parse the lines; refuse a text that is no table of results."""
        if text := self.cleaned_data.get("text"):
            try:
                self._parse(text)
            except ValidationError as refused:
                self.add_error("text", refused)
        return self.cleaned_data

    def _parse(self, text: str) -> None:
        table = read_table(text)
        if not table.lines and not table.header:
            raise ValidationError(self.fields["text"].error_messages["required"])
        if table.header and table.missing:
            problem = _("The first line has no column named %(name)s. Add it.")
            raise ValidationError(problem % {"name": table.missing[0]})
        if (count := len(table.lines)) > MAX_LINES:
            problem = _("You pasted %(count)s lines. The limit is %(most)s at a time.")
            raise ValidationError(problem % {"most": MAX_LINES, "count": f"{count:,}"})
        if not table.lines:
            raise ValidationError(_("There are no results below the column names."))
        self.header, self.ignored_columns = table.header, table.ignored_columns
        self.needs_day = not table.has_days
        self.rows = [
            PastedRow(line.number, line.text, line.cells) for line in table.lines
        ]
        self._check_columns(table)
        self._parse_days(table)
        self._parse_results(table)

    @property
    def token(self) -> str:
        """Signature of the text that was previewed, for this journal."""
        text = self.data.get("text", "")
        return salted_hmac("labs.paste", f"{self.patient.pk} {text}").hexdigest()

    @property
    def is_previewed(self) -> bool:
        """Whether this text is the one that was previewed."""
        return constant_time_compare(self.data.get("seen", ""), self.token)

    @property
    def new(self) -> list[LabResult]:
        """The results that saving would add."""
        return [row.result for row in self.rows if row.result and not row.is_saved]

    @property
    def known(self) -> list[PastedRow]:
        """The lines that are saved already, or repeated."""
        return [row for row in self.rows if row.is_saved]

    @property
    def parsed(self) -> list[PastedRow]:
        """The lines that are valid results."""
        return [row for row in self.rows if row.result]

    @property
    def refused(self) -> list[PastedRow]:
        """The lines with a problem."""
        return [row for row in self.rows if row.problems]

    @property
    def has_questions(self) -> bool:
        """Whether an answer would solve a problem."""
        return bool(self.day_question) or any(row.questions for row in self.rows)

    @property
    def waits_for_day(self) -> bool:
        """Whether nothing can be read before the day is written."""
        return self.needs_day and not self.cleaned_data.get("taken_on")

    @property
    def text_to_correct(self) -> str:
        """The lines that cannot be saved, below the header."""
        refused = [row.text for row in self.refused]
        return "\n".join([self.header, *refused] if self.header else refused)

    def save(self) -> list[LabResult]:
        """Save the valid lines that are not saved yet."""
        return save_new(self.patient, self.new)

    def _check_columns(self, table: PastedTable) -> None:
        most = len(table.names)
        for row, line in zip(self.rows, table.lines, strict=True):
            if any(line.values[most:]):
                problem = _(
                    "This line has %(count)s columns instead of %(most)s. If a result "
                    "has a comma in it, put the result in quotation marks."
                )
                params = {"count": len(line.values), "most": most}
                row.problems.append(problem % params)
            elif len(line.values) < 2:
                problem = _(
                    "Put a comma, semicolon, or tab between the date, the test, "
                    "and the result."
                )
                row.problems.append(problem)

    def _parse_days(self, table: PastedTable) -> None:
        for row in self.rows:
            if row.problems:
                continue
            if not table.has_days:
                day = self.cleaned_data.get("taken_on")
                row.day = ParsedDay(day, day) if day else None
                continue
            try:
                parsed = parse_day(row.cells["date"])
                row.day = parsed.within(FIRST_DAY, self.patient.today())
            except ValueError:
                typed = row.cells["date"]
                problem = _("“%(typed)s” is not a date. Enter it like 2026-11-24.")
                row.problems.append(
                    problem % {"typed": typed} if typed else _("Enter the date.")
                )

    def _days(self) -> dict[ParsedDay, date | None]:
        """Each day, in the one order that fits all, or that was chosen."""
        days = resolve_day_order(row.day for row in self.rows if row.day)
        unclear = [day for day, resolved in days.items() if resolved is None]
        order = self.data.get("day_order", "")
        if unclear and order in ORDERS:
            self.answers["day_order"] = order
            days |= {day: getattr(day, order) or day.unambiguous for day in unclear}
        elif unclear:
            # Each reading once, though 03/04/2026 is the same with two orders.
            by_day = {getattr(unclear[0], order): order for order in reversed(ORDERS)}
            self.day_question = [
                (order, date_format(day, "DATE_FORMAT"))
                for day, order in reversed(by_day.items())
                if day
            ]
        return days

    def _parse_results(self, table: PastedTable) -> None:
        tests = TestChoices.current(patient=self.patient)
        days, sign = self._days(), table.decimal_sign
        for row, line in zip(self.rows, table.lines, strict=True):
            if row.day:
                day = days[row.day]
                row.problems += self._problems_of_day(row.day, day)
                own_sign = line.decimal_sign
                row.decimal_sign = own_sign or sign
                row.is_sign_of_range = bool(own_sign)
                self._parse_result(row, day, tests)
        valid = [row for row in self.rows if row.result]
        new, _known = split_new(
            self.patient, [row.result for row in valid if row.result]
        )
        new_ids = {result.pk for result in new}
        others = find_conflicting(self.patient, new)
        for row in valid:
            if row.result:
                row.is_saved = row.result.pk not in new_ids
                row.other = others.get(row.result.pk)

    def _problems_of_day(self, parsed: ParsedDay, day: date | None) -> Iterator[str]:
        today = self.patient.today()
        if day is None:
            first, second, *_rest = parsed.readings
            problem = _(
                "Is that %(month_first)s or %(day_first)s? Enter %(one)s or %(other)s."
            )
            yield problem % {
                "month_first": date_format(first, "MONTH_DAY_FORMAT"),
                "day_first": date_format(second, "MONTH_DAY_FORMAT"),
                "one": first.isoformat(),
                "other": second.isoformat(),
            }
        elif not FIRST_DAY <= day <= today:
            days = {"day": day, "first": FIRST_DAY, "last": today}
            yield str(OUT_OF_RANGE) % {
                key: date_format(value, "DATE_FORMAT") for key, value in days.items()
            }

    def _parse_result(
        self, row: PastedRow, day: date | None, tests: TestChoices
    ) -> None:
        cells = row.cells
        name = cells["test"].strip(QUOTES).strip()
        if not name:
            row.problems.append(_("Enter the name of the test."))
            return
        if BARE_NUMBER.fullmatch(cells["unit"]):
            problem = _(
                "“%(unit)s” is not a unit. If the result is %(result)s,%(unit)s, put "
                "it in quotation marks."
            )
            params = {"unit": cells["unit"], "result": cells["result"]}
            row.problems.append(problem % params)
            return
        form = self._answered_form(row, name, tests)
        for errors in form.errors.values():
            row.problems += map(str, errors)
        if day and not row.problems:
            result = LabResult(patient=self.patient, collected_on=day)
            row.result, row.is_unusual = form.fill(result), bool(form.warnings)
            if form.marker:
                # Exports abbreviate: "Hb" or "HGB"; use one name. A name that
                # somebody joined stays, so that it is known again.
                is_sure = tests.is_name_of(form.marker, name)
                row.result.name = form.marker.name if is_sure else name

    def _answered_form(
        self, row: PastedRow, name: str, tests: TestChoices
    ) -> PastedResult:
        """The form of the line, with the answers to what it leaves open."""
        cells = row.cells
        row.suggested = tests.suggest(name, cells["unit"])
        chosen = self.data.get(row.test_name, "")
        row.chosen = chosen if chosen in {m.slug for m in row.suggested} else ""
        data = {
            "test": row.chosen,
            "name": "" if row.chosen else name,
            "typed": cells["result"],
            "unit": cells["unit"],
            "low": cells["low"] or cells["range"],
            "high": cells["high"],
            "flag": cells["flag"],
        }
        for _turn in range(MOST_QUESTIONS):
            form = PastedResult(data, tests=tests)
            form.decimal_sign = row.decimal_sign
            form.is_sign_of_range = row.is_sign_of_range
            row.questions = list(_questions(row, form))
            values = self._answer(row.questions)
            if not values:
                break
            data |= values
        return form

    def _answer(self, questions: list[Question]) -> dict[str, str]:
        """What the answers set; empty when none of the questions is answered."""
        values: dict[str, str] = {}
        for question in questions:
            answer = self.data.get(question.name, "")
            for offer in question.offers:
                if offer.label == answer:
                    self.answers[question.name] = answer
                    field_name = question.name.rpartition("-")[2]
                    values |= (
                        {field_name: offer.values}
                        if isinstance(offer.values, str)
                        else offer.values
                    )
        return values


def _questions(row: PastedRow, form: PastedResult) -> Iterator[Question]:
    for name, errors in form.errors.as_data().items():
        for error in errors:
            if isinstance(error, OfferError) and error.offers:
                yield Question(f"q-{row.number}-{name}", error.offers)
