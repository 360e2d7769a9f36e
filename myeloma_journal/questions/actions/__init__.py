"""Writes that touch more than one question, or a question and its answer."""

from myeloma_journal.questions.actions.asked import (
    FromVisit,
    end_visit,
    keep_answer,
    keep_from_visit,
    set_status,
)
from myeloma_journal.questions.actions.lists import (
    AlreadyTaken,
    add,
    put_back,
    remove,
    reword,
    same_question,
    take,
)
from myeloma_journal.questions.actions.places import (
    DOWN,
    TOP,
    UP,
    TopThreeFull,
    mark_top,
    move,
    unmark_top,
)

__all__ = [
    "DOWN",
    "TOP",
    "UP",
    "AlreadyTaken",
    "FromVisit",
    "TopThreeFull",
    "add",
    "end_visit",
    "keep_answer",
    "keep_from_visit",
    "mark_top",
    "move",
    "put_back",
    "remove",
    "reword",
    "same_question",
    "set_status",
    "take",
    "unmark_top",
]
