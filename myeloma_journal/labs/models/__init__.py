"""What tests showed: the results of a report, and what was told of other tests."""

from myeloma_journal.labs.models.other_tests import (
    MRD,
    MrdSensitivity,
    MrdWord,
    ToldResult,
)
from myeloma_journal.labs.models.results import (
    TYPED_LENGTH,
    Comparator,
    LabResult,
    unit_in_print,
)

__all__ = [
    "MRD",
    "TYPED_LENGTH",
    "Comparator",
    "LabResult",
    "MrdSensitivity",
    "MrdWord",
    "ToldResult",
    "unit_in_print",
]
