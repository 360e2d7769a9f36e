"""Form that imports lab results from pasted CSV lines."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.labs.actions import find_conflicting, save_new, split_new
from myeloma_journal.labs.forms.choices import TestChoices
from myeloma_journal.labs.forms.results import ResultForm
from myeloma_journal.labs.models import LabResult
from myeloma_journal.labs.parsing import MONTH, ParsedDay, parse_day, resolve_day_order
from myeloma_journal.platform.forms.base import PageForm
from myeloma_journal.platform.forms.fields import OUT_OF_RANGE
from myeloma_journal.platform.forms.partial_dates import FIRST_DAY

MAX_LINES = 500
MAX_LENGTH = 100_000
COLUMNS = {
    "date": "date day taken taken_on collected collected_on collection_date "
    "date_collected sample_date drawn drawn_on date_drawn test_date",
    "test": "test name test_name lab_test analyte marker component parameter",
    "result": "result results value",
    "unit": "unit units",
    "low": "low from lower min minimum range_low range_from low_limit lower_limit",
    "high": "high to upper max maximum range_high range_to high_limit upper_limit",
}
NEEDED = ("date", "test", "result")
COLUMN_OF = {word: name for name, words in COLUMNS.items() for word in words.split()}
SEPARATORS = "\t;,"
# The comma in "November 24, 2026" separates no columns.
COMMA_OF_A_DAY = re.compile(
    rf"((?:^|,)\s*{MONTH}\.? +\d{{1,2}}), +(?=\d{{4}}\b)", re.ASCII | re.IGNORECASE
)
BARE_NUMBER = re.compile(r"[\d.]+", re.ASCII)


@dataclass
class Line:
    """One pasted line, and what was parsed from it."""

    number: int
    text: str
    cells: dict[str, str] = field(default_factory=dict)
    day: ParsedDay | None = None
    result: LabResult | None = None
    problems: list[str] = field(default_factory=list)
    is_unusual: bool = False
    other: LabResult | None = None
    is_saved: bool = False


class PastedResult(ResultForm):
    """A result in a line; its warnings are shown in the preview."""


class PasteForm(PageForm):
    """Pasted lab results: previewed, then saved."""

    text = forms.CharField(
        label=gettext_lazy("Lab results"),
        strip=False,
        max_length=MAX_LENGTH,
        error_messages={"required": gettext_lazy("Paste at least one line.")},
        help_text=gettext_lazy("One result a line, at most 500 lines at once."),
        widget=forms.Textarea(
            attrs={"rows": 10, "dir": "auto", "spellcheck": "false", "wrap": "off"}
        ),
    )

    def __init__(self, *args: Any, patient: Patient, **kwargs: Any) -> None:
        """Import results of `patient`."""
        self.patient = patient
        self.lines: list[Line] = []
        self.ignored_columns: list[str] = []
        self.header = ""
        super().__init__(*args, use_required_attribute=False, **kwargs)

    def clean_text(self) -> str:
        """Parse the lines; refuse a text that is no table of results."""
        text: str = self.cleaned_data["text"]
        lines = [
            Line(number, line)
            for number, line in enumerate(text.split("\n"), 1)
            if line.strip()
        ]
        if not lines:
            raise ValidationError(self.fields["text"].error_messages["required"])
        self._parse_columns(lines)
        if len(lines) > MAX_LINES + bool(self.header):
            problem = _("Paste at most %(most)s lines at once. These are %(count)s.")
            count = len(lines) - bool(self.header)
            raise ValidationError(problem % {"most": MAX_LINES, "count": f"{count:,}"})
        self.lines = lines[bool(self.header) :]
        if not self.lines:
            raise ValidationError(_("There is no result below the names of columns."))
        self._parse_days()
        self._parse_results()
        return text

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
        return [line.result for line in self.lines if line.result and not line.is_saved]

    @property
    def known(self) -> list[Line]:
        """The lines that are saved already, or repeated."""
        return [line for line in self.lines if line.is_saved]

    @property
    def parsed(self) -> list[Line]:
        """The lines that are valid results."""
        return [line for line in self.lines if line.result]

    @property
    def refused(self) -> list[Line]:
        """The lines with a problem."""
        return [line for line in self.lines if line.problems]

    @property
    def text_to_correct(self) -> str:
        """The lines that cannot be saved, below the header."""
        refused = [line.text for line in self.refused]
        return "\n".join([self.header, *refused] if self.header else refused)

    def save(self) -> list[LabResult]:
        """Save the valid lines that are not saved yet."""
        return save_new(self.patient, self.new)

    def _parse_columns(self, lines: list[Line]) -> None:
        separator = _separator(lines[0].text)
        names = [_column(cell) for cell in _cells(lines[0].text, separator)]
        if sum(name in COLUMNS for name in names) < 2:
            names = list(COLUMNS)
        else:
            self._check_header(names)
            self.header = lines[0].text
            cells = _cells(lines[0].text, separator)
            self.ignored_columns = [
                cell
                for index, (cell, name) in enumerate(zip(cells, names, strict=True))
                if cell and (name not in COLUMNS or names.index(name) < index)
            ]
        for line in lines[bool(self.header) :]:
            cells = _cells(line.text, separator)
            line.cells = dict.fromkeys(COLUMNS, "")
            # Of two columns of one name, the first is read.
            line.cells |= dict(reversed(list(zip(names, cells, strict=False))))
            if any(cells[len(names) :]):
                problem = _(
                    "It has %(count)s columns instead of %(most)s. If a result has a "
                    "comma in it, put it in quotation marks."
                )
                words = {"count": len(cells), "most": len(names)}
                line.problems.append(problem % words)
            elif len(cells) < 2:
                problem = _(
                    "Put a comma, a semicolon or a tab between date, test and result."
                )
                line.problems.append(problem)

    def _check_header(self, names: list[str]) -> None:
        missing = [name for name in NEEDED if name not in names]
        if missing:
            problem = _("The first line names no column %(name)s. Add this name to it.")
            raise ValidationError(problem % {"name": missing[0]})

    def _parse_days(self) -> None:
        for line in self.lines:
            try:
                if not line.problems:
                    line.day = parse_day(line.cells["date"])
            except ValueError:
                typed = line.cells["date"]
                problem = _("“%(typed)s” is not a day. Write it like 2026-11-24.")
                line.problems.append(
                    problem % {"typed": typed} if typed else _("Write the day.")
                )

    def _parse_results(self) -> None:
        tests = TestChoices.current()
        days = resolve_day_order(line.day for line in self.lines if line.day)
        for line in self.lines:
            if line.day:
                day = days[line.day]
                line.problems += self._problems_of_day(line.day, day)
                self._parse_result(line, day, tests)
        valid = [line for line in self.lines if line.result]
        new, _known = split_new(
            self.patient, [line.result for line in valid if line.result]
        )
        new_ids = {result.pk for result in new}
        others = find_conflicting(self.patient, new)
        for line in valid:
            if line.result:
                line.is_saved = line.result.pk not in new_ids
                line.other = others.get(line.result.pk)

    def _problems_of_day(self, parsed: ParsedDay, day: date | None) -> Iterator[str]:
        today = self.patient.today()
        if day is None and parsed.month_first and parsed.day_first:
            problem = _(
                "Is that %(month_first)s or %(day_first)s? Write %(one)s or %(other)s."
            )
            yield problem % {
                "month_first": date_format(parsed.month_first, "MONTH_DAY_FORMAT"),
                "day_first": date_format(parsed.day_first, "MONTH_DAY_FORMAT"),
                "one": parsed.month_first.isoformat(),
                "other": parsed.day_first.isoformat(),
            }
        elif day and not FIRST_DAY <= day <= today:
            words = {"day": day, "first": FIRST_DAY, "last": today}
            yield str(OUT_OF_RANGE) % {
                key: date_format(value, "DATE_FORMAT") for key, value in words.items()
            }

    def _parse_result(self, line: Line, day: date | None, tests: TestChoices) -> None:
        cells = line.cells
        answers = {
            "name": cells["test"],
            "typed": cells["result"],
            "unit": cells["unit"],
            "low": cells["low"],
            "high": cells["high"],
        }
        form = PastedResult(answers, tests=tests)
        if not cells["test"]:
            line.problems.append(_("Write the name of the test."))
        elif BARE_NUMBER.fullmatch(cells["unit"]):
            problem = _(
                "“%(unit)s” is not a unit. If the result is %(result)s,%(unit)s, put "
                "it in quotation marks."
            )
            words = {"unit": cells["unit"], "result": cells["result"]}
            line.problems.append(problem % words)
        else:
            for errors in form.errors.values():
                line.problems += map(str, errors)
        if day and not line.problems:
            result = LabResult(patient=self.patient, collected_on=day)
            line.result, line.is_unusual = form.fill(result), bool(form.warnings)
            if form.marker:
                # Exports abbreviate: "Hb" or "HGB"; use one name.
                line.result.name = form.marker.name


def _separator(line: str) -> str:
    """The column separator, guessed from the first line."""
    return next((char for char in SEPARATORS if line.count(char) > 1), ",")


def _cells(line: str, separator: str) -> list[str]:
    if separator == ",":
        line = COMMA_OF_A_DAY.sub(r"\1 ", line)
    row = next(csv.reader([line], delimiter=separator, skipinitialspace=True))
    return [cell.strip() for cell in row]


def _column(title: str) -> str:
    """The column with this title; the title itself when it is unknown."""
    plain = re.sub(r"[\s_-]+", "_", title.casefold().strip("\ufeff"))
    return COLUMN_OF.get(plain, title)
