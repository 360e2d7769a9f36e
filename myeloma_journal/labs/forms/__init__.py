"""The questions about what tests showed."""

from myeloma_journal.labs.forms.offered import Tests
from myeloma_journal.labs.forms.reports import ResultsPage
from myeloma_journal.labs.forms.results import ResultEditForm, ResultForm

__all__ = ["ResultEditForm", "ResultForm", "ResultsPage", "Tests"]
