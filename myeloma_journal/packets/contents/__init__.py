"""What stands in a packet: records in, one frozen dataclass out. No HTML."""

from myeloma_journal.packets.contents.build import gather
from myeloma_journal.packets.contents.care_team import ContactLine
from myeloma_journal.packets.contents.entries import Day, PrintedEntry, Rated
from myeloma_journal.packets.contents.facts import Fact
from myeloma_journal.packets.contents.levels import Level
from myeloma_journal.packets.contents.medications import MedicationLine
from myeloma_journal.packets.contents.packet import PacketContents
from myeloma_journal.packets.contents.questions import OpenQuestion
from myeloma_journal.packets.contents.symptoms import SymptomLine
from myeloma_journal.packets.contents.told import ToldLine
from myeloma_journal.packets.contents.treatment import LabLine

__all__ = [
    "ContactLine",
    "Day",
    "Fact",
    "LabLine",
    "Level",
    "MedicationLine",
    "OpenQuestion",
    "PacketContents",
    "PrintedEntry",
    "Rated",
    "SymptomLine",
    "ToldLine",
    "gather",
]
