"""The treatment record and the care team, and the facts of page one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.care_team.models import Contact
from myeloma_journal.journal.call_history import CallShown, what_was_said
from myeloma_journal.packets.settings import (
    DEFAULT_SETTINGS,
    PacketSettings,
    Section,
    item_key,
)
from myeloma_journal.platform.forms.partial_dates import PartialDate, Precision
from myeloma_journal.treatment.models import (
    Allergy,
    Diagnosis,
    GeneFinding,
    Line,
    Medication,
    ProcedureDone,
    Stage,
)
from myeloma_journal.trends.day_words import format_day


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
    taken = medications.current(last) | medications.changed_since(first)
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


def call_sentences(patient: Patient, first: date, last: date) -> tuple[str, ...]:
    """The care team rules that entries of this period met, and what was done.

    Matches that a later correction removed are left out.
    """
    shown = what_was_said(patient, first, last)
    return tuple(_call_sentence(call, last) for call in shown)


def _call_sentence(call: CallShown, last: date) -> str:
    params = {
        "day": format_day(call.shown_at.date(), last),
        "time": time_format(call.shown_at),
        "reading": call.reading,
        "title": call.title,
        "answer": call.answer,
    }
    if call.was_known:
        return _("%(day)s, %(time)s: %(reading)s. %(answer)s") % params
    if call.answer:
        return (
            _("%(day)s, %(time)s: %(reading)s. It said “%(title)s”. %(answer)s")
            % params
        )
    return _("%(day)s, %(time)s: %(reading)s. It said “%(title)s”.") % params


@dataclass(frozen=True)
class Fact:
    """A fact printed beside the symptoms on page one.

    Attributes:
        title: What it is about.
        text: All of it.
        may_be_cut: Whether page one may shorten it: it stands in full on a later page.
        rows: The same in rows, where it is made of several.
        section: The section it is left out with, if any.
    """

    title: str
    text: str
    may_be_cut: bool = False
    rows: tuple[str, ...] = ()
    section: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The whole text, in one or several paragraphs."""
        return self.rows or (self.text,)


def page_one_facts(
    patient: Patient,
    lines: Sequence[Line],
    record: RecordRows,
    *,
    first: date,
    last: date,
) -> tuple[Fact, ...]:
    """The facts beside the symptoms on page one, without empty ones."""
    allergies = [
        f"{allergy.name}: {allergy.details}" if allergy.details else allergy.name
        for allergy in record.allergies
    ]
    calls = call_sentences(patient, first, last)
    facts = [
        Fact(
            _("Treatment now"),
            " ".join(_line(line, last) for line in lines),
            may_be_cut=True,
        ),
        Fact(_("Allergies"), "; ".join(allergies), may_be_cut=True),
        Fact(
            _("Medications changed"),
            _changed(record.medications, first, last),
            may_be_cut=True,
        ),
        Fact(
            _("The journal said to call"),
            " ".join(calls),
            may_be_cut=True,
            rows=calls,
            section=Section.CALLS,
        ),
        Fact(_("Whom to call"), patient.call_about),
    ]
    return tuple(fact for fact in facts if fact.text)


def joined(*texts: str) -> str:
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
    return f"{name}. {joined(since, line.phase_name, cycles)}."


def _changed(medications: Sequence[Medication], first: date, last: date) -> str:
    """Medications started and stopped in the period."""
    begun = [
        _("%(name)s, since %(day)s")
        % {"name": medication.name, "day": partial_day(medication.started, last)}
        for medication in medications
        if medication.started_on
        and first <= medication.started_on
        and medication.is_current(last)
    ]
    ended = [
        f"{medication.name}, {partial_day(medication.stopped, last)}"
        for medication in medications
        if medication.stopped_on and first <= medication.stopped_on <= last
    ]
    sentences = []
    if begun:
        sentences.append(_("New: %(several)s.") % {"several": "; ".join(begun)})
    if ended:
        sentences.append(_("Stopped: %(several)s.") % {"several": "; ".join(ended)})
    return " ".join(sentences)


def partial_day(when: PartialDate, today: date) -> str:
    """The date in words, as exact as its precision."""
    return (
        format_day(when.first, today) if when.precision == Precision.DAY else str(when)
    )


def short_partial_date(when: PartialDate) -> str:
    """The date for a narrow column, as exact as its precision."""
    if when.precision != Precision.DAY:
        return str(when)
    return f"{date_format(when.first, 'SHORT_DATE_FORMAT')}, {when.first.year}"
