"""Models of the treatment record."""

from myeloma_journal.treatment.models.diagnosis import (
    MOST_COPIES,
    Diagnosis,
    Finding,
    GeneFinding,
    Stage,
)
from myeloma_journal.treatment.models.events import (
    EventKind,
    HealthEvent,
)
from myeloma_journal.treatment.models.lines import (
    MOST_CYCLES,
    MOST_LINES,
    TREATMENT_FREE,
    Line,
    LineDrug,
    Pattern,
    WhyEnded,
)
from myeloma_journal.treatment.models.medications import (
    Allergy,
    Medication,
    MedicationCheck,
    MedicationKind,
)
from myeloma_journal.treatment.models.procedures import ProcedureDone
from myeloma_journal.treatment.models.spans import NOTE_LENGTH

__all__ = [
    "MOST_COPIES",
    "MOST_CYCLES",
    "MOST_LINES",
    "NOTE_LENGTH",
    "TREATMENT_FREE",
    "Allergy",
    "Diagnosis",
    "EventKind",
    "Finding",
    "GeneFinding",
    "HealthEvent",
    "Line",
    "LineDrug",
    "Medication",
    "MedicationCheck",
    "MedicationKind",
    "Pattern",
    "ProcedureDone",
    "Stage",
    "WhyEnded",
]
