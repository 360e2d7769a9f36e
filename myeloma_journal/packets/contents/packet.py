"""The contents of a packet, without HTML."""

from dataclasses import dataclass
from datetime import date, datetime

from myeloma_journal.packets.contents.entries import PrintedDay
from myeloma_journal.packets.contents.page_one import PrintedNote
from myeloma_journal.packets.contents.questions import OpenQuestion
from myeloma_journal.packets.contents.record import ContactRow, Fact
from myeloma_journal.packets.contents.strip import StripCell
from myeloma_journal.packets.contents.symptoms import SymptomRow
from myeloma_journal.packets.contents.treatment import (
    DiagnosisRow,
    LabRow,
    MedicationRow,
)
from myeloma_journal.platform.charts import Chart
from myeloma_journal.treatment.timeline import TreatmentTimeline


@dataclass(frozen=True)
class PacketContents:
    """Everything a packet prints, in the order it prints it.

    Attributes:
        diagnosis_line: Type, stage and genes, as the care team said them.
        strip: Where the treatment stands.
        earlier: What was given and done before.
        top: The questions on page one.
        are_first_three: Whether they are the first ones, as none is marked.
        question_count: How many questions are open.
        notes: The notes on page one.
        who_wrote: Whose words it is, where that is not the patient alone.
        is_by_one: Whether one person wrote all of it, so that no entry names them.
        undrawn_symptoms: Those without a chart, by name.
        undrawn_labs: The results of a year that stand in no chart and no column.
    """

    title: str
    foot: str
    name: str
    born_on: date | None
    with_whom: str
    starts_at: datetime
    first: date
    last: date
    heading: str
    written_days: int
    counted_days: str
    who_wrote: str = ""
    is_by_one: bool = False
    follows_visit: bool = False
    includes_changes: bool = True
    diagnosis_line: str = ""
    strip: tuple[StripCell, ...] = ()
    earlier: str = ""
    top: tuple[OpenQuestion, ...] = ()
    are_first_three: bool = False
    question_count: int = 0
    notes: tuple[PrintedNote, ...] = ()
    symptoms: tuple[SymptomRow, ...] = ()
    symptom_charts: tuple[Chart, ...] = ()
    undrawn_symptoms: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()
    days: tuple[PrintedDay, ...] = ()
    medications: tuple[MedicationRow, ...] = ()
    lab_times: tuple[str, ...] = ()
    labs: tuple[LabRow, ...] = ()
    lab_charts: tuple[Chart, ...] = ()
    undrawn_labs: tuple[str, ...] = ()
    diagnosis: tuple[DiagnosisRow, ...] = ()
    timeline: TreatmentTimeline | None = None
    contacts: tuple[ContactRow, ...] = ()

    @property
    def has_symptom_details(self) -> bool:
        """Whether the changes are printed in sentences and charts after page one."""
        return self.includes_changes and bool(self.symptoms)

    @property
    def symptom_chart_key(self) -> tuple[str, ...]:
        """The legend of all charts of symptoms, without repetition."""
        return tuple(
            dict.fromkeys(key for chart in self.symptom_charts for key in chart.key)
        )

    @property
    def lab_chart_key(self) -> tuple[str, ...]:
        """The legend of all lab charts, without repetition."""
        return tuple(
            dict.fromkeys(key for chart in self.lab_charts for key in chart.key)
        )

    @property
    def compared(self) -> bool:
        """Whether the symptoms say how they changed."""
        return any(symptom.change for symptom in self.symptoms)

    @property
    def rows(self) -> int:
        """How many rows there are to lay out."""
        entries = sum(len(day.entries) for day in self.days)
        treatments = self.timeline.treatments if self.timeline else ()
        tables = (self.symptoms, self.medications, self.labs, self.diagnosis)
        more = (treatments, self.contacts, self.questions)
        return entries + sum(map(len, (*tables, *more)))
