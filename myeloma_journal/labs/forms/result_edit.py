"""Form that edits one saved result."""

from copy import copy
from typing import Any

from django.db import transaction

from myeloma_journal.labs.actions import find_conflicting
from myeloma_journal.labs.forms.choices import SampleTimeForm, TestChoices
from myeloma_journal.labs.forms.last_results import LastResults
from myeloma_journal.labs.forms.results import ResultForm
from myeloma_journal.labs.models import LabResult
from myeloma_journal.platform.forms.conflicts import add_version_field, check_version
from myeloma_journal.platform.forms.partial_dates import Precision


class ResultEditForm(SampleTimeForm, ResultForm):
    """Edit one result."""

    field_order = ("collected_on", "about")

    def __init__(self, *args: Any, result: LabResult, **kwargs: Any) -> None:
        """Prefill the fields from `result`."""
        self.result = result
        tests = TestChoices.current(result.marker, result.patient)
        slug = tests.slug_of(result)
        is_named_so = tests.name_of(slug) == result.name
        is_day = result.collected.precision == Precision.DAY
        initial = {
            "collected_on": result.collected_on if is_day else None,
            "about": "" if is_day else str(result.collected),
            "test": slug if is_named_so else "",
            "name": "" if is_named_so else result.name,
            "typed": result.typed,
            "unit": result.unit,
            "low": result.low_typed,
            "high": result.high_typed,
            "flag": result.flag,
        }
        last = LastResults(result.patient, without=result)
        super().__init__(*args, tests=tests, last=last, initial=initial, **kwargs)
        add_version_field(self, result)

    def clean(self) -> dict[str, Any]:
        """Warn of another result of this test and time."""
        data = super().clean()
        if not self.errors:
            corrected = self.fill(copy(self.result))
            for other in find_conflicting(self.result.patient, [corrected]).values():
                self.warn_of(other)
            self.ask()
        return data

    def fill(self, result: LabResult) -> LabResult:
        """Set the fields and the sample's time on `result`."""
        result.collected = self.collected
        return super().fill(result)

    @transaction.atomic
    def save(self) -> None:
        """Save, unless somebody else changed the result meanwhile.

        Raises:
            ConflictError: They did. The next page shows both versions.
        """
        check_version(self.result, self)
        self.fill(self.result).save()
