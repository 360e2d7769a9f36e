"""What the record says already, to see a slip of the finger beside it."""

from functools import cached_property

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.catalogue.models import LabMarker
from myeloma_journal.labs.models import LabResult
from myeloma_journal.labs.reading import same_unit

# So many results are looked through for the last one of each test.
LOOK_BACK = 2000


class LastResults:
    """The last number of each test in each unit."""

    def __init__(self, patient: Patient, without: LabResult | None = None) -> None:
        """Look at all results of `patient` but the one that is being corrected."""
        self.results = patient.lab_results.filter(value__isnull=False)
        if without:
            self.results = self.results.exclude(pk=without.pk)

    def of(self, marker: LabMarker | None, name: str, unit: str) -> LabResult | None:
        """The last number of this test in this unit; none when there is none."""
        test = marker.pk if marker else name.casefold()
        return self._by_test.get((test, same_unit(unit)))

    @cached_property
    def _by_test(self) -> dict[tuple[object, str], LabResult]:
        found: dict[tuple[object, str], LabResult] = {}
        for result in self.results.order_by("-taken_on", "-created_at")[:LOOK_BACK]:
            found.setdefault((result.test, same_unit(result.unit)), result)
        return found
