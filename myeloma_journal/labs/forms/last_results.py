"""The latest results of each test, which a form compares with and fills in from."""

from datetime import date
from functools import cached_property

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import LabMarker
from myeloma_journal.labs.models import LabResult
from myeloma_journal.labs.units import normalize_unit
from myeloma_journal.platform.forms.partial_dates import PartialDate

# How many results are searched for the last one of each test.
LOOK_BACK = 2000


class LastResults:
    """The last result of each test, and its last number in each unit; in one query."""

    def __init__(self, patient: Patient, without: LabResult | None = None) -> None:
        """Search the results of `patient`, except the one being edited."""
        self._results = patient.lab_results.all()
        if without:
            self._results = self._results.exclude(pk=without.pk)

    def of(self, marker: LabMarker | None, name: str, unit: str) -> LabResult | None:
        """The last number of this test in this unit, if any."""
        test = _test_key(marker, name)
        return self._by_unit.get((test, normalize_unit(unit)))

    def latest(self, marker: LabMarker | None, name: str) -> LabResult | None:
        """The last result of this test in any unit, or in words."""
        return self._by_test.get(_test_key(marker, name))

    def ranges_of(self, test: LabResult) -> set[tuple[str, str]]:
        """Every range that was printed beside results of this one's test."""
        return {
            (result.low_typed, result.high_typed)
            for result in self._newest_first
            if result.test_key == test.test_key
        }

    def units_of(self, marker: LabMarker) -> list[str]:
        """The units of this test, the one used last first."""
        return [
            result.unit
            for (test, _unit), result in self._by_unit.items()
            if test == marker.pk
        ]

    def since(self, day: date) -> list[LabResult]:
        """The last result of each test that has one since this day."""
        last = self._by_test.values()
        return [result for result in last if result.collected_on >= day]

    @property
    def last_time(self) -> PartialDate | None:
        """When the last sample was taken; of a day and its month, the day."""
        times = {result.collected for result in self._newest_first}
        return max(
            times, key=lambda time: (time.first, -time.last.toordinal()), default=None
        )

    @cached_property
    def _newest_first(self) -> list[LabResult]:
        return list(self._results.order_by("-collected_on", "-created_at")[:LOOK_BACK])

    @cached_property
    def _by_test(self) -> dict[object, LabResult]:
        last_by_test: dict[object, LabResult] = {}
        for result in self._newest_first:
            last_by_test.setdefault(result.test_key, result)
        return last_by_test

    @cached_property
    def _by_unit(self) -> dict[tuple[object, str], LabResult]:
        last_by_unit: dict[tuple[object, str], LabResult] = {}
        for result in self._newest_first:
            if result.value is not None:
                unit = normalize_unit(result.unit)
                last_by_unit.setdefault((result.test_key, unit), result)
        return last_by_unit


def _test_key(marker: LabMarker | None, name: str) -> object:
    """As `LabResult.test_key`."""
    return marker.pk if marker else name.casefold()
