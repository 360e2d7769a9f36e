"""What the treatment record and the care team hold."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format, time_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.care_team.models import Contact
from myeloma_journal.journal.models import RuleMatch
from myeloma_journal.packets.choices import (
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
from myeloma_journal.trends.day_words import day


@dataclass(frozen=True)
class RecordRows:
    """What is short and stands in many tables.

    Attributes:
        medications: Those taken now, and those begun or stopped in these days.
        allergies: Those that hold.
        diagnoses: The diagnosis, where it was told.
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
    """All of it.

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
            what=joined(one.role, one.place),
            by_day=one.daytime_number,
            nights=one.after_hours_number,
            key=item_key("contact", one.pk),
        )
        for one in contacts
    )


def call_lines(patient: Patient, first: date, last: date) -> tuple[str, ...]:
    """What entries of these days met that somebody wants to hear of, and what it said.

    What a correction took back is left out.
    """
    shown = (
        RuleMatch.objects.of(patient)
        .public()
        .active()
        .order_by("shown_at", "created_at")
    )
    of_days = shown.filter(entry__felt_on__range=(first, last))
    return tuple(_calls(of_days, patient, last))


def _calls(shown: Iterable[RuleMatch], patient: Patient, last: date) -> Iterable[str]:
    for one in shown:
        when = patient.local(one.shown_at)
        yield _("%(day)s, %(time)s: %(reading)s. It said “%(title)s”.") % {
            "day": day(when.date(), last),
            "time": time_format(when),
            "reading": one.reading,
            "title": one.title,
        }


@dataclass(frozen=True)
class Fact:
    """A short fact beside the symptoms on page one.

    Attributes:
        title: What it is about.
        text: All of it.
        may_be_cut: Whether page one may cut it: the record overleaf has all of it.
        rows: The same in rows, where it is made of several.
        section: The part of the packet it goes with, where it may be left out.
    """

    title: str
    text: str
    may_be_cut: bool = False
    rows: tuple[str, ...] = ()
    section: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """All of it, a row for each thing it tells."""
        return self.rows or (self.text,)


def page_one_facts(
    patient: Patient,
    lines: Sequence[Line],
    record: RecordRows,
    *,
    first: date,
    last: date,
) -> tuple[Fact, ...]:
    """What stands beside the symptoms on page one; what is empty is left out."""
    allergies = [
        f"{allergy.name}: {allergy.details}" if allergy.details else allergy.name
        for allergy in record.allergies
    ]
    calls = call_lines(patient, first, last)
    facts = [
        Fact(
            _("Treatment now"),
            " ".join(_line(one, last) for one in lines),
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
    """What is new and what was stopped from the first day to the last."""
    begun = [
        _("%(name)s, since %(day)s")
        % {"name": one.name, "day": partial_day(one.started, last)}
        for one in medications
        if one.started_on and first <= one.started_on and one.is_current(last)
    ]
    ended = [
        f"{one.name}, {partial_day(one.stopped, last)}"
        for one in medications
        if one.stopped_on and first <= one.stopped_on <= last
    ]
    said = []
    if begun:
        said.append(_("New: %(several)s.") % {"several": "; ".join(begun)})
    if ended:
        said.append(_("Stopped: %(several)s.") % {"several": "; ".join(ended)})
    return " ".join(said)


def partial_day(when: PartialDate, today: date) -> str:
    """No more exact than it was told."""
    return day(when.first, today) if when.precision == Precision.DAY else str(when)


def short_partial_date(when: PartialDate) -> str:
    """For a narrow column."""
    if when.precision != Precision.DAY:
        return str(when)
    return f"{date_format(when.first, 'SHORT_DATE_FORMAT')}, {when.first.year}"
