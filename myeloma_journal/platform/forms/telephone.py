"""Telephone numbers: kept as typed, turned into what a phone can dial. Pure."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Digits with the signs people put between them; then perhaps words after a space.
NUMBER = re.compile(
    r"\s*(\+?[\d(](?:[\s().\-\u2010-\u2013]*\d)*\)?)(?:[\s,;].*)?", re.S
)
FEWEST_DIGITS = 2  # Brazil's 190 has three, and 15 was France's for years
MOST_DIGITS = 15  # ITU-T E.164, section 6.2.1


def dial(number: str) -> str:
    """The address that dials `number`, or nothing where it holds none to be sure of.

    An extension is not dialled: it is read from the page when somebody answers.

    >>> dial("(555) 014-2 ext. 12"), dial("+1 555 0142, ask for the nurse")
    ('tel:5550142', 'tel:+15550142')
    >>> dial("911"), dial("1-800-CALL-NOW"), dial("the ward")
    ('tel:911', '', '')
    """
    found = NUMBER.fullmatch(number)
    if not found:
        return ""
    digits = re.sub(r"[^\d+]", "", found[1])
    is_long_enough = FEWEST_DIGITS <= len(digits.lstrip("+")) <= MOST_DIGITS
    return f"tel:{digits}" if is_long_enough and digits.isascii() else ""


def can_be_dialled(number: str) -> None:
    """Refuse what no phone could dial.

    Raises:
        ValidationError: It does not begin with a number written in digits.
    """
    if not dial(number):
        raise ValidationError(
            _("Write the number in digits first, like 555-0142 or +1 555 0142."),
            code="number",
        )
