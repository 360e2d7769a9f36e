"""The one cleaner for text that comes in from outside. Pure."""

import unicodedata

# Line feed and tab are the control characters that people mean.
KEPT = "\n\t"
# These turn the reading direction of what stands around them.
BIDI_OVERRIDES = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
# No language stacks so many marks on a letter. Without a bound, composing them takes
# time that grows with the square of their number (Unicode UAX #15, section 13).
MOST_MARKS = 30
NOT_MEANT = {"Cc", "Cs"}  # controls, and halves of characters


def clean_text(text: str, *, one_line: bool = False) -> str:
    r"""Text as we keep it: composed, line feeds only, no control characters.

    Emoji and every script stay. In one line (a name, a title) the characters that turn
    the reading direction go too, so that a name cannot rearrange the words around it.

    >>> clean_text("a\r\nb\x00c")
    'a\nbc'
    >>> clean_text("Zoe\u0308")
    'Zoë'
    >>> clean_text("Ann\u202eann", one_line=True)
    'Annann'
    """
    if text.isascii() and text.isprintable():  # most of what comes is one plain line
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(
        c for c in text if c in KEPT or unicodedata.category(c) not in NOT_MEANT
    )
    text = unicodedata.normalize("NFC", _with_few_marks(text))
    if one_line:
        text = text.replace("\n", " ").replace("\t", " ").translate(BIDI_OVERRIDES)
    return text


def _with_few_marks(text: str) -> str:
    """The text with no more marks on a letter than anybody writes."""
    if text.isascii():
        return text
    kept, marks = [], 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MOST_MARKS:
            kept.append(character)
    return "".join(kept)
