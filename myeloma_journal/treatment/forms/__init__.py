"""The questions about the treatment record."""

from myeloma_journal.treatment.forms.lines import LineDrugFormSet, LineForm
from myeloma_journal.treatment.forms.medications import AllergyForm, MedicationForm
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
