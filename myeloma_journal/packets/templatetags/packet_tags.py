"""How text is set on paper and on the page that looks like it."""

import re
from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from myeloma_journal.packets.call_sheet import Fit, PrintedLevel, PrintedSign
from myeloma_journal.packets.contents.options import SectionOption
from myeloma_journal.packets.contents.questions import OpenQuestion
from myeloma_journal.packets.settings import PacketSettings

register = template.Library()

# As long as a telephone number may be; what is longer may be broken.
NUMBER = re.compile(r"(\+?\(?\d[\d(). -]{3,18}\d)", re.ASCII)
# Where words begin beside a number: not at the bracket of an area code.
WORDS_BESIDE = re.compile(r"[,;]\s*(?=[^\W\d])|(?=\((?!\d+\)))")
# A unit of a laboratory, such as 10⁹/L; what is longer may be broken, too.
UNIT = re.compile(r"(?<!\S)(\S{1,8}/\S{1,8})(?!\S)")


@register.filter
def nowrap_numbers(text: str) -> SafeString:
    """The text, with telephone numbers that are never broken at a hyphen."""
    return _whole(NUMBER, text)


@register.filter
def number_and_words(text: str) -> tuple[str, str]:
    """A telephone number, and the words after a comma or in brackets.

    Words that follow it without a sign stay beside it: alone, the digits among them
    would read as its end.

    >>> number_and_words("(617) 555-0142 ext. 12, Mon-Fri 8-5")
    ('(617) 555-0142 ext. 12', 'Mon-Fri 8-5')
    >>> number_and_words("+44 (0)20 7946 0000 (day or night)")
    ('+44 (0)20 7946 0000', '(day or night)')
    >>> number_and_words("555-0142 24 hours")
    ('555-0142 24 hours', '')
    """
    number, *words = WORDS_BESIDE.split(text, maxsplit=1)
    return number.strip(), "".join(words)


@register.filter
def cut_at_word(text: str, most: int) -> str:
    """The text with so many characters at most, but the first number in it whole.

    >>> cut_at_word("Anna Lewis, my daughter, (555) 555-0119, not at night", 32)
    'Anna Lewis, my… (555) 555-0119'
    >>> cut_at_word("Department of Hematology and Oncology", 25)
    'Department of Hematology…'
    """
    if len(text) <= most:
        return text
    number = NUMBER.search(text)
    if number is None or number.end() <= most - 1:
        return _cut(text, most)
    before = _cut(text[: number.start()], most - len(number[0]) - 1)
    return f"{before} {number[0]}"


def _cut(text: str, most: int) -> str:
    start, _space, _cut_word = text[:most].rpartition(" ")
    return f"{(start or text[: most - 1]).rstrip(' .,;')}…"


@register.filter
def nowrap_units(text: str) -> SafeString:
    """The text, with units that are never broken at their slash."""
    return _whole(UNIT, text)


def _whole(unbroken: re.Pattern[str], text: str) -> SafeString:
    parts = (
        (format_html('<span class="num">{}</span>', part) if number % 2 else part,)
        for number, part in enumerate(unbroken.split(text))
    )
    return format_html_join("", "{}", parts)


@register.filter
def is_cut_from(shown: OpenQuestion, questions: Iterable[OpenQuestion]) -> bool:
    """Whether page one shows only the beginning of this question."""
    return shown not in questions


@register.filter
def any_has(rows: Iterable[object], name: str) -> bool:
    """Whether anything would stand in this column of these rows."""
    return any(getattr(row, name) for row in rows)


@register.filter
def shown_in(level: PrintedLevel, fit: Fit) -> tuple[PrintedSign, ...]:
    """The signs of a level that the sheet shows when it is set this way."""
    return level.shown(fit)


@register.filter
def left_out_count(section: SectionOption, settings: PacketSettings) -> int:
    """How many single things of a section are left out."""
    return sum(not settings.includes(item.key) for item in section.items)
