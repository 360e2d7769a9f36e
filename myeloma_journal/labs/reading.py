"""What a laboratory prints as a result: a number, "<0.1", or a word. Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal

from myeloma_journal.platform.forms.numbers import parse_number

# As typed, and as we keep it.
COMPARATORS = {"<=": "<=", ">=": ">=", "≤": "<=", "≥": ">=", "<": "<", ">": ">"}
PARTS = re.compile(rf"({'|'.join(COMPARATORS)})?(.*)", re.DOTALL)
# A word, or the plus signs of a test strip: "trace", "not seen", "1+", "++".
WORD = re.compile(r"[^\W\d_].*|\d?\++")


@dataclass(frozen=True)
class Reading:
    """One result as it was understood: a number and what precedes it, or a word."""

    comparator: str = ""
    value: Decimal | None = None
    word: str = ""


def read(typed: str) -> Reading:
    """Understand a result.

    Raises:
        ValueError: Neither a number nor a word.

    >>> read("0,8")
    Reading(comparator='', value=Decimal('0.8'), word='')
    >>> read("≤ 0.10")
    Reading(comparator='<=', value=Decimal('0.10'), word='')
    >>> read("trace")
    Reading(comparator='', value=None, word='trace')
    >>> read("0.8 g/dL")
    Traceback (most recent call last):
    ...
    ValueError: not a number: 0.8 g/dL
    """
    typed = typed.strip()
    if WORD.fullmatch(typed):
        return Reading(word=typed)
    comparator, number = PARTS.fullmatch(typed).groups(default="")  # type: ignore[union-attr]
    return Reading(COMPARATORS.get(comparator, ""), parse_number(number))


def same_unit(one: str) -> str:
    """How a unit looks when the ways to type it are evened out.

    >>> same_unit("10^9/L") == same_unit("10*9 / l")
    True
    >>> same_unit("µmol/L") == same_unit("umol/L")
    True
    """
    plain = one.casefold().replace("\N{GREEK SMALL LETTER MU}", "u")
    return "".join(letter for letter in plain if letter not in " ^*.")
