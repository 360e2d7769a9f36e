"""Form for a laboratory report: one time, and a row for each result."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.labs.actions import find_conflicting, save_new, split_new
from myeloma_journal.labs.forms.choices import SampleTimeForm, TestChoices
from myeloma_journal.labs.forms.last_results import LastResults
from myeloma_journal.labs.forms.results import ResultForm
from myeloma_journal.labs.models import LabResult
from myeloma_journal.labs.parsing import ParsedResult
from myeloma_journal.labs.tables import latest_times
from myeloma_journal.platform.forms.base import PageForm

MIN_ROWS, SPARE_ROWS, MAX_ROWS = 8, 3, 40


class ReportTimeForm(SampleTimeForm, PageForm):
    """The time of all results of the page."""


class ResultRow(ResultForm):
    """One of several results; an empty row is ignored."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Allow an empty row."""
        super().__init__(*args, empty_permitted=True, **kwargs)

    def _take_what_stood_beside(self, reading: ParsedResult) -> None:
        """Drop the unit of the last report beside a word: nobody typed it."""
        if reading.word and self.cleaned_data.get("unit") == self.initial.get("unit"):
            self.cleaned_data["unit"] = ""
        super()._take_what_stood_beside(reading)

    def has_changed(self) -> bool:
        """Whether anything but the proposed test was typed."""
        typed = {name: (self[name].data or "").strip() for name in self.fields}
        filled = typed["typed"] or typed["low"] or typed["high"]
        return bool(filled) or typed["name"] != self.initial.get("name", "")

    @property
    def proposed(self) -> str:
        """The test proposed from the last report; empty in a spare row."""
        chosen = {name: self[name].value() or "" for name in ("test", "name")}
        if any(chosen[name] != self.initial.get(name, "") for name in chosen):
            return ""
        if self["test"].errors or self["name"].errors:
            return ""
        return self.tests.name_of(chosen["test"]) or chosen["name"]


class ReportForm:
    """The sample's time, and a row for each result."""

    def __init__(self, data: Mapping[str, Any] | None, patient: Patient) -> None:
        """Propose the last report's tests and units; as many rows as were submitted."""
        self.patient = patient
        self.tests = TestChoices.current(patient=patient)
        self.time = ReportTimeForm(
            data, today=patient.today(), use_required_attribute=False
        )
        last = list(self._last_report())
        proposed = max(MIN_ROWS, len(last) + SPARE_ROWS)
        count = proposed if data is None else submitted_rows(data)
        last += [{}] * count
        numbers = LastResults(patient)
        self.rows = [
            ResultRow(
                data,
                prefix=f"row-{n}",
                tests=self.tests,
                last=numbers,
                initial=last[n],
            )
            for n in range(count)
        ]

    @property
    def known_rows(self) -> list[ResultRow]:
        """The rows for the tests of the last report."""
        return [row for row in self.rows if row.proposed]

    @property
    def spare_rows(self) -> list[ResultRow]:
        """The rows for any other test."""
        return [row for row in self.rows if not row.proposed]

    @property
    def spare_rows_are_open(self) -> bool:
        """Whether one of them has input or errors."""
        return any(
            row.is_bound and (row.has_changed() or row.errors)
            for row in self.spare_rows
        )

    @property
    def forms(self) -> list[PageForm]:
        """All forms in the order of the page."""
        return [self.time, *self.rows]

    @property
    def errors(self) -> list[Any]:
        """The errors of all forms."""
        return [form.errors for form in self.forms if form.errors]

    def is_valid(self) -> bool:
        """Whether all rows are valid, and at least one has a result."""
        if not self.time.is_bound or self.time.is_draft:
            return False
        if not any(row.has_changed() for row in self.rows):
            self.time.add_error(None, _("Enter at least one result."))
        if self.time.is_valid():
            self._warn_of_conflicts()
        for row in self.rows:
            row.is_valid()  # collects warnings, also when the day is missing
            row.ask()
        return self.time.is_valid() and not self.errors

    def save(self) -> list[LabResult]:
        """Save the filled rows that are not saved yet."""
        return save_new(self.patient, self._filled().values())

    def _filled(self) -> dict[ResultRow, LabResult]:
        """The results of the filled and valid rows."""
        return {
            row: row.fill(self._empty())
            for row in self.rows
            if row.has_changed() and not row.errors
        }

    def _empty(self) -> LabResult:
        collected = self.time.collected
        return LabResult(
            patient=self.patient,
            collected_on=collected.first,
            collected_precision=collected.precision,
        )

    def _warn_of_conflicts(self) -> None:
        """Warn of another result of the same test and time."""
        filled = self._filled()
        new, _known = split_new(self.patient, list(filled.values()))
        others = find_conflicting(self.patient, new)
        for row, result in filled.items():
            if result.pk in others:
                row.warn_of(others[result.pk])

    def _last_report(self) -> Iterator[dict[str, str]]:
        """Test and unit of each result of the last report, as initial data."""
        results = list(self.patient.lab_results.of_latest_days(1).by_test())
        times = latest_times(results, limit=1)
        for result in [result for result in results if result.collected in times][
            :MAX_ROWS
        ]:
            slug = self.tests.slug_of(result)
            yield {
                "test": slug,
                "name": "" if slug else result.name,
                "unit": result.unit,
            }


def submitted_rows(data: Mapping[str, Any]) -> int:
    """How many rows were submitted."""
    return next((n for n in range(MAX_ROWS) if f"row-{n}-typed" not in data), MAX_ROWS)
