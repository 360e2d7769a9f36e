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
from myeloma_journal.platform.forms.base import PageForm
from myeloma_journal.platform.forms.days import (
    MONTH,
    ParsedDay,
    parse_day,
    resolve_day_order,
)
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
COLUMN_OF = {word: name for name, titles in COLUMNS.items() for word in titles.split()}
SEPARATORS = "\t;,"
# The comma in "November 24, 2026" separates no columns.
COMMA_OF_A_DAY = re.compile(
    rf"((?:^|,)\s*{MONTH}\.? +\d{{1,2}}), +(?=\d{{4}}\b)", re.ASCII | re.IGNORECASE
)
BARE_NUMBER = re.compile(r"[\d.]+", re.ASCII)


@dataclass
class PastedRow:
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
        self.rows: list[PastedRow] = []
        self.ignored_columns: list[str] = []
        self.header = ""
        super().__init__(*args, use_required_attribute=False, **kwargs)

    def clean_text(self) -> str:
        """Parse the lines; refuse a text that is no table of results."""
        text: str = self.cleaned_data["text"]
        rows = [
            PastedRow(number, line)
            for number, line in enumerate(text.split("\n"), 1)
            if line.strip()
        ]
        if not rows:
            raise ValidationError(self.fields["text"].error_messages["required"])
        self._parse_columns(rows)
        if len(rows) > MAX_LINES + bool(self.header):
            problem = _("Paste at most %(most)s lines at once. These are %(count)s.")
            count = len(rows) - bool(self.header)
            raise ValidationError(problem % {"most": MAX_LINES, "count": f"{count:,}"})
        self.rows = rows[bool(self.header) :]
        if not self.rows:
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
    def text_to_correct(self) -> str:
        """The lines that cannot be saved, below the header."""
        refused = [row.text for row in self.refused]
        return "\n".join([self.header, *refused] if self.header else refused)

    def save(self) -> list[LabResult]:
        """Save the valid lines that are not saved yet."""
        return save_new(self.patient, self.new)

    def _parse_columns(self, rows: list[PastedRow]) -> None:
        separator = _separator(rows[0].text)
        names = [_column(cell) for cell in _cells(rows[0].text, separator)]
        if sum(name in COLUMNS for name in names) < 2:
            names = list(COLUMNS)
        else:
            self._check_header(names)
            self.header = rows[0].text
            cells = _cells(rows[0].text, separator)
            self.ignored_columns = [
                cell
                for index, (cell, name) in enumerate(zip(cells, names, strict=True))
                if cell and (name not in COLUMNS or names.index(name) < index)
            ]
        for row in rows[bool(self.header) :]:
            cells = _cells(row.text, separator)
            row.cells = dict.fromkeys(COLUMNS, "")
            # Of two columns of one name, the first is read.
            row.cells |= dict(reversed(list(zip(names, cells, strict=False))))
            if any(cells[len(names) :]):
                problem = _(
                    "It has %(count)s columns instead of %(most)s. If a result has a "
                    "comma in it, put it in quotation marks."
                )
                params = {"count": len(cells), "most": len(names)}
                row.problems.append(problem % params)
            elif len(cells) < 2:
                problem = _(
                    "Put a comma, a semicolon or a tab between date, test and result."
                )
                row.problems.append(problem)

    def _check_header(self, names: list[str]) -> None:
        missing = [name for name in NEEDED if name not in names]
        if missing:
            problem = _("The first line names no column %(name)s. Add this name to it.")
            raise ValidationError(problem % {"name": missing[0]})

    def _parse_days(self) -> None:
        for row in self.rows:
            try:
                if not row.problems:
                    row.day = parse_day(row.cells["date"])
            except ValueError:
                typed = row.cells["date"]
                problem = _("“%(typed)s” is not a day. Write it like 2026-11-24.")
                row.problems.append(
                    problem % {"typed": typed} if typed else _("Write the day.")
                )

    def _parse_results(self) -> None:
        tests = TestChoices.current()
        days = resolve_day_order(row.day for row in self.rows if row.day)
        for row in self.rows:
            if row.day:
                day = days[row.day]
                row.problems += self._problems_of_day(row.day, day)
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
            days = {"day": day, "first": FIRST_DAY, "last": today}
            yield str(OUT_OF_RANGE) % {
                key: date_format(value, "DATE_FORMAT") for key, value in days.items()
            }

    def _parse_result(
        self, row: PastedRow, day: date | None, tests: TestChoices
    ) -> None:
        cells = row.cells
        data = {
            "name": cells["test"],
            "typed": cells["result"],
            "unit": cells["unit"],
            "low": cells["low"],
            "high": cells["high"],
        }
        form = PastedResult(data, tests=tests)
        if not cells["test"]:
            row.problems.append(_("Write the name of the test."))
        elif BARE_NUMBER.fullmatch(cells["unit"]):
            problem = _(
                "“%(unit)s” is not a unit. If the result is %(result)s,%(unit)s, put "
                "it in quotation marks."
            )
            params = {"unit": cells["unit"], "result": cells["result"]}
            row.problems.append(problem % params)
        else:
            for errors in form.errors.values():
                row.problems += map(str, errors)
        if day and not row.problems:
            result = LabResult(patient=self.patient, collected_on=day)
            row.result, row.is_unusual = form.fill(result), bool(form.warnings)
            if form.marker:
                # Exports abbreviate: "Hb" or "HGB"; use one name.
                row.result.name = form.marker.name


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
