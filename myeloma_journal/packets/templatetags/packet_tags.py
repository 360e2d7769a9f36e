"""How text is set on paper and on the page that looks like it."""

import re
from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from myeloma_journal.packets.contents.options import SectionOption
from myeloma_journal.packets.contents.questions import OpenQuestion
from myeloma_journal.packets.settings import PacketSettings

register = template.Library()

# As long as a telephone number may be; what is longer may be broken.
NUMBER = re.compile(r"(\+?\(?\d[\d(). -]{3,18}\d)", re.ASCII)
# A unit of a laboratory, such as 10⁹/L; what is longer may be broken, too.
UNIT = re.compile(r"(?<!\S)(\S{1,8}/\S{1,8})(?!\S)")


@register.filter
def nowrap_numbers(text: str) -> SafeString:
    """The text, with telephone numbers that are never broken at a hyphen."""
    return _whole(NUMBER, text)


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
def left_out_count(section: SectionOption, settings: PacketSettings) -> int:
    """How many single things of a section are left out."""
    return sum(not settings.includes(item.key) for item in section.items)
