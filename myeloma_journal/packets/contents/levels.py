"""How strong, as a number and a word."""

from dataclasses import dataclass

from myeloma_journal.trends.changes import WORDS


@dataclass(frozen=True)
class Level:
    """How strong: 0 to 3, and its word."""

    number: int
    word: str


def level_of(number: int) -> Level:
    """A severity with its word."""
    return Level(number, str(WORDS[number]))
