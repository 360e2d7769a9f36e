"""What stands in a packet: records in, one frozen dataclass out. No HTML."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.models import Membership, Patient
from myeloma_journal.core.partial_dates import PartialDate, Precision
from myeloma_journal.journal.models import Entry, Rating, Stopped
from myeloma_journal.labs.tables import LAB_TIMES, Row, side_by_side
from myeloma_journal.questions.models import Question, Status
from myeloma_journal.treatment.models import Kind, Line, Medication
from myeloma_journal.trends.changes import WORDS, Change
from myeloma_journal.trends.compare import Trend
from myeloma_journal.trends.days import day
from myeloma_journal.trends.since import changes_since, first_day

NOTE_LETTERS = 2_000


@dataclass(frozen=True)
class Level:
    """How strong: 0 to 3, and its word."""

    number: int
    word: str


@dataclass(frozen=True)
class OpenQuestion:
    """One question of the patient's, in its order."""

    number: int
    text: str
    origin: str = ""
    noticed: str = ""
    asked: str = ""
    is_top: bool = False


@dataclass(frozen=True)
class SymptomLine:
    """One symptom over the days of the packet."""

    name: str
    worst: Level
    latest: Level | None
    change: str = ""
    sentence: str = ""


@dataclass(frozen=True)
class Fact:
    """A short fact beside the symptoms on page one."""

    title: str
    text: str
    is_in_record: bool = False


@dataclass(frozen=True)
class Rated:
    """One symptom on one day; `then` ends its sentence."""

    name: str
    level: Level
    then: str = "."


@dataclass(frozen=True)
class PrintedEntry:
    """One entry: whose words, and when they were written if that was later."""

    signed: str = ""
    when: str = ""
    late: date | None = None
    overall: str = ""
    ratings: tuple[Rated, ...] = ()
    absent: str = ""
    measures: tuple[str, ...] = ()
    note: str = ""
    is_cut: bool = False


@dataclass(frozen=True)
class Day:
    """All that was written about one day."""

    date: date
    entries: tuple[PrintedEntry, ...]

    @property
    def is_long(self) -> bool:
        """Whether it may go on overleaf: more than about half a page in large print."""
        return len(self.entries) > 3 or sum(len(one.note) for one in self.entries) > 500


@dataclass(frozen=True)
class MedicationLine:
    """One medication, as it was typed."""

    name: str
    how: str
    since: str
    purpose: str


@dataclass(frozen=True)
class LabLine:
    """One test: its results at the times of the table, and the lab's own range."""

    name: str
    by_time: Mapping[str, str]
    range: str


@dataclass(frozen=True)
class Packet:
    """Everything a packet prints, in the order it prints it."""

    title: str
    foot: str
    name: str
    born_on: date | None
    with_whom: str
    starts_at: datetime
    heading: str
    written_days: int
    of_days: int
    follows_visit: bool = False
    top: tuple[OpenQuestion, ...] = ()
    symptoms: tuple[SymptomLine, ...] = ()
    facts: tuple[Fact, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()
    days: tuple[Day, ...] = ()
    medications: tuple[MedicationLine, ...] = ()
    lab_times: tuple[str, ...] = ()
    labs: tuple[LabLine, ...] = ()

    @property
    def record(self) -> tuple[Fact, ...]:
        """The facts that stand in full beside medications and lab results."""
        return tuple(fact for fact in self.facts if fact.is_in_record)

    @property
    def compared(self) -> bool:
        """Whether the symptoms say how they changed."""
        return any(symptom.change for symptom in self.symptoms)

    @property
    def rows(self) -> int:
        """How many rows there are to lay out."""
        entries = sum(len(day.entries) for day in self.days)
        tables = len(self.symptoms) + len(self.medications) + len(self.labs)
        return entries + tables + len(self.questions)


def gather(
    member: Membership, appointment: Appointment, *, now: datetime, short: bool = False
) -> Packet:
    """Everything about this patient that a visit needs; thirteen queries at most.

    Args:
        member: Who prints, and whose journal it is.
        appointment: The visit; one of this patient's.
        now: The moment of printing.
        short: Take the last 30 days, however long ago the last visit was.
    """
    patient = member.patient
    today = patient.local(now).date()
    last = min(today, appointment.day)
    before = _visit_before(patient, appointment, now)
    first = first_day(None if short else before, last)
    since = changes_since(patient, first, last)
    questions = _questions(patient, appointment, today)
    lines = list(patient.lines.current(last).whole())
    medications = _medications(patient, first, last)
    symptoms = tuple(_symptom(one) for one in since.changes if _is_worth_a_row(one))
    lab_times, labs = _labs(patient)
    titled = {"name": patient.name, "visit": date_format(appointment.day)}
    return Packet(
        title=_("%(name)s: for the visit on %(visit)s") % titled,
        foot=_foot(patient, appointment, today),
        name=patient.name,
        born_on=patient.born_on,
        with_whom=appointment.with_whom,
        starts_at=appointment.wall_clock,
        heading=_heading(symptoms, first, today),
        written_days=since.written_days,
        of_days=since.days_kept,
        follows_visit=before is not None,
        top=tuple(question for question in questions if question.is_top),
        symptoms=symptoms,
        facts=_facts(patient, lines, medications, first=first, last=last),
        questions=questions,
        days=_days(patient.entries.between(first, last).whole()),
        medications=(
            *_line_drugs(lines),
            *(_medication(one) for one in medications if one.is_current(last)),
        ),
        lab_times=lab_times,
        labs=labs,
    )


def _visit_before(
    patient: Patient, appointment: Appointment, now: datetime
) -> Appointment | None:
    """The last visit that has been; for an old packet, the last one before it."""
    return patient.appointments.past(min(now, appointment.starts_at)).first()


def _heading(symptoms: Sequence[SymptomLine], first: date, today: date) -> str:
    """Over what was written: it says "changed" only where something is compared."""
    if any(symptom.change for symptom in symptoms):
        return _("What changed since %(day)s") % {"day": day(first, today)}
    return _("Written since %(day)s") % {"day": day(first, today)}


def _foot(patient: Patient, appointment: Appointment, today: date) -> str:
    """Who, for which visit, printed when: on every page."""
    who = patient.name
    if patient.born_on:
        born = {"name": who, "born": date_format(patient.born_on)}
        who = _("%(name)s, born %(born)s") % born
    return _("%(who)s. For the visit on %(visit)s, printed %(today)s.") % {
        "who": who,
        "visit": date_format(appointment.day),
        "today": date_format(today),
    }


# Questions


def _questions(
    patient: Patient, appointment: Appointment, today: date
) -> tuple[OpenQuestion, ...]:
    """Those that are open for this visit, in their order."""
    asked = patient.questions.for_appointment(appointment).prefetch_related("entries")
    return tuple(_question(n, one, today) for n, one in enumerate(asked, 1))


def _question(number: int, question: Question, today: date) -> OpenQuestion:
    asked = ""
    if question.asked_on and question.status == Status.NOT_ANSWERED:
        asked = _("Asked on %(day)s, not answered.")
    elif question.asked_on:
        asked = _("Asked on %(day)s.")
    if asked and question.asked_on:
        asked = asked % {"day": day(question.asked_on, today)}
    noticed = ""
    for entry in question.entries.all():
        if entry.is_observed:
            who = {"who": entry.signed}
            noticed = _("From the journal, noticed by %(who)s") % who
    from_list = noticed or question.label or _("My own question")
    return OpenQuestion(
        number=number,
        text=question.text,
        origin=f"{from_list}. {asked}" if asked else from_list,
        noticed=f"{noticed}." if noticed else "",
        asked=asked,
        is_top=question.top is not None,
    )


# What was written


def _level(number: int) -> Level:
    return Level(number, str(WORDS[number]))


def _is_worth_a_row(change: Change) -> bool:
    """Not what was never felt, nor what nobody wrote about since."""
    if change.trend in (Trend.GONE, Trend.BETTER):
        return True
    return change.worst > 0


def _symptom(change: Change) -> SymptomLine:
    none_now = change.trend == Trend.GONE and not change.worst
    return SymptomLine(
        name=change.name,
        worst=Level(0, _("none now")) if none_now else _level(change.worst),
        latest=None if change.latest is None else _level(change.latest),
        change="" if change.trend == Trend.TOO_LITTLE else change.trend.label,
        sentence=change.sentence,
    )


def _days(entries: Iterable[Entry]) -> tuple[Day, ...]:
    """Day by day, the earliest first; within a day as it was written."""
    in_order = sorted(entries, key=lambda one: (one.felt_on, one.written_at))
    return tuple(
        Day(felt_on, tuple(map(_written, several)))
        for felt_on, several in groupby(in_order, key=lambda one: one.felt_on)
    )


def _written(entry: Entry) -> PrintedEntry:
    ratings = list(entry.ratings.all())
    note = entry.note.strip()
    is_cut = len(note) > NOTE_LETTERS
    return PrintedEntry(
        signed=entry.signed if entry.is_observed else "",
        when=entry.get_part_of_day_display() if entry.part_of_day else "",
        late=entry.written_on if entry.is_late else None,
        overall="" if entry.overall is None else entry.get_overall_display().lower(),
        ratings=tuple(_rated(one) for one in ratings if one.severity),
        absent=", ".join(one.name for one in ratings if not one.severity),
        measures=tuple(map(str, entry.measurements.all())),
        note=f"{note[:NOTE_LETTERS].rstrip()} …" if is_cut else note,
        is_cut=is_cut,
    )


def _rated(rating: Rating) -> Rated:
    stopped = {
        Stopped.SOME.value: _(", stopped some things."),
        Stopped.MOST.value: _(", stopped most things."),
    }
    then = stopped.get(rating.stopped or Stopped.NO.value, ".")
    return Rated(rating.name, _level(rating.severity), then)


# The record


def _facts(
    patient: Patient,
    lines: Sequence[Line],
    medications: Sequence[Medication],
    *,
    first: date,
    last: date,
) -> tuple[Fact, ...]:
    """What stands beside the symptoms on page one; what is empty is left out."""
    allergies = [
        one.name + (f": {told}" if (told := _told(one.reaction, one.since)) else "")
        for one in patient.allergies.all()
    ]
    facts = [
        Fact(_("Treatment now"), " ".join(_line(one, last) for one in lines), True),
        Fact(_("Allergies"), "; ".join(allergies), True),
        Fact(_("Medications changed"), _changed(medications, first, last), True),
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


def _medications(patient: Patient, first: date, last: date) -> list[Medication]:
    """Those taken now, and those begun or stopped since `first`."""
    every = patient.medications.all()
    return list(every.current(last) | every.changed_since(first))


def _changed(medications: Sequence[Medication], first: date, last: date) -> str:
    """What is new and what was stopped from the first day to the last."""
    begun = [
        _("%(name)s, since %(day)s")
        % {"name": one.name, "day": _told_day(one.started, last)}
        for one in medications
        if one.started_on and first <= one.started_on and one.is_current(last)
    ]
    ended = [
        f"{one.name}, {_told_day(one.stopped, last)}"
        for one in medications
        if one.stopped_on and first <= one.stopped_on <= last
    ]
    said = []
    if begun:
        said.append(_("New: %(several)s.") % {"several": "; ".join(begun)})
    if ended:
        said.append(_("Stopped: %(several)s.") % {"several": "; ".join(ended)})
    return " ".join(said)


def _line_drugs(lines: Iterable[Line]) -> list[MedicationLine]:
    """The drugs of the treatment itself come first."""
    return [
        MedicationLine(
            capfirst(drug.name), drug.dose, _short(line.started), _("myeloma")
        )
        for line in lines
        for drug in line.drugs.all()
    ]


def _medication(medication: Medication) -> MedicationLine:
    kinds = {
        Kind.OVER_THE_COUNTER.value: _("from the store"),
        Kind.SUPPLEMENT.value: _("supplement"),
    }
    kind = kinds.get(medication.kind)
    name = f"{medication.name} ({kind})" if kind else medication.name
    since = _short(medication.started) if medication.started else ""
    return MedicationLine(name, medication.dose, since, medication.what_for)


def _told_day(when: PartialDate, today: date) -> str:
    """No more exact than it was told."""
    return day(when.first, today) if when.precision == Precision.DAY else str(when)


def _short(when: PartialDate) -> str:
    """For a narrow column."""
    if when.precision != Precision.DAY:
        return str(when)
    return f"{date_format(when.first, 'SHORT_DATE_FORMAT')}, {when.first.year}"


def _labs(patient: Patient) -> tuple[tuple[str, ...], tuple[LabLine, ...]]:
    """The last times at which something was taken, side by side."""
    results = patient.lab_results.of_latest_days(LAB_TIMES).by_test()
    table = side_by_side(list(results))
    return tuple(map(_short, table.times)), tuple(map(_lab_line, table.rows))


def _lab_line(row: Row) -> LabLine:
    by_time = {
        _short(when): "; ".join(result.result for result in cell)
        for when, cell in row.cells.items()
    }
    return LabLine(row.name, by_time, row.latest.range_in_words)
