"""Links with tel: for the telephone numbers of a page."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from myeloma_journal.platform.forms.values import dial

register = template.Library()
register.filter("dial", dial)


@register.simple_tag
def link_numbers(text: str, *numbers: str) -> SafeString:
    """The text with each of these numbers in it turned into a tel: link."""
    known = {number for number in numbers if number and dial(number)}
    if not known:
        return format_html("{}", text)
    longest_first = sorted(map(re.escape, known), key=len, reverse=True)
    pieces = re.split(rf"(?<!\w)({'|'.join(longest_first)})(?!\w)", text)
    return format_html_join("", "{}", ((_link(piece, known),) for piece in pieces))


def _link(piece: str, known: set[str]) -> str:
    if piece not in known:
        return piece
    return format_html('<a class="link-call num" href="{}">{}</a>', dial(piece), piece)
