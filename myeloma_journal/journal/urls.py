"""Addresses of the journal."""

from django.urls import path

from myeloma_journal.journal.views import calls, entries, measures, symptoms, weeks

JOURNAL = "patients/<uuid:patient_id>/journal/"
ENTRY = f"{JOURNAL}<uuid:pk>/"
SYMPTOMS = "patients/<uuid:patient_id>/symptoms/"
SYMPTOM = f"{SYMPTOMS}<uuid:pk>/"

app_name = "journal"
urlpatterns = [
    path(f"{JOURNAL}week/", weeks.week, name="week"),
    path(f"{JOURNAL}bin/", entries.entry_bin, name="entry_bin"),
    path(ENTRY, entries.entry, name="entry"),
    path(f"{ENTRY}edit/", entries.entry_edit, name="entry_edit"),
    path(f"{ENTRY}undo/<int:number>/", entries.entry_undo, name="entry_undo"),
    path(f"{ENTRY}take-back/", entries.entry_take_back, name="entry_take_back"),
    path(f"{ENTRY}taken-back/", entries.entry_taken_back, name="entry_taken_back"),
    path(
        "patients/<uuid:patient_id>/calls/", calls.rule_met_list, name="rule_met_list"
    ),
    path(SYMPTOMS, symptoms.symptom_list, name="symptom_list"),
    path(f"{SYMPTOM}edit/", symptoms.symptom_edit, name="symptom_edit"),
    path(f"{SYMPTOM}stop/", symptoms.symptom_stop, name="symptom_stop"),
    path(
        f"{SYMPTOM}again/", symptoms.symptom_follow_again, name="symptom_follow_again"
    ),
    path(f"{SYMPTOM}move/", symptoms.symptom_move, name="symptom_move"),
    path(
        "patients/<uuid:patient_id>/measures/",
        measures.measure_list,
        name="measure_list",
    ),
]
