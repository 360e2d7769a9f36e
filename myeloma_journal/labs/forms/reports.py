"""A whole report: one time, and a row for each result."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.labs.actions import doubles, keep_new, sort_out
from myeloma_journal.labs.forms.choices import TakenForm, Tests
from myeloma_journal.labs.forms.results import LastResults, ResultForm
from myeloma_journal.labs.models import LabResult
from myeloma_journal.labs.tables import latest_times
from myeloma_journal.platform.forms.base import PageForm

FEWEST_ROWS, SPARE_ROWS, MOST_ROWS = 8, 3, 40


class TimeForm(TakenForm, PageForm):
    """The time that all results of a page belong to."""


class ResultRow(ResultForm):
    """One of several results; a row without an answer is left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Allow the row to stay empty."""
        super().__init__(*args, empty_permitted=True, **kwargs)

    def has_changed(self) -> bool:
        """Whether anything was written; the test alone may have been proposed."""
        said = {name: (self[name].data or "").strip() for name in self.fields}
        written = said["typed"] or said["low"] or said["high"]
        return bool(written) or said["name"] != self.initial.get("name", "")

    @property
    def proposed(self) -> str:
        """The test of the last report that this row is about; empty in an open row."""
        said = {name: self[name].value() or "" for name in ("test", "name")}
        if any(said[name] != self.initial.get(name, "") for name in said):
            return ""
        if self["test"].errors or self["name"].errors:
            return ""
        return self.tests.name_of(said["test"]) or said["name"]


class ResultsPage:
    """A whole report: when it was taken, and its rows."""

    def __init__(self, data: Mapping[str, Any] | None, patient: Patient) -> None:
        """Propose the tests and units of the last report, as many rows as were sent."""
        self.patient = patient
        self.tests = Tests.offered()
        self.time = TimeForm(data, today=patient.today(), use_required_attribute=False)
        last = list(self._last_report())
        asked = max(FEWEST_ROWS, len(last) + SPARE_ROWS)
        count = asked if data is None else rows_sent(data)
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
        """Whether something was typed into one of them, or refused there."""
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
        """What was refused, anywhere on the page."""
        return [form.errors for form in self.forms if form.errors]

    def is_valid(self) -> bool:
        """Whether all of it can be kept, and there is something to keep."""
        if not self.time.is_bound or self.time.is_draft:
            return False
        if not any(row.has_changed() for row in self.rows):
            self.time.add_error(None, _("Write at least one result."))
        if self.time.is_valid():
            self._warn_of_conflicts()
        for row in self.rows:
            row.is_valid()  # finds what is in doubt, also when the day is missing
            row.ask()
        return self.time.is_valid() and not self.errors

    def save(self) -> list[LabResult]:
        """Keep every row that was filled in and is not there yet, or none."""
        return keep_new(self.patient, self._filled().values())

    def _filled(self) -> dict[ResultRow, LabResult]:
        """The rows that were filled in and could be understood."""
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
        """See whether a test of this time has a result that says something else."""
        filled = self._filled()
        new, _known = sort_out(self.patient, list(filled.values()))
        others = doubles(self.patient, new)
        for row, result in filled.items():
            if result.pk in others:
                row.warn_of(others[result.pk])

    def _last_report(self) -> Iterator[dict[str, str]]:
        """Test and unit of each result of the last day, to be filled in again."""
        results = list(self.patient.lab_results.of_latest_days(1).by_test())
        times = latest_times(results, most=1)
        for result in [one for one in results if one.collected in times][:MOST_ROWS]:
            slug = self.tests.slug_of(result)
            yield {
                "test": slug,
                "name": "" if slug else result.name,
                "unit": result.unit,
            }


def rows_sent(data: Mapping[str, Any]) -> int:
    """How many rows the page had that was sent."""
    return next(
        (n for n in range(MOST_ROWS) if f"row-{n}-typed" not in data), MOST_ROWS
    )
