"""The journal entries of the period, grouped by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from myeloma_journal.journal.models import Entry, Rating, Stopped
from myeloma_journal.journal.models.items import STOPPED_WORDS
from myeloma_journal.journal.voices import Writer, by_writer
from myeloma_journal.packets.contents.symptoms import PrintedSeverity, printed_severity
from myeloma_journal.packets.settings import DEFAULT_SETTINGS, PacketSettings, item_key

NOTE_MAX_CHARS = 2_000


@dataclass(frozen=True)
class PrintedRating:
    """One symptom on one day, and what else was answered about it."""

    name: str
    severity: PrintedSeverity
    answers: str = ""


@dataclass(frozen=True)
class PrintedEntry:
    """One entry.

    Attributes:
        noticed_by: Who observed it, if not the patient.
        late: The day of writing, if later than the day it is about.
        absent: Names of the symptoms rated "none".
        is_cut: Whether the note was shortened.
    """

    noticed_by: str = ""
    when: str = ""
    late: date | None = None
    overall: str = ""
    ratings: tuple[PrintedRating, ...] = ()
    absent: str = ""
    measures: tuple[str, ...] = ()
    note: str = ""
    is_cut: bool = False


@dataclass(frozen=True)
class PrintedDay:
    date: date
    entries: tuple[PrintedEntry, ...]

    @property
    def is_by_several(self) -> bool:
        """Whether the patient's own entries need a name, too, beside another's."""
        return len({entry.noticed_by for entry in self.entries}) > 1

    @property
    def is_long(self) -> bool:
        """Whether it may break across pages: over about half a page in large print."""
        return (
            len(self.entries) > 3
            or sum(len(entry.note) for entry in self.entries) > 500
        )


def printed_days(
    entries: Iterable[Entry],
    settings: PacketSettings = DEFAULT_SETTINGS,
    writers: Iterable[Writer] = (),
) -> tuple[PrintedDay, ...]:
    """Grouped by day, the earliest first; within a day in the order of writing.

    Args:
        entries: Of the days of the packet.
        settings: Which symptoms are left out.
        writers: Who has which name in the packet: two people may sign alike.
    """
    names = {writer: writer.name for writer in writers}
    in_order = sorted(entries, key=lambda entry: (entry.felt_on, entry.written_at))
    noticed_by = {
        entry.pk: names.get(writer, writer.name)
        for writer, of_writer in by_writer(in_order).items()
        for entry in of_writer
    }
    return tuple(
        PrintedDay(
            felt_on,
            tuple(
                _printed_entry(entry, settings, noticed_by[entry.pk])
                for entry in several
            ),
        )
        for felt_on, several in groupby(in_order, key=lambda entry: entry.felt_on)
    )


def _printed_entry(
    entry: Entry, settings: PacketSettings, noticed_by: str
) -> PrintedEntry:
    ratings = [
        rating
        for rating in entry.shown_ratings
        if settings.includes(item_key("symptom", rating.name))
    ]
    note = entry.note.strip()
    is_cut = len(note) > NOTE_MAX_CHARS
    return PrintedEntry(
        noticed_by=noticed_by,
        when=entry.get_part_of_day_display() if entry.part_of_day else "",
        late=entry.written_on if entry.is_late else None,
        overall=entry.feeling,
        ratings=tuple(_rated(rating) for rating in ratings if rating.severity),
        absent=", ".join(rating.name for rating in ratings if not rating.severity),
        measures=tuple(map(str, entry.shown_measurements)),
        note=f"{note[:NOTE_MAX_CHARS].rstrip()} …" if is_cut else note,
        is_cut=is_cut,
    )


def _rated(rating: Rating) -> PrintedRating:
    stopped = STOPPED_WORDS.get(Stopped(rating.stopped or Stopped.NO), "")
    answers = " ".join(filter(None, (str(stopped), rating.answers_in_words)))
    return PrintedRating(rating.name, printed_severity(rating.severity), answers)
