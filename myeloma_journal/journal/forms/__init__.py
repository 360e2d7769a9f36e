"""The questions of the journal."""

from myeloma_journal.journal.forms.entries import EntryForm, same_as
from myeloma_journal.journal.forms.followed import FollowedForm, FollowForm
from myeloma_journal.journal.forms.measures import MeasuresForm
from myeloma_journal.journal.forms.weeks import WeekForm

__all__ = [
    "EntryForm",
    "FollowForm",
    "FollowedForm",
    "MeasuresForm",
    "WeekForm",
    "same_as",
]
