"""Parse the results ("<0.1", "trace") and days of a laboratory's report. Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal

from myeloma_journal.platform.forms.numbers import parse_number

# As typed, and as stored.
COMPARATORS = {"<=": "<=", ">=": ">=", "≤": "<=", "≥": ">=", "<": "<", ">": ">"}
PARTS = re.compile(rf"({'|'.join(COMPARATORS)})?(.*)", re.DOTALL)
# A word, or the plus signs of a test strip: "trace", "not seen", "1+", "++".
WORD = re.compile(r"[^\W\d_].*|\d?\++")


@dataclass(frozen=True)
class ParsedResult:
    """A number with its comparator, or a word."""

    comparator: str = ""
    value: Decimal | None = None
    word: str = ""


def parse_result(typed: str) -> ParsedResult:
    """Parse a result.

    Raises:
        ValueError: Neither a number nor a word.

    >>> parse_result("0,8")
    ParsedResult(comparator='', value=Decimal('0.8'), word='')
    >>> parse_result("≤ 0.10")
    ParsedResult(comparator='<=', value=Decimal('0.10'), word='')
    >>> parse_result("trace")
    ParsedResult(comparator='', value=None, word='trace')
    >>> parse_result("0.8 g/dL")
    Traceback (most recent call last):
    ...
    ValueError: not a number: 0.8 g/dL
    """
    typed = typed.strip()
    if WORD.fullmatch(typed):
        return ParsedResult(word=typed)
    comparator, number = PARTS.fullmatch(typed).groups(default="")  # type: ignore[union-attr]
    return ParsedResult(COMPARATORS.get(comparator, ""), parse_number(number))


def normalize_unit(unit: str) -> str:
    """The unit without differences in case, spaces and signs.

    >>> normalize_unit("10^9/L") == normalize_unit("10*9 / l")
    True
    >>> normalize_unit("µmol/L") == normalize_unit("umol/L")
    True
    """
    plain = unit.casefold().replace("\N{GREEK SMALL LETTER MU}", "u")
    return "".join(letter for letter in plain if letter not in " ^*.")
