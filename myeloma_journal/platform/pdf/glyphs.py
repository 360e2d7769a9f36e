"""Which characters paper can show, as print.css says of its fonts. No database."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache

from myeloma_journal.platform.pdf.worker import PRINT_CSS

RANGES = re.compile(r"unicode-range:([^;]+);")
RANGE = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?")
# Controls, invisible marks and spaces draw nothing, so they leave no box.
INVISIBLE = ("Cc", "Cf", "Zs", "Zl", "Zp")
# What our fonts lack and plain letters can say: 10⁹ as 10^9. ² and ³ they have.
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
RAISED_RUN = re.compile("[¹²³]*[⁰⁴-⁹⁻][⁰¹²³⁴-⁹⁻]*")
COMPARED = {"≤": "&lt;=", "≥": "&gt;="}
VARIATIONS = range(0xFE00, 0xFE10)


class NotDrawn(Exception):
    """Paper would show empty boxes; nothing was printed.

    Attributes:
        letters: What stands in their place, each once.
    """

    def __init__(self, letters: list[str]):
        super().__init__(f"{len(letters)} characters are in no font of ours")
        self.letters = letters


def refuse_boxes(thing: object, *, are_told: bool) -> None:
    """Stop before anything prints that our fonts cannot draw.

    Args:
        thing: What would print.
        are_told: Whether whoever prints it knows and wants it all the same.

    Raises:
        NotDrawn: With the characters.
    """
    if not are_told and (letters := not_printable(thing)):
        raise NotDrawn(letters)


@cache
def printable() -> frozenset[int]:
    """The code points that our fonts have letters for."""
    said = " ".join(RANGES.findall(PRINT_CSS.read_text()))
    return frozenset(
        code
        for first, last in RANGE.findall(said)
        for code in range(int(first, 16), int(last or first, 16) + 1)
    )


def in_our_letters(html: str) -> str:
    """The document, with what our fonts can draw in place of what they can not.

    >>> in_our_letters("163 × 10⁹/L, 10⁻⁵, 5 m², ≥ 3")
    '163 × 10^9/L, 10^-5, 5 m², &gt;= 3'
    """
    for sign, plain in COMPARED.items():
        html = html.replace(sign, plain)
    return RAISED_RUN.sub(lambda run: "^" + run[0].translate(RAISED), html)


def not_printable(thing: object) -> list[str]:
    """Each character that would still leave an empty box, in the order of appearance.

    Args:
        thing: A text, or whatever holds texts: a dataclass, a sequence, a mapping.

    >>> not_printable(["Dr. Łukasz 😀", "10⁹, 中 😀"])
    ['😀', '中']
    """
    letters = dict.fromkeys(in_our_letters("".join(_texts(thing))))
    return [one for one in letters if not _is_drawn(one)]


def _is_drawn(letter: str) -> bool:
    code = ord(letter)
    if code in printable() or code in VARIATIONS:
        return True
    return unicodedata.category(letter) in INVISIBLE


def _texts(thing: object) -> Iterator[str]:
    """Every text in it, however deep."""
    if isinstance(thing, str):
        yield thing
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _texts(getattr(thing, field.name))
    elif isinstance(thing, Mapping):
        yield from _texts([*thing, *thing.values()])
    elif isinstance(thing, list | tuple):
        for one in thing:
            yield from _texts(one)
