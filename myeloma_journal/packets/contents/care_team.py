"""The care team, and when the journal said to call it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import time_format
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.care_team.models import Contact
from myeloma_journal.journal.models import RuleMet
from myeloma_journal.packets.choices import key_of
from myeloma_journal.trends.days import day


@dataclass(frozen=True)
class ContactLine:
    """Somebody of the care team, with the numbers as they were typed."""

    name: str
    what: str
    by_day: str = ""
    nights: str = ""
    key: str = ""


def contact_lines(contacts: Iterable[Contact]) -> tuple[ContactLine, ...]:
    """All of the care team, the one to call first at the top."""
    return tuple(
        ContactLine(
            name=one.name,
            what=", ".join(filter(None, (one.role, one.place))),
            by_day=one.daytime_number,
            nights=one.after_hours_number,
            key=key_of("contact", one.pk),
        )
        for one in contacts
    )


def calls_shown(patient: Patient, first: date, last: date) -> tuple[str, ...]:
    """What entries of these days met that somebody wants to hear of, and what it said.

    What a correction took back is left out.
    """
    shown = (
        RuleMet.objects.of(patient)
        .public()
        .standing()
        .order_by("shown_at", "created_at")
    )
    of_days = shown.filter(entry__felt_on__range=(first, last))
    return tuple(_calls(of_days, patient, last))


def _calls(shown: Iterable[RuleMet], patient: Patient, last: date) -> Iterable[str]:
    for one in shown:
        when = patient.local(one.shown_at)
        yield _("%(day)s, %(time)s: %(reading)s. It said “%(title)s”.") % {
            "day": day(when.date(), last),
            "time": time_format(when),
            "reading": one.reading,
            "title": one.title,
        }
