"""Form for a laboratory report: one time, and a row for each test."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any, Self

from django.http import QueryDict
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import LabMarker
from myeloma_journal.labs.actions import find_conflicting, save_new, split_new
from myeloma_journal.labs.forms.choices import SampleTimeForm, TestChoices
from myeloma_journal.labs.forms.last_results import LastResults
from myeloma_journal.labs.forms.report_rows import AnotherRow, ResultRow, is_filled
from myeloma_journal.labs.models import LabResult
from myeloma_journal.platform.forms.base import PageForm
from myeloma_journal.platform.forms.form_data import DraftData

MAX_ROWS = 40
# A test that was last done longer ago has no box of its own.
RECENT = timedelta(days=200)
# The boxes of a first report: what most reports of people with myeloma have.
FIRST_TESTS = (
    "m-protein-serum",
    "flc-kappa",
    "flc-lambda",
    "hemoglobin",
    "platelets",
    "creatinine",
    "calcium",
)
# The fields of a row. Without those of a range it is for a result in words.
IN_WORDS = ("test", "name", "typed")
WITH_NUMBER = (*IN_WORDS, "unit", "low", "high")
ANOTHER = "another"
ADD = "add"


class ReportTimeForm(SampleTimeForm, PageForm):
    """The time of all results of the page."""


class ReportForm:
    """The sample's time, and a row for each test."""

    # The test that was just given a box.
    added = ""

    def __init__(self, data: Mapping[str, Any] | None, patient: Patient) -> None:
        """Show the rows that were submitted; at first the tests of last time."""
        self.patient = patient
        self.tests = TestChoices.current(patient=patient)
        self.last = LastResults(patient)
        self.time = ReportTimeForm(
            data, today=patient.today(), use_required_attribute=False
        )
        self.rows = list(
            self._proposed_rows() if data is None else self._submitted_rows(data)
        )
        self.another = AnotherRow(data, prefix=ANOTHER, **self._choices)

    @classmethod
    def with_test_added(cls, data: QueryDict, patient: Patient) -> Self:
        """The page with a box more, for the test that was named; nothing is checked."""
        shown = DraftData(mutable=True)
        for name, values in data.lists():
            shown.setlist(name, values)
        form = cls(shown, patient)
        prefix = form._add_test(shown)
        if not prefix:
            return form
        form = cls(shown, patient)
        row = next(row for row in form.rows if row.prefix == prefix)
        row.is_just_added = True
        row.fields["typed"].widget.attrs["autofocus"] = True
        form.added = row.title
        return form

    def _add_test(self, shown: DraftData) -> str:
        """Move the named test to a row; its prefix, or "" after adding an error."""
        name = self.another.text("name")
        if not name:
            self.another.add_error("name", _("Enter the name of the test."))
            return ""
        beside = {field: self.another.text(field) for field in ("typed", "unit")}
        filled = {field: text for field, text in beside.items() if text}
        slug = self.tests.slug_named(name)
        marker = self.tests.find_by_name(name, beside["unit"])
        prefix = self._empty_row_of(slug, name, marker)
        if not prefix:
            if len(self.rows) >= MAX_ROWS:
                problem = _("Save these results first. Then add the other tests.")
                self.another.add_error("name", problem)
                return ""
            prefix = f"row-{len(self.rows)}"
            is_in_words = slug in self.tests.others and "unit" not in filled
            fields = dict.fromkeys(IN_WORDS if is_in_words else WITH_NUMBER, "")
            filled = fields | self._initial(slug, "" if slug else name) | filled
        for field, text in filled.items():
            shown[f"{prefix}-{field}"] = text
        for field in ("name", "typed", "unit"):
            shown[f"{ANOTHER}-{field}"] = ""
        return prefix

    def _empty_row_of(self, slug: str, name: str, marker: LabMarker | None) -> str:
        """The prefix of a row for this test that has no result yet."""
        for row in self.rows:
            is_same = row.has_test(slug, name, marker)
            if is_same and not row.text("typed"):
                return str(row.prefix)
        return ""

    @property
    def is_first(self) -> bool:
        """Whether there is no result of an earlier day to fill in from."""
        return self.last.last_time is None

    @property
    def number_rows(self) -> list[ResultRow]:
        """The boxes that are always shown."""
        return [row for row in self.rows if not (row.is_in_words or row.is_older)]

    @property
    def older_rows(self) -> list[ResultRow]:
        return [row for row in self.rows if row.is_older and not row.is_in_words]

    @property
    def older_rows_are_open(self) -> bool:
        """Whether one of them has input or errors."""
        return any(is_filled(row) for row in self.older_rows)

    @property
    def word_rows(self) -> list[ResultRow]:
        return [row for row in self.rows if row.is_in_words]

    @property
    def word_rows_are_open(self) -> bool:
        return any(is_filled(row) or row.is_just_added for row in self.word_rows)

    @property
    def another_is_open(self) -> bool:
        return is_filled(self.another)

    @property
    def forms(self) -> list[PageForm]:
        """All forms in the order of the page."""
        rows = [*self.number_rows, *self.older_rows, self.another, *self.word_rows]
        return [self.time, *rows]

    @property
    def errors(self) -> list[Any]:
        """The errors of all forms."""
        return [form.errors for form in self.forms if form.errors]

    def is_valid(self) -> bool:
        """Whether all rows are valid, and at least one has a result."""
        if not self.time.is_bound or self.time.is_draft:
            return False
        if not any(row.has_changed() for row in self._all_rows):
            self.time.add_error(None, _("Enter at least one result."))
        if self.time.is_valid():
            self._warn_of_conflicts()
        for row in self._all_rows:
            row.is_valid()  # collects warnings, also when the day is missing
            row.ask()
        return self.time.is_valid() and not self.errors

    def save(self) -> list[LabResult]:
        """Save the filled rows that are not saved yet."""
        return save_new(self.patient, self._filled().values())

    @property
    def _all_rows(self) -> list[ResultRow]:
        return [*self.rows, self.another]

    @property
    def _choices(self) -> dict[str, Any]:
        return {"tests": self.tests, "last": self.last}

    def _proposed_rows(self) -> Iterator[ResultRow]:
        """The tests of last time, and those that are done only now and then."""
        for n, (fields, is_in_words) in enumerate(self._proposals()):
            yield ResultRow(
                prefix=f"row-{n}",
                initial=fields,
                is_in_words=is_in_words,
                **self._choices,
            )

    def _submitted_rows(self, data: Mapping[str, Any]) -> Iterator[ResultRow]:
        for n in range(submitted_rows(data)):
            prefix = f"row-{n}"
            fields = self._initial(
                str(data.get(f"{prefix}-test", "")), str(data.get(f"{prefix}-name", ""))
            )
            yield ResultRow(
                data,
                prefix=prefix,
                initial=fields,
                is_in_words=f"{prefix}-low" not in data,
                **self._choices,
            )

    def _proposals(self) -> list[tuple[dict[str, str], bool]]:
        """What each row is about, and whether its result is a word."""
        time = self.last.last_time
        known = self._in_order(self.last.since(time.first - RECENT) if time else [])
        slugs = {marker.pk: slug for slug, marker in self.tests.markers.items()}
        rows = []
        for result in known:
            slug = slugs.get(result.marker_id or 0) or self.tests.slug_of_other(
                result.name
            )
            is_in_words = bool(result.word and not result.marker_id and not result.unit)
            name = "" if slug else result.name
            rows.append((self._initial(slug, name), is_in_words))
        first = [slug for slug in FIRST_TESTS if slug in self.tests.markers]
        rows += [(self._initial(slug, ""), False) for slug in first if not known]
        shown = {fields["test"] for fields, _is_in_words in rows}
        rows += [
            (self._initial(slug, ""), True)
            for slug in self.tests.others
            if slug not in shown
        ]
        return rows[:MAX_ROWS]

    def _in_order(self, results: Iterable[LabResult]) -> list[LabResult]:
        """The tests of last time first, each in the order of the catalogue."""
        positions = {m.pk: m.position for m in self.tests.markers.values()}
        last = len(positions) + 1000

        def key(result: LabResult) -> tuple[bool, int, str]:
            is_older = result.collected != self.last.last_time
            return (is_older, positions.get(result.marker_id or 0, last), result.name)

        return sorted(results, key=key)

    def _initial(self, slug: str, name: str) -> dict[str, str]:
        """The fields of a row for this test, as they were last time."""
        marker = self.tests.markers.get(slug)
        title = self.tests.name_of(slug) or name
        known = marker or self.tests.find_by_name(title)
        fields = {"test": slug, "name": name}
        if slug in self.tests.others:
            return fields
        if previous := self.last.latest(known, title):
            units = self.last.units_of(known) if known else []
            fields["unit"] = previous.unit or next(iter(units), "")
            fields["low"] = previous.low_typed
            fields["high"] = previous.high_typed
        elif marker and len(marker.parsed_units) == 1:
            fields["unit"] = marker.parsed_units[0].name
        return fields

    def _filled(self) -> dict[ResultRow, LabResult]:
        """The results of the filled and valid rows."""
        return {
            row: row.fill(self._empty())
            for row in self._all_rows
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


def submitted_rows(data: Mapping[str, Any]) -> int:
    """How many rows were submitted, beside the one for another test."""
    return next((n for n in range(MAX_ROWS) if f"row-{n}-typed" not in data), MAX_ROWS)
