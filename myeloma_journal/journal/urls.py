from django.urls import path

from myeloma_journal.journal.search.views import search
from myeloma_journal.journal.views import calls, entries, followed, weeks

app_name = "journal"
ENTRY = "<uuid:pk>/"
SYMPTOM = "symptoms/<uuid:pk>/"
urlpatterns = [
    path("", entries.entry_list, name="entry_list"),
    path("search/", search, name="search"),
    path("month/", entries.month, name="month"),
    path("days/<str:on>/", entries.day, name="day"),
    path("week/", weeks.week, name="week"),
    path("trash/", entries.trash_list, name="trash_list"),
    path("rule-matches/", entries.rule_match_list, name="rule_match_list"),
    path("symptoms/", followed.symptom_list, name="symptom_list"),
    path("symptoms/order/", followed.symptom_order, name="symptom_order"),
    path(f"{SYMPTOM}edit/", followed.symptom_edit, name="symptom_edit"),
    path(f"{SYMPTOM}stop/", followed.symptom_stop, name="symptom_stop"),
    path(
        f"{SYMPTOM}again/", followed.symptom_follow_again, name="symptom_follow_again"
    ),
    path(f"{SYMPTOM}move/", followed.symptom_move, name="symptom_move"),
    path("measures/", followed.measure_list, name="measure_list"),
    path(ENTRY, entries.entry, name="entry"),
    path(f"{ENTRY}call/", calls.entry_call_reply, name="entry_call_reply"),
    path(f"{ENTRY}call/undo/", calls.entry_call_undo, name="entry_call_undo"),
    path(f"{ENTRY}signs/", calls.entry_signs, name="entry_signs"),
    path(f"{ENTRY}signs/undo/", calls.entry_sign_undo, name="entry_sign_undo"),
    path(f"{ENTRY}number/", calls.entry_number, name="entry_number"),
    path(f"{ENTRY}edit/", entries.entry_edit, name="entry_edit"),
    path(f"{ENTRY}revert/<int:number>/", entries.entry_revert, name="entry_revert"),
    path(f"{ENTRY}trash/", entries.entry_trash, name="entry_trash"),
    path(f"{ENTRY}trashed/", entries.entry_trashed, name="entry_trashed"),
    path(f"{ENTRY}restore/", entries.entry_restore, name="entry_restore"),
]
