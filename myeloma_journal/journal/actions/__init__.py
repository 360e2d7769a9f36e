"""Writes of the journal."""

from myeloma_journal.journal.actions.entries import (
    correct_entry,
    purge_trash,
    put_back,
    put_back_before,
    question_text,
    take_back,
    write_entry,
    write_week,
)
from myeloma_journal.journal.actions.symptoms import (
    follow,
    follow_again,
    follow_starters,
    move,
    stop_following,
)

__all__ = [
    "correct_entry",
    "follow",
    "follow_again",
    "follow_starters",
    "move",
    "purge_trash",
    "put_back",
    "put_back_before",
    "question_text",
    "stop_following",
    "take_back",
    "write_entry",
    "write_week",
]
