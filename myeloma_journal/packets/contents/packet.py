"""Everything a packet prints."""

from dataclasses import dataclass
from datetime import date, datetime

from myeloma_journal.packets.contents.days import Day
from myeloma_journal.packets.contents.facts import Fact
from myeloma_journal.packets.contents.labs import LabLine
from myeloma_journal.packets.contents.medications import MedicationLine
from myeloma_journal.packets.contents.questions import OpenQuestion
from myeloma_journal.packets.contents.symptoms import SymptomLine


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
