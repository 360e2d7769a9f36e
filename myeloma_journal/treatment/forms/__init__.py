"""The questions about the treatment record."""

from myeloma_journal.treatment.forms.given import (
    AllergyForm,
    LineDrugFormSet,
    LineForm,
    MedicationForm,
)
from myeloma_journal.treatment.forms.told import (
    DiagnosisForm,
    GeneFindingForm,
    StageToldForm,
)

__all__ = [
    "AllergyForm",
    "DiagnosisForm",
    "GeneFindingForm",
    "LineDrugFormSet",
    "LineForm",
    "MedicationForm",
    "StageToldForm",
]
