"""Text as people type it. No database."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# The control characters that people type.
TYPED_CONTROLS = "\n\t"
# These change the reading direction of the text around them.
BIDI_OVERRIDES = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
# No language has so many combining marks on a letter. Without a limit, normalizing
# takes quadratic time (Unicode UAX #15, section 13).
MOST_MARKS = 30
REMOVED = {"Cc", "Cs"}  # controls and lone surrogates
# Characters that are drawn as nothing, or as a space, though they are no spaces.
BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
VARIATION_SELECTORS = re.compile("[\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Format characters that are drawn: Arabic and Syriac signs before a number.
DRAWN_FORMATS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2"
# They join or part letters of Indic scripts and of Arabic, and the parts of an emoji.
JOINERS = "\u200c\u200d"
FIRST_JOINED_LETTER = "\u0590"
# A hyphen that never ends a line, one that always may, and those of Asian keyboards.
HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\ufe63\uff0d", "-"))
# ASCII as Asian keyboards write it.
FULLWIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

FEWEST_TELEPHONE_DIGITS = 2  # France's ambulance is 15


def clean_text(text: str, *, one_line: bool = False) -> str:
    r"""Text as we store it: in NFC, with line feeds only, without control characters.

    Emoji and every script stay. In one line (a name, a title) the bidi controls go too,
    so that a name cannot reorder the text around it.

    >>> clean_text("a\r\nb\x00c")
    'a\nbc'
    >>> clean_text("Zoe\u0308")
    'Zoë'
    >>> clean_text("Ann\u202eann", one_line=True)
    'Annann'
    """
    if text.isascii() and text.isprintable():  # the usual case, made fast
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(
        c for c in text if c in TYPED_CONTROLS or unicodedata.category(c) not in REMOVED
    )
    text = unicodedata.normalize("NFC", _with_few_marks(text))
    if one_line:
        text = text.replace("\n", " ").replace("\t", " ").translate(BIDI_OVERRIDES)
    return text


def is_blank(text: str) -> bool:
    r"""Whether nothing of the text can be seen.

    >>> is_blank("\u200b \u2800"), is_blank("a\u200b"), is_blank("")
    (True, False, True)
    """
    return not any(map(_is_visible, text))


def clean_line(text: str) -> str:
    r"""One line, such as a name: without invisible characters, odd spaces and hyphens.

    Joiners stay in the scripts and emoji that need them.

    >>> clean_line("\ufeffFree\u00a0kappa \u200b"), clean_line("M\u2011spi\u00adke")
    ('Free kappa ', 'M-spike')
    >>> clean_line("\u200b\u2800")
    ''
    """
    if text.isascii() and text.isprintable():
        return text
    text = clean_text(text, one_line=True)
    if is_blank(text):
        return ""
    kept: list[str] = []
    for character in text:
        if character in JOINERS:
            if kept and kept[-1] >= FIRST_JOINED_LETTER and kept[-1] not in JOINERS:
                kept.append(character)
        elif character.isspace() or character in BLANKS:
            kept.append(" ")
        elif (
            unicodedata.category(character) != "Cf"
            or character in DRAWN_FORMATS
            or _is_flag_tag(character, kept)
        ):
            kept.append(character)
    return "".join(kept).rstrip(JOINERS).translate(HYPHENS)


def clean_identifier(text: str) -> str:
    r"""An email address, or another name that is compared letter by letter.

    >>> clean_identifier("\u202amaria@example.org\u200b ")
    'maria@example.org'
    >>> clean_identifier("\uff4d\uff41\uff52\uff49\uff41\uff20example.org")
    'maria@example.org'
    """
    plain = clean_line(text).translate(FULLWIDTH)
    return "".join(c for c in plain if c not in JOINERS).strip()


def _is_visible(character: str) -> bool:
    if character in DRAWN_FORMATS:
        return True
    if character.isspace() or character in BLANKS:
        return False
    if VARIATION_SELECTORS.match(character):
        return False
    return unicodedata.category(character) not in {"Cf", "Cc", "Cs"}


def _is_flag_tag(character: str, before: list[str]) -> bool:
    """Whether it spells a flag, as of Scotland, after a black flag."""
    is_tag = "\U000e0020" <= character <= "\U000e007f"
    flag = "\U0001f3f4"
    return is_tag and bool(before) and (before[-1] == flag or before[-1] > "\U000e001f")


def _with_few_marks(text: str) -> str:
    """The text with at most `MOST_MARKS` combining marks on a letter."""
    if text.isascii():
        return text
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def validate_telephone(number: str) -> None:
    """Refuse a text without a number in digits.

    What is dialled depends on the country: forms ask `telephones.validate_dialled`. A
    journal that comes back keeps the numbers it was exported with.

    Raises:
        ValidationError: It has fewer than two digits.
    """
    if sum(map(str.isdigit, number)) < FEWEST_TELEPHONE_DIGITS:
        raise ValidationError(
            _(
                "Start with the phone number in digits, like 555-0142 or +1 555 "
                "555 0142."
            ),
            code="number",
        )
