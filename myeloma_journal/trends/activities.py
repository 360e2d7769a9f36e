"""On how many days symptoms kept somebody from doing things, in a sentence. Pure."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import ngettext

from myeloma_journal.journal.models import Stopped


def describe_prevented(worst: Mapping[date, int], who: str = "") -> str:
    """A sentence about these days; empty where nothing was prevented.

    Args:
        worst: The value of `Stopped` of each day with a rated symptom.
        who: Who saw it, unless it is the patient's own.
    """
    kept = sum(level > Stopped.NO for level in worst.values())
    most = sum(level == Stopped.MOST for level in worst.values())
    of_days = len(worst)
    if not kept:
        return ""
    if most and who:
        text = ngettext(
            "Seen by %(who)s: kept from doing things on %(kept)d of %(days)d day "
            "(most things on %(most)d).",
            "Seen by %(who)s: kept from doing things on %(kept)d of %(days)d days "
            "(most things on %(most)d).",
            of_days,
        )
    elif most:
        text = ngettext(
            "Kept from doing things on %(kept)d of %(days)d day "
            "(most things on %(most)d).",
            "Kept from doing things on %(kept)d of %(days)d days "
            "(most things on %(most)d).",
            of_days,
        )
    elif who:
        text = ngettext(
            "Seen by %(who)s: kept from doing things on %(kept)d of %(days)d day.",
            "Seen by %(who)s: kept from doing things on %(kept)d of %(days)d days.",
            of_days,
        )
    else:
        text = ngettext(
            "Kept from doing things on %(kept)d of %(days)d day.",
            "Kept from doing things on %(kept)d of %(days)d days.",
            of_days,
        )
    return text % {"kept": kept, "most": most, "days": of_days, "who": who}
