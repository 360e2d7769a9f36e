"""Lab results, and the results of other tests."""

from myeloma_journal.labs.models.other_tests import (
    MRD,
    MrdSensitivity,
    MrdWord,
    OtherTestResult,
)
from myeloma_journal.labs.models.results import (
    TYPED_LENGTH,
    Comparator,
    LabResult,
    hash_test,
    unit_in_print,
)

__all__ = [
    "MRD",
    "TYPED_LENGTH",
    "Comparator",
    "LabResult",
    "MrdSensitivity",
    "MrdWord",
    "OtherTestResult",
    "hash_test",
    "unit_in_print",
]
