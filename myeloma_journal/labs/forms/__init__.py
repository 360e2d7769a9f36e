"""The questions about what tests showed."""

from myeloma_journal.labs.forms.offered import Tests
from myeloma_journal.labs.forms.reports import ResultsPage
from myeloma_journal.labs.forms.results import ResultEditForm, ResultForm
from myeloma_journal.labs.forms.told import MrdForm, ToldResultForm

__all__ = [
    "MrdForm",
    "ResultEditForm",
    "ResultForm",
    "ResultsPage",
    "Tests",
    "ToldResultForm",
]
