"""The questions about visits."""

from myeloma_journal.appointments.forms.after import AfterForm, NextStepFormSet
from myeloma_journal.appointments.forms.visits import AppointmentForm, PlanForm

__all__ = ["AfterForm", "AppointmentForm", "NextStepFormSet", "PlanForm"]
