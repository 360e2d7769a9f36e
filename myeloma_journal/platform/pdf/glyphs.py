"""Which characters PDFs can show: in our own fonts, and in those of the machine."""

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache

from myeloma_journal.platform.pdf.worker import PRINT_CSS

RANGES = re.compile(r"unicode-range:([^;]+);")
RANGE = re.compile(r"\b([0-9A-Fa-f]+)(?:-([0-9A-Fa-f]+))?\b")
# fontconfig's list of fonts. Pango draws only with these formats.
LIST_FONTS = ("--format=%{fontformat}:%{charset}\n",)
DRAWN_FORMATS = ("TrueType:", "CFF:")
SECONDS = 30
# Controls, invisible marks and spaces need no glyph.
INVISIBLE = ("Cc", "Cf", "Zs", "Zl", "Zp")
# Our fonts lack these. Where the machine's do too, ASCII can write them: 10⁹ as 10^9.
# ² and ³ they have.
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
RAISED_RUN = re.compile("[¹²³]*[⁰⁴-⁹⁻][⁰¹²³⁴-⁹⁻]*")
COMPARED = {"≤": "&lt;=", "≥": "&gt;="}
VARIATIONS = range(0xFE00, 0xFE10)


class MissingGlyphsError(Exception):
    """The PDF would show empty boxes; nothing was rendered.

    Attributes:
        characters: Those without a glyph, each once.
    """

    def __init__(self, characters: list[str]):
        super().__init__(f"{len(characters)} characters are in no font")
        self.characters = characters


def require_glyphs(contents: object, *, acknowledged: bool) -> None:
    """Refuse contents with characters that no font has.

    Args:
        contents: What would be rendered, see `missing_glyphs`.
        acknowledged: Whether the user has been shown the characters and goes on.

    Raises:
        MissingGlyphsError: With the characters.
    """
    if not acknowledged and (characters := missing_glyphs(contents)):
        raise MissingGlyphsError(characters)


@cache
def printable() -> frozenset[int]:
    """The code points that have a glyph, in our fonts or in those of the machine."""
    ours = " ".join(RANGES.findall(PRINT_CSS.read_text())).replace("U+", "")
    return _code_points(ours) | _code_points(installed_ranges())


def installed_ranges() -> str:
    """The ranges of code points in the machine's fonts; none without fontconfig.

    WeasyPrint takes from these what our own fonts lack.
    """
    if not (fc_list := shutil.which("fc-list")):
        return ""
    try:
        listed = subprocess.run(  # noqa: S603 - nothing of a request is in it
            [fc_list, *LIST_FONTS], capture_output=True, check=True, timeout=SECONDS
        ).stdout.decode("ascii", "replace")
    except (OSError, subprocess.SubprocessError):
        return ""
    return " ".join(
        line.partition(":")[2]
        for line in listed.splitlines()
        if line.startswith(DRAWN_FORMATS)
    )


def _code_points(ranges: str) -> frozenset[int]:
    """The code points in a list such as `20-7e a0`."""
    return frozenset(
        code
        for first, last in RANGE.findall(ranges)
        for code in range(int(first, 16), int(last or first, 16) + 1)
    )


def replace_missing_glyphs(html: str) -> str:
    """The document with some characters that no font has written in ASCII."""
    for sign, plain in COMPARED.items():
        if ord(sign) not in printable():
            html = html.replace(sign, plain)
    return RAISED_RUN.sub(_raised, html)


def _raised(run: re.Match[str]) -> str:
    is_drawn = all(ord(digit) in printable() for digit in run[0])
    return run[0] if is_drawn else "^" + run[0].translate(RAISED)


def missing_glyphs(contents: object) -> list[str]:
    r"""The characters without a glyph, each once, in order of appearance.

    Args:
        contents: A text, or any dataclass, sequence or mapping that holds texts.

    >>> missing_glyphs(["Dr. Łukasz \ue000", "10⁹, \ue000"])
    ['\ue000']
    """
    text = replace_missing_glyphs("".join(_texts(contents)))
    return [character for character in dict.fromkeys(text) if not _is_drawn(character)]


def _is_drawn(character: str) -> bool:
    code = ord(character)
    if code in printable() or code in VARIATIONS:
        return True
    return unicodedata.category(character) in INVISIBLE


def _texts(contents: object) -> Iterator[str]:
    """Every text in it, however deep."""
    if isinstance(contents, str):
        yield contents
    elif is_dataclass(contents):
        for field in fields(contents):
            yield from _texts(getattr(contents, field.name))
    elif isinstance(contents, Mapping):
        yield from _texts([*contents, *contents.values()])
    elif isinstance(contents, list | tuple):
        for item in contents:
            yield from _texts(item)
