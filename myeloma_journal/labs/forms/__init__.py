"""The questions about what tests showed."""

from myeloma_journal.labs.forms.choices import Tests
from myeloma_journal.labs.forms.other_tests import MrdForm, ToldResultForm
from myeloma_journal.labs.forms.reports import ResultsPage
from myeloma_journal.labs.forms.results import ResultEditForm, ResultForm

__all__ = [
    "MrdForm",
    "ResultEditForm",
    "ResultForm",
    "ResultsPage",
    "Tests",
    "ToldResultForm",
]
