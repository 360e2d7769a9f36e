"""What is asked about questions, and about what was said."""

from myeloma_journal.questions.forms.at_visit import AtVisitForm, told_about
from myeloma_journal.questions.forms.lists import (
    AddForm,
    FindForm,
    OwnLinesField,
    OwnWordsForm,
    TakeForm,
)
from myeloma_journal.questions.forms.one import AnswerForm, QuestionForm

__all__ = [
    "AddForm",
    "AnswerForm",
    "AtVisitForm",
    "FindForm",
    "OwnLinesField",
    "OwnWordsForm",
    "QuestionForm",
    "TakeForm",
    "told_about",
]
