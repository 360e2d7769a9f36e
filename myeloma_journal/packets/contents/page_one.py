"""What page one tells the clinician beside questions and symptoms."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from myeloma_journal.care_circle.models import Patient
from myeloma_journal.care_team.rules import in_unit
from myeloma_journal.catalogue.units import OF_TEN
from myeloma_journal.journal.models import Entry, Measurement, Stopped
from myeloma_journal.journal.voices import Writer, by_writer, main_writer
from myeloma_journal.packets.contents.entries import NOTE_MAX_CHARS
from myeloma_journal.packets.contents.record import Fact, FactPart, RecordRows, joined
from myeloma_journal.packets.contents.strip import short_partial
from myeloma_journal.packets.settings import PacketSettings, Section, item_key
from myeloma_journal.platform.forms.partial_dates import Precision
from myeloma_journal.treatment.dose_history import DoseChange, DoseHistory, DoseStep
from myeloma_journal.treatment.models import HealthEvent, Line, Medication
from myeloma_journal.trends.activities import describe_prevented
from myeloma_journal.trends.day_words import format_short_day
from myeloma_journal.trends.since import Since

MAX_NOTES = 3
# Keys of what can be left out of page one by itself.
NOTES, MEASURED, DOING, EVENTS = (
    item_key("page-one", name) for name in ("notes", "measured", "doing", "events")
)


@dataclass(frozen=True)
class PrintedNote:
    """A note of the journal, by whom and of which day."""

    day: str
    text: str
    writer: str = ""

    @property
    def title(self) -> str:
        return joined(self.day, self.writer)


@dataclass(frozen=True)
class Days:
    """The days of a packet, and who wrote in them."""

    first: date
    last: date
    writers: tuple[Writer, ...]
    entries: Mapping[Writer, Sequence[Entry]]

    @property
    def main(self) -> Writer:
        return main_writer(self.writers)

    @property
    def first_day(self) -> str:
        return format_short_day(self.first, self.last)

    def name(self, writer: Writer) -> str:
        """The name beside somebody's words; empty for the main writer."""
        return "" if writer == self.main else writer.name


def days_of(since: Since, entries: Iterable[Entry]) -> Days:
    """The entries by who wrote them, under the names that `since` gives."""
    names = {writer: writer for writer in since.writers}
    grouped = {
        names.get(writer, writer): several
        for writer, several in by_writer(entries).items()
    }
    return Days(since.first, since.last, since.writers, grouped)


def page_one_notes(
    days: Days, patient: str, settings: PacketSettings, asked: Iterable[str]
) -> tuple[PrintedNote, ...]:
    """The notes that are flagged for the visit, then the last ones; three at most.

    Args:
        days: With the entries.
        patient: The patient's name.
        settings: Whether notes are left out.
        asked: The questions on page one, which a flagged note may have become.
    """
    if not settings.includes(NOTES):
        return ()
    questions = {" ".join(question.split()) for question in asked}
    notes = [
        (entry, writer)
        for writer, entries in days.entries.items()
        for entry in entries
        if entry.note.strip() and " ".join(entry.note.split()) not in questions
    ]
    notes.sort(key=lambda note: (note[0].felt_on, note[0].written_at), reverse=True)
    flagged = [note for note in notes if note[0].discuss]
    others = [note for note in notes if not note[0].discuss]
    chosen = [*reversed(flagged[:MAX_NOTES])]
    chosen += reversed(others[: MAX_NOTES - len(chosen)])
    is_by_several = len(days.writers) > 1
    return tuple(
        PrintedNote(
            format_short_day(entry.felt_on, days.last),
            _note_text(entry),
            (writer.name or patient) if is_by_several else "",
        )
        for entry, writer in chosen
    )


def _note_text(entry: Entry) -> str:
    text = " ".join(entry.note.split())
    if len(text) <= NOTE_MAX_CHARS:
        return text
    shortened = {"note": text[:NOTE_MAX_CHARS].rstrip()}
    return _("%(note)s … (continued in the journal)") % shortened


def page_one_facts(
    patient: Patient,
    record: RecordRows,
    days: Days,
    *,
    lines: Sequence[Line],
    doses: DoseHistory,
    events: Sequence[HealthEvent],
    calls: Sequence[str],
    has_labs: bool,
    has_questions: bool,
    settings: PacketSettings,
) -> tuple[Fact, ...]:
    """The facts beside the symptoms, without empty ones.

    What is missing in the record is said, and can be written by hand.
    """
    nothing = Fact("", "")
    facts = [
        nothing
        if any(line.is_current(days.last) for line in lines)
        else missing(_("Current treatment")),
        _medications(patient, record, days, lines, doses, settings),
        _allergies(record),
        nothing if has_labs else missing(_("Last lab results"), section=Section.LABS),
        Fact(
            _("Measurements"),
            " ".join(_measured(days)) if settings.includes(MEASURED) else "",
            may_be_cut=True,
            share=2,
        ),
        Fact(
            _("Daily activities"),
            " ".join(_doing(days, settings)) if settings.includes(DOING) else "",
            may_be_cut=True,
            is_dropped_early=True,
        ),
        Fact(
            _("The journal said to call"),
            " ".join(calls),
            may_be_cut=True,
            rows=tuple(calls),
            section=Section.CALLS,
            share=2,
        ),
        Fact(
            _("Hospital, infection, transfusion"),
            _events(events, days) if settings.includes(EVENTS) else "",
            may_be_cut=True,
        ),
        Fact(_("Family contact"), patient.call_about)
        if patient.call_about
        else missing(_("Family contact")),
        nothing if has_questions else missing(_("My questions")),
    ]
    return tuple(fact for fact in facts if fact.text)


def missing(title: str, text: str = "", section: str = "") -> Fact:
    """A fact that nobody has written down, with room to write it."""
    text = text or _("Not entered yet.")
    return Fact(title, text, is_missing=True, section=section)


def _allergies(record: RecordRows) -> Fact:
    """The names first: whatever is cut, no name is."""
    if not record.allergies:
        return missing(_("Allergies"), _("None entered."))
    names = [allergy.name for allergy in record.allergies]
    details = [
        f"{allergy.name}: {allergy.details}"
        for allergy in record.allergies
        if allergy.details
    ]
    if len(names) == 1:
        return Fact(_("Allergies"), (details or names)[0], may_be_cut=True)
    sentences = " ".join(f"{detail}." for detail in details)
    parts = (FactPart("; ".join(names) + ".", sentences),)
    return Fact(
        _("Allergies"),
        f"{'; '.join(names)}. {sentences}".strip(),
        may_be_cut=True,
        parts=parts,
    )


def _medications(
    patient: Patient,
    record: RecordRows,
    days: Days,
    lines: Sequence[Line],
    doses: DoseHistory,
    settings: PacketSettings,
) -> Fact:
    """What is new, changed and stopped since the visit, each with its day."""
    title, section = _("Medications"), Section.MEDICATIONS
    if not doses.has_any:
        return missing(title, section=section)
    left_out = set(settings.left_out_ids("medication"))
    changes = [
        change for change in doses.changes if str(change.pk).casefold() not in left_out
    ]
    by_record = {change.pk: change for change in changes}
    words = {
        _("Changed:"): list(_changed(changes, record, lines, days)),
        _("New:"): [
            *_new_lines(lines, days),
            *_new_drugs(changes, lines, days),
            *_new(patient, record.medications, by_record, days),
        ],
        _("Stopped:"): [
            *_stopped_lines(lines, days),
            *_removed(changes, lines, days),
            *_stopped(record.medications, days),
        ],
    }
    parts = tuple(
        FactPart(label, f"{'; '.join(several)}.")
        for label, several in words.items()
        if several
    )
    text = " ".join(f"{part.label} {part.text}" for part in parts)
    none = _("No changes entered since %(day)s.") % {"day": days.first_day}
    return Fact(
        title, text or none, may_be_cut=True, parts=parts, section=section, share=2
    )


def _changed(
    changes: Iterable[DoseChange],
    record: RecordRows,
    lines: Sequence[Line],
    days: Days,
) -> Iterator[str]:
    """Each changed dose, from which to which, and on which day."""
    taken = {medication.pk for medication in record.medications}
    current = {line.pk for line in lines if not _ended_before(line, days)}
    for change in changes:
        if not change.steps or not ({change.pk, change.line_pk} & (taken | current)):
            continue
        is_dose = all(
            step.more.casefold() == change.before.more.casefold() and step.dose
            for step in change.steps
        ) and bool(change.before.dose)

        def said(step: DoseStep, is_dose: bool = is_dose) -> str:
            return (step.dose if is_dose else step.details) or pgettext(
                "dose", "not entered"
            )

        words = [
            _("%(name)s from %(before)s to %(after)s, %(day)s")
            % {
                "name": change.name,
                "before": said(change.before),
                "after": said(change.steps[0]),
                "day": format_short_day(change.steps[0].day, days.last),
            }
        ]
        words += [
            pgettext("later dose", "then to %(after)s, %(day)s")
            % {"after": said(step), "day": format_short_day(step.day, days.last)}
            for step in change.steps[1:]
        ]
        yield ", ".join(words)


def _new_lines(lines: Iterable[Line], days: Days) -> Iterator[str]:
    for line in lines:
        if days.first <= line.started_on <= days.last and line.is_current(days.last):
            drugs = ", ".join(drug.name for drug in line.drugs.all())
            name = f"{line.regimen_name} ({drugs})" if drugs else line.regimen_name
            yield joined(name, short_partial(line.started, days.last))


def _stopped_lines(lines: Iterable[Line], days: Days) -> Iterator[str]:
    for line in lines:
        if line.stopped and days.first <= line.stopped.last <= days.last:
            yield joined(line.regimen_name, short_partial(line.stopped, days.last))


def _ended_before(line: Line, days: Days) -> bool:
    return line.stopped is not None and line.stopped.last < days.first


def _new_drugs(
    changes: Iterable[DoseChange], lines: Sequence[Line], days: Days
) -> Iterator[str]:
    """Drugs that were added to a line which had begun, and been written, before."""
    begun = {
        line.pk: line
        for line in lines
        if line.started_on < days.first and line.is_current(days.last)
    }
    for change in changes:
        line = begun.get(change.line_pk) if change.line_pk else None
        if line is None or change.added_on is None or change.removed_on:
            continue
        written = line.patient.local(line.created_at).date()
        if written < change.added_on and days.first <= change.added_on <= days.last:
            yield _added(change.name, change.before.dose, change.added_on, days)


def _removed(
    changes: Iterable[DoseChange], lines: Sequence[Line], days: Days
) -> Iterator[str]:
    """Drugs that were taken out of a line which goes on."""
    current = {line.pk for line in lines if line.is_current(days.last)}
    for change in changes:
        if change.removed_on is None or change.line_pk not in current:
            continue
        if change.added_on is None or change.added_on < change.removed_on:
            day = format_short_day(change.removed_on, days.last)
            yield _("%(name)s (removed from the list %(day)s)") % {
                "name": change.name,
                "day": day,
            }


def _new(
    patient: Patient,
    medications: Iterable[Medication],
    changes: Mapping[UUID, DoseChange],
    days: Days,
) -> Iterator[str]:
    for medication in medications:
        if not medication.is_current(days.last):
            continue
        name = medication.name_and_dose
        started, change = medication.started, changes.get(medication.pk)
        if started is None:
            added = change.added_on if change else None
            was_written_before = patient.local(patient.created_at).date() < days.first
            if added and added >= days.first and was_written_before:
                yield _added(medication.name, medication.dose, added, days)
        elif days.first <= started.first <= days.last or (
            started.precision == Precision.MONTH
            and started.first <= days.first <= started.last
        ):
            yield joined(name, short_partial(started, days.last))


def _added(name: str, dose: str, day: date, days: Days) -> str:
    return _("%(name)s (added to the list %(day)s)") % {
        "name": " ".join(filter(None, (name, dose))),
        "day": format_short_day(day, days.last),
    }


def _stopped(medications: Iterable[Medication], days: Days) -> Iterator[str]:
    for medication in medications:
        stopped, started = medication.stopped, medication.started
        if stopped is None or medication.stopped_on is None:
            continue
        if medication.stopped_on > days.last or stopped.last < days.first:
            continue
        if stopped.precision not in (Precision.DAY, Precision.MONTH):
            continue
        words = joined(medication.name_and_dose, short_partial(stopped, days.last))
        if started and days.first <= started.first:
            begun = {
                "words": words,
                "day": short_partial(started, days.last),
            }
            words = _("%(words)s (started %(day)s)") % begun
        yield words


def _measured(days: Days) -> Iterator[str]:
    """The highest temperature, the weight first and last, and pain."""
    readings: dict[str, dict[tuple[Writer, str], list[tuple[date, Measurement]]]] = {}
    main_first = sorted(days.entries, key=lambda writer: writer != days.main)
    for writer in main_first:
        for entry in sorted(
            days.entries[writer], key=lambda entry: (entry.felt_on, entry.written_at)
        ):
            for measured in entry.shown_measurements:
                slug = measured.measure.slug if measured.measure else ""
                series = readings.setdefault(slug, {})
                row = series.setdefault((writer, measured.unit), [])
                row.append((entry.felt_on, measured))
    highest = [
        (max(row, key=_value), writer)
        for (writer, _unit), row in readings.get("temperature", {}).items()
    ]
    if highest:
        # The highest of all units first: what comes after it may be cut.
        highest.sort(key=_degrees, reverse=True)
        words = [_reading(row, writer, days) for row, writer in highest]
        yield _("Temperature, highest: %(readings)s.") % {"readings": "; ".join(words)}
    for slug, sentence in (
        ("weight", _("Weight: %(readings)s.")),
        ("pain-now", _("Pain: %(readings)s.")),
    ):
        words = [
            reading
            for (writer, _unit), row in readings.get(slug, {}).items()
            for reading in _first_and_last(slug, row, writer, days)
        ]
        if words:
            yield sentence % {"readings": "; ".join(words)}


def _degrees(highest: tuple[tuple[date, Measurement], Writer]) -> Decimal:
    """A temperature in one unit, only to tell which is higher."""
    value, unit = _value(highest[0]), highest[0][1].unit
    return in_unit(value, unit, "°F") or value


def _first_and_last(
    slug: str, row: Sequence[tuple[date, Measurement]], writer: Writer, days: Days
) -> Iterator[str]:
    """The latest, and what it is seen against: the first, or the highest pain."""
    latest = row[-1]
    yield _reading(latest, writer, days)
    other = max(row, key=_value) if slug == "pain-now" else row[0]
    if other[0] == latest[0] or len(row) == 1:
        return
    reading = _reading(other, writer, days)
    if slug != "pain-now":
        yield reading
    elif _value(other) > _value(latest):
        yield pgettext("pain", "highest %(reading)s") % {"reading": reading}


def _value(row: tuple[date, Measurement]) -> Decimal:
    return row[1].value


def _reading(row: tuple[date, Measurement], writer: Writer, days: Days) -> str:
    day, measured = row
    words = {
        "reading": measured.reading,
        "day": format_short_day(day, days.last),
        "who": days.name(writer),
    }
    if measured.unit == OF_TEN:
        words["reading"] = _("%(number)s of 10") % {"number": measured.reading}
    if words["who"]:
        return _("%(reading)s on %(day)s (%(who)s)") % words
    return _("%(reading)s on %(day)s") % words


def _doing(days: Days, settings: PacketSettings) -> Iterator[str]:
    """On how many days a symptom kept from doing things, in each person's words."""
    for writer in sorted(days.entries, key=lambda writer: writer != days.main):
        worst: dict[date, int] = {}
        for entry in days.entries[writer]:
            for rating in entry.shown_ratings:
                if settings.includes(item_key("symptom", rating.name)):
                    level = rating.stopped or Stopped.NO.value
                    day = entry.felt_on
                    worst[day] = max(level, worst.get(day, level))
        if sentence := describe_prevented(worst, days.name(writer)):
            yield sentence


def _events(events: Sequence[HealthEvent], days: Days) -> str:
    """What happened, or that nothing is written down."""
    if not events:
        return _("None entered since %(day)s.") % {"day": days.first_day}
    return " ".join(f"{_event(event, days)}." for event in events)


def _event(event: HealthEvent, days: Days) -> str:
    when = short_partial(event.started, days.last)
    if event.stopped:
        when = _("%(first)s to %(last)s") % {
            "first": when,
            "last": short_partial(event.stopped, days.last),
        }
    what = joined(str(event), when)
    words = event.words.strip().rstrip(".")
    return capfirst(f"{what}: {words}" if words else what)
