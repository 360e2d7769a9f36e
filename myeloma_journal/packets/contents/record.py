"""The treatment record and the care team, and the facts of page one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.care_team.models import Contact
from myeloma_journal.journal.call_history import CallShown, what_was_said
from myeloma_journal.journal.models import Said
from myeloma_journal.packets.settings import (
    DEFAULT_SETTINGS,
    PacketSettings,
    item_key,
)
from myeloma_journal.platform.forms.partial_dates import PartialDate, Precision
from myeloma_journal.treatment.models import (
    Allergy,
    Diagnosis,
    GeneFinding,
    Medication,
    ProcedureDone,
    Stage,
)
from myeloma_journal.trends.day_words import format_short_day

MONTH = timedelta(days=31)


@dataclass(frozen=True)
class RecordRows:
    """The rows of the treatment record, loaded with one query a table.

    Attributes:
        medications: Those taken now, and those begun or stopped in these days.
        allergies: Those that hold.
        diagnoses: The diagnosis, if there is one.
        stages: Stages and risk groups, the latest first.
        genes: What the genes showed, the latest first, each with its marker's slug.
        procedures: What was done beside drugs, the latest first.
        contacts: The care team, the one to call first at the top.
    """

    medications: Sequence[Medication]
    allergies: Sequence[Allergy]
    diagnoses: Sequence[Diagnosis]
    stages: Sequence[Stage]
    genes: Sequence[GeneFinding]
    procedures: Sequence[ProcedureDone]
    contacts: Sequence[Contact]

    @property
    def myeloma_type(self) -> str:
        return self.diagnoses[0].myeloma_type if self.diagnoses else ""

    @property
    def phase_name(self) -> str:
        """The phase that the team named for a time without treatment."""
        return self.diagnoses[0].phase_name if self.diagnoses else ""


def load_record(
    patient: Patient,
    first: date,
    last: date,
    settings: PacketSettings = DEFAULT_SETTINGS,
) -> RecordRows:
    """Load the rows, with one query a table.

    Args:
        patient: Whose record.
        first: The first day of the packet; medications stopped before are left out.
        last: Its last day.
        settings: Which medications and contacts are left out.
    """
    medications = patient.medications.exclude(
        pk__in=settings.left_out_ids("medication")
    )
    # A month or so earlier: what is known by the month may have been in these days.
    taken = medications.current(last) | medications.changed_since(first - MONTH)
    contacts = patient.contacts.exclude(pk__in=settings.left_out_ids("contact"))
    return RecordRows(
        medications=list(taken.order_by("name", "created_at")),
        allergies=list(patient.allergies.current(last)),
        diagnoses=list(Diagnosis.objects.filter(patient=patient)),
        stages=list(patient.stages.all()),
        genes=list(patient.gene_findings.select_related("marker")),
        procedures=list(patient.procedures.all()),
        contacts=list(contacts),
    )


@dataclass(frozen=True)
class ContactRow:
    """A contact of the care team, with telephone numbers as typed."""

    name: str
    what: str
    by_day: str = ""
    nights: str = ""
    key: str = ""


def contact_rows(contacts: Iterable[Contact]) -> tuple[ContactRow, ...]:
    return tuple(
        ContactRow(
            name=contact.name,
            what=joined(contact.role, contact.place),
            by_day=contact.daytime_number,
            nights=contact.after_hours_number,
            key=item_key("contact", contact.pk),
        )
        for contact in contacts
    )


def call_sentences(
    patient: Patient,
    first: date,
    last: date,
    settings: PacketSettings = DEFAULT_SETTINGS,
) -> tuple[str, ...]:
    """The care team rules that entries of this period met, and what was done.

    Left out are matches that a later correction removed, and those of a symptom that
    is left out of the packet.
    """
    shown = what_was_said(patient, first, last)
    left_out = tuple(f"{name}:" for name in settings.left_out_ids("symptom"))
    return tuple(
        _call_sentence(call, last, patient.name)
        for call in shown
        if not call.reading.casefold().startswith(left_out)
    )


def _call_sentence(call: CallShown, last: date, patient: str) -> str:
    """When the journal said so, about what, and what was done, by whom and when."""
    params = {
        "day": format_short_day(call.shown_at.date(), last),
        "time": time_format(call.shown_at),
        "reading": call.reading,
    }
    said = _("%(day)s, %(time)s: %(reading)s.") % params
    if call.said_at is None:
        return said
    when = time_format(call.said_at)
    if call.said_at.date() != call.shown_at.date():
        when = joined(format_short_day(call.said_at.date(), last), when)
    if call.by != patient:
        when = joined(when, call.by)
    return f"{said} {_answer(call, when)}"


def _answer(call: CallShown, when: str) -> str:
    """What was done, ended where it does not end in a period, as "9:30 p.m." does."""
    words = {
        Said.CALLED: _("Called: yes, %(when)s"),
        Said.NOT_CALLED: _("Called: no, %(when)s"),
        Said.KNOWN: _("The team already knows: %(when)s"),
    }
    return f"{(words[Said(call.said)] % {'when': when}).removesuffix('.')}."


@dataclass(frozen=True)
class FactPart:
    """A label in bold, and what stands after it."""

    label: str
    text: str


@dataclass(frozen=True)
class Fact:
    """A fact printed beside the symptoms on page one.

    Attributes:
        title: What it is about.
        text: All of it.
        may_be_cut: Whether page one may shorten it: it then stands in full on a later
            page.
        rows: The same in rows, where it is made of several.
        parts: The same in parts with a label each.
        section: The section it is left out with, if any.
        is_missing: Whether nothing is written down: page one has a line for it.
        is_dropped_early: Whether page one may leave it out, before anything is cut.
        share: How much longer than another fact it may be.
    """

    title: str
    text: str
    may_be_cut: bool = False
    rows: tuple[str, ...] = ()
    parts: tuple[FactPart, ...] = ()
    section: str = ""
    is_missing: bool = False
    is_dropped_early: bool = False
    share: int = 1

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The whole text, in one or several paragraphs."""
        return self.rows or (self.text,)


def joined(*texts: str) -> str:
    return ", ".join(text for text in texts if text)


def short_partial_date(when: PartialDate) -> str:
    """The date for a narrow column, as exact as its precision."""
    if when.precision != Precision.DAY:
        return str(when)
    return str(date_format(when.first, "SHORT_DATE_YEAR_FORMAT"))
