"""The patient's own questions, and what was said to them."""

from myeloma_journal.questions.models.answers import ANSWER_LENGTH, Answer
from myeloma_journal.questions.models.questions import (
    ASKED_STATUSES,
    OPEN_STATUSES,
    QUESTION_LENGTH,
    TO_ASK_STATUSES,
    TOP_POSITIONS,
    Question,
    QuestionQuerySet,
    Status,
)

__all__ = [
    "ANSWER_LENGTH",
    "ASKED_STATUSES",
    "OPEN_STATUSES",
    "QUESTION_LENGTH",
    "TOP_POSITIONS",
    "TO_ASK_STATUSES",
    "Answer",
    "Question",
    "QuestionQuerySet",
    "Status",
]
