"""The short facts beside the symptoms on page one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.packets.choices import Section
from myeloma_journal.packets.contents.care_team import calls_shown
from myeloma_journal.packets.contents.record import Kept
from myeloma_journal.packets.contents.times import told_day
from myeloma_journal.treatment.models import Line, Medication


@dataclass(frozen=True)
class Fact:
    """A short fact beside the symptoms on page one.

    Attributes:
        title: What it is about.
        text: All of it.
        is_in_record: Whether page one may cut it: the record overleaf has all of it.
        rows: The same in rows, where it is made of several.
        section: The part of the packet it goes with, where it may be left out.
    """

    title: str
    text: str
    is_in_record: bool = False
    rows: tuple[str, ...] = ()
    section: str = ""

    @property
    def in_rows(self) -> tuple[str, ...]:
        """All of it, a row for each thing it tells."""
        return self.rows or (self.text,)


def facts_of(
    patient: Patient,
    lines: Sequence[Line],
    record: Kept,
    *,
    first: date,
    last: date,
) -> tuple[Fact, ...]:
    """What stands beside the symptoms on page one; what is empty is left out."""
    allergies = [
        f"{one.name}: {one.how}" if one.how else one.name for one in record.allergies
    ]
    calls = calls_shown(patient, first, last)
    facts = [
        Fact(
            _("Treatment now"),
            " ".join(_line(one, last) for one in lines),
            is_in_record=True,
        ),
        Fact(_("Allergies"), "; ".join(allergies), is_in_record=True),
        Fact(
            _("Medications changed"),
            _changed(record.medications, first, last),
            is_in_record=True,
        ),
        Fact(
            _("The journal said to call"),
            " ".join(calls),
            is_in_record=True,
            rows=calls,
            section=Section.CALLS,
        ),
        Fact(_("Whom to call"), patient.call_about),
    ]
    return tuple(fact for fact in facts if fact.text)


def _told(*texts: str) -> str:
    return ", ".join(text for text in texts if text)


def _line(line: Line, today: date) -> str:
    """One line of therapy in a sentence or two."""
    drugs = capfirst(", ".join(drug.name for drug in line.drugs.all()))
    name = f"{drugs} ({line.regimen_name})" if drugs else line.regimen_name
    if drugs.casefold() == line.regimen_name.casefold():
        name = drugs
    since = _("Line %(number)d, since %(day)s") % {
        "number": line.number,
        "day": line.started,
    }
    cycles = ""
    if line.cycles_given:
        cycles = _("cycles so far: %(count)d") % {"count": line.cycles_given}
    return f"{name}. {_told(since, line.phase_name, cycles)}."


def _changed(medications: Sequence[Medication], first: date, last: date) -> str:
    """What is new and what was stopped from the first day to the last."""
    begun = [
        _("%(name)s, since %(day)s")
        % {"name": one.name, "day": told_day(one.started, last)}
        for one in medications
        if one.started_on and first <= one.started_on and one.is_current(last)
    ]
    ended = [
        f"{one.name}, {told_day(one.stopped, last)}"
        for one in medications
        if one.stopped_on and first <= one.stopped_on <= last
    ]
    said = []
    if begun:
        said.append(_("New: %(several)s.") % {"several": "; ".join(begun)})
    if ended:
        said.append(_("Stopped: %(several)s.") % {"several": "; ".join(ended)})
    return " ".join(said)
