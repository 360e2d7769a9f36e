"""The questions about the treatment record."""

from myeloma_journal.treatment.forms.diagnosis import (
    DiagnosisForm,
    GeneFindingForm,
    StageToldForm,
)
from myeloma_journal.treatment.forms.line_drugs import DoseDaysForm, LineDrugFormSet
from myeloma_journal.treatment.forms.lines import LineForm
from myeloma_journal.treatment.forms.medications import AllergyForm, MedicationForm
from myeloma_journal.treatment.forms.procedures import ProcedureForm
from myeloma_journal.treatment.forms.still_right import StillRightForms

__all__ = [
    "AllergyForm",
    "DiagnosisForm",
    "DoseDaysForm",
    "GeneFindingForm",
    "LineDrugFormSet",
    "LineForm",
    "MedicationForm",
    "ProcedureForm",
    "StageToldForm",
    "StillRightForms",
]
