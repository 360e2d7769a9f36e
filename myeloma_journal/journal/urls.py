from django.urls import path

from myeloma_journal.journal.views import (
    calls,
    entries,
    entry_list,
    measures,
    months,
    weeks,
)
from myeloma_journal.journal.views import (
    followed as symptoms,
)

app_name = "journal"
ENTRY = "<uuid:pk>/"
SYMPTOM = "symptoms/<uuid:pk>/"
urlpatterns = [
    path("", entry_list.entry_list, name="entry_list"),
    path("month/", months.month, name="month"),
    path("week/", weeks.week, name="week"),
    path("trash/", entries.entry_bin, name="entry_bin"),
    path("calls/", calls.rule_met_list, name="rule_met_list"),
    path("symptoms/", symptoms.symptom_list, name="symptom_list"),
    path(f"{SYMPTOM}edit/", symptoms.symptom_edit, name="symptom_edit"),
    path(f"{SYMPTOM}stop/", symptoms.symptom_stop, name="symptom_stop"),
    path(
        f"{SYMPTOM}again/", symptoms.symptom_follow_again, name="symptom_follow_again"
    ),
    path(f"{SYMPTOM}move/", symptoms.symptom_move, name="symptom_move"),
    path("measures/", measures.measure_list, name="measure_list"),
    path(ENTRY, entries.entry, name="entry"),
    path(f"{ENTRY}edit/", entries.entry_edit, name="entry_edit"),
    path(f"{ENTRY}revert/<int:number>/", entries.entry_undo, name="entry_undo"),
    path(f"{ENTRY}delete/", entries.entry_take_back, name="entry_take_back"),
    path(f"{ENTRY}deleted/", entries.entry_taken_back, name="entry_taken_back"),
]
