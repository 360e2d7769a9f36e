"""Lab results pasted as lines of columns, and what was understood of each."""

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
from myeloma_journal.labs.actions import doubles, keep_new, sort_out
from myeloma_journal.labs.forms.choices import Tests
from myeloma_journal.labs.forms.results import ResultForm
from myeloma_journal.labs.models import LabResult
from myeloma_journal.labs.reading import MONTH, Meaning, read_day, settle
from myeloma_journal.platform.forms.base import PageForm
from myeloma_journal.platform.forms.fields import OUT_OF_RANGE
from myeloma_journal.platform.forms.partial_dates import FIRST_DAY

MOST_LINES = 500
MOST_LETTERS = 100_000
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
# The comma in "November 24, 2026" parts no columns.
COMMA_OF_A_DAY = re.compile(
    rf"((?:^|,)\s*{MONTH}\.? +\d{{1,2}}), +(?=\d{{4}}\b)", re.ASCII | re.IGNORECASE
)
BARE_NUMBER = re.compile(r"[\d.]+", re.ASCII)


@dataclass
class Line:
    """One line of what was pasted."""

    number: int
    text: str
    cells: dict[str, str] = field(default_factory=dict)
    meaning: Meaning | None = None
    result: LabResult | None = None
    problems: list[str] = field(default_factory=list)
    is_unusual: bool = False
    other: LabResult | None = None
    is_there: bool = False


class PastedResult(ResultForm):
    """A result in a line; the table of what was understood asks about its number."""


class PasteForm(PageForm):
    """Lab results as they were pasted: first looked at, then saved."""

    text = forms.CharField(
        label=gettext_lazy("Lab results"),
        strip=False,
        max_length=MOST_LETTERS,
        error_messages={"required": gettext_lazy("Paste at least one line.")},
        help_text=gettext_lazy("One result a line, at most 500 lines at once."),
        widget=forms.Textarea(
            attrs={"rows": 10, "dir": "auto", "spellcheck": "false", "wrap": "off"}
        ),
    )

    def __init__(self, *args: Any, patient: Patient, **kwargs: Any) -> None:
        """Ask for the results of `patient`."""
        self.patient = patient
        self.lines: list[Line] = []
        self.left_out: list[str] = []
        self.header = ""
        super().__init__(*args, use_required_attribute=False, **kwargs)

    def clean_text(self) -> str:
        """Understand the lines; refuse what is no table of results at all."""
        text: str = self.cleaned_data["text"]
        lines = [
            Line(number, line)
            for number, line in enumerate(text.split("\n"), 1)
            if line.strip()
        ]
        if not lines:
            raise ValidationError(self.fields["text"].error_messages["required"])
        self._read_columns(lines)
        if len(lines) > MOST_LINES + bool(self.header):
            problem = _("Paste at most %(most)s lines at once. These are %(count)s.")
            count = len(lines) - bool(self.header)
            raise ValidationError(problem % {"most": MOST_LINES, "count": f"{count:,}"})
        self.lines = lines[bool(self.header) :]
        if not self.lines:
            raise ValidationError(_("There is no result below the names of columns."))
        self._read_days()
        self._read_results()
        return text

    @property
    def token(self) -> str:
        """Says that this very text was looked at, for this journal."""
        text = self.data.get("text", "")
        return salted_hmac("labs.paste", f"{self.patient.pk} {text}").hexdigest()

    @property
    def was_seen(self) -> bool:
        """Whether the text is the one that was looked at."""
        return constant_time_compare(self.data.get("seen", ""), self.token)

    @property
    def new(self) -> list[LabResult]:
        """The results that saving would add."""
        return [one.result for one in self.lines if one.result and not one.is_there]

    @property
    def known(self) -> list[Line]:
        """The lines that are in the record already, or stand here twice."""
        return [line for line in self.lines if line.is_there]

    @property
    def understood(self) -> list[Line]:
        """The lines that are results."""
        return [line for line in self.lines if line.result]

    @property
    def refused(self) -> list[Line]:
        """The lines with a problem."""
        return [line for line in self.lines if line.problems]

    @property
    def text_to_correct(self) -> str:
        """What is left when all good lines are saved."""
        refused = [line.text for line in self.refused]
        return "\n".join([self.header, *refused] if self.header else refused)

    def save(self) -> list[LabResult]:
        """Keep all good lines that are not there yet, or none."""
        return keep_new(self.patient, self.new)

    def _read_columns(self, lines: list[Line]) -> None:
        separator = _separator(lines[0].text)
        names = [_column(cell) for cell in _cells(lines[0].text, separator)]
        if sum(name in COLUMNS for name in names) < 2:
            names = list(COLUMNS)
        else:
            self._check_header(names)
            self.header = lines[0].text
            cells = _cells(lines[0].text, separator)
            self.left_out = [
                cell
                for place, (cell, name) in enumerate(zip(cells, names, strict=True))
                if cell and (name not in COLUMNS or names.index(name) < place)
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

    def _read_days(self) -> None:
        for line in self.lines:
            try:
                if not line.problems:
                    line.meaning = read_day(line.cells["date"])
            except ValueError:
                typed = line.cells["date"]
                problem = _("“%(typed)s” is not a day. Write it like 2026-11-24.")
                line.problems.append(
                    problem % {"typed": typed} if typed else _("Write the day.")
                )

    def _read_results(self) -> None:
        tests = Tests.offered()
        days = settle(one.meaning for one in self.lines if one.meaning)
        for line in self.lines:
            if line.meaning:
                day = days[line.meaning]
                line.problems += self._problems_of_day(line.meaning, day)
                self._read_result(line, day, tests)
        good = [line for line in self.lines if line.result]
        new, _known = sort_out(self.patient, [one.result for one in good if one.result])
        new_ids = {result.pk for result in new}
        others = doubles(self.patient, new)
        for line in good:
            if line.result:
                line.is_there = line.result.pk not in new_ids
                line.other = others.get(line.result.pk)

    def _problems_of_day(self, meaning: Meaning, day: date | None) -> Iterator[str]:
        today = self.patient.today()
        if day is None and meaning.month_first and meaning.day_first:
            problem = _(
                "Is that %(month_first)s or %(day_first)s? Write %(one)s or %(other)s."
            )
            yield problem % {
                "month_first": date_format(meaning.month_first, "MONTH_DAY_FORMAT"),
                "day_first": date_format(meaning.day_first, "MONTH_DAY_FORMAT"),
                "one": meaning.month_first.isoformat(),
                "other": meaning.day_first.isoformat(),
            }
        elif day and not FIRST_DAY <= day <= today:
            words = {"day": day, "first": FIRST_DAY, "last": today}
            yield str(OUT_OF_RANGE) % {
                key: date_format(value, "DATE_FORMAT") for key, value in words.items()
            }

    def _read_result(self, line: Line, day: date | None, tests: Tests) -> None:
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
            for several in form.errors.values():
                line.problems += map(str, several)
        if day and not line.problems:
            result = LabResult(patient=self.patient, collected_on=day)
            line.result, line.is_unusual = form.fill(result), bool(form.warnings)
            if form.marker:
                # An export says "Hb" or "HGB"; one test goes by one name.
                line.result.name = form.marker.name


def _separator(line: str) -> str:
    """What parts the columns, judged by the first line."""
    return next((one for one in SEPARATORS if line.count(one) > 1), ",")


def _cells(line: str, separator: str) -> list[str]:
    if separator == ",":
        line = COMMA_OF_A_DAY.sub(r"\1 ", line)
    row = next(csv.reader([line], delimiter=separator, skipinitialspace=True))
    return [cell.strip() for cell in row]


def _column(title: str) -> str:
    """The column that goes by this title; the title itself when it is none of ours."""
    plain = re.sub(r"[\s_-]+", "_", title.casefold().strip("\ufeff"))
    return COLUMN_OF.get(plain, title)
