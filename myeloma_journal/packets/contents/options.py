"""What can be chosen for a packet: its sections, and the single things in them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.packets.contents.packet import PacketContents
from myeloma_journal.packets.contents.page_one import (
    DOING,
    EVENTS,
    MEASURED,
    NOTES,
)
from myeloma_journal.packets.contents.record import ContactRow
from myeloma_journal.packets.contents.symptoms import SymptomRow
from myeloma_journal.packets.contents.treatment import LabRow, MedicationRow
from myeloma_journal.packets.settings import PacketSettings, Section, item_key
from myeloma_journal.questions.models import Question


@dataclass(frozen=True)
class ItemOption:
    """A single thing that may be left out, such as a question or a lab test."""

    key: str
    name: str


@dataclass(frozen=True)
class SectionOption:
    """A section of the packet, with a note of what is in it."""

    key: str
    title: str
    note: str
    items: tuple[ItemOption, ...] = ()


@dataclass(frozen=True)
class PacketOptions:
    """All that can be chosen.

    Attributes:
        sections: In the order of the packet, without those that would be empty.
        private_items: What nobody but this member can see.
    """

    sections: tuple[SectionOption, ...]
    private_items: tuple[ItemOption, ...]

    @property
    def section_keys(self) -> frozenset[str]:
        """Which sections can be chosen."""
        return frozenset(section.key for section in self.sections)

    @property
    def item_keys(self) -> frozenset[str]:
        """Keys of all that may be left out."""
        return frozenset(
            item.key for section in self.sections for item in section.items
        )

    @property
    def private_keys(self) -> frozenset[str]:
        """Keys of all that is private."""
        return frozenset(item.key for item in self.private_items)


def packet_options(
    packet: PacketContents, member: Membership, appointment: Appointment
) -> PacketOptions:
    """What this member can choose for this visit, in two queries at most.

    Args:
        packet: Built with every section; day by day may be missing.
        member: The one who chooses.
        appointment: The visit.
    """
    notes, items = _notes(packet), _items(packet)
    sections = tuple(
        SectionOption(section, _title(section, packet), note, items.get(section, ()))
        for section in Section
        if (note := notes[section])
    )
    return PacketOptions(sections, tuple(_private(member, appointment)))


def _title(section: Section, packet: PacketContents) -> str:
    return packet.heading if section == Section.CHANGES else str(section.label)


def _notes(packet: PacketContents) -> dict[Section, str]:
    """What is in each part, in a few words; empty where there is nothing in it."""
    said_to_call = any(fact.section == Section.CALLS for fact in packet.facts)
    return {
        Section.QUESTIONS: _counted(
            len(packet.questions),
            ngettext_lazy(
                "%(count)d question with space for the answer",
                "%(count)d questions with space for the answers",
                "count",
            ),
        ),
        Section.CHANGES: _("A written summary with charts")
        if packet.symptoms or _of_page_one(packet)
        else "",
        Section.DAYS: _counted(
            packet.written_days,
            ngettext_lazy(
                "Everything from %(count)d day (uses more paper)",
                "Everything from %(count)d days (uses more paper)",
                "count",
            ),
        ),
        Section.CALLS: _("What was written and the message shown (on page one)")
        if said_to_call
        else "",
        Section.MEDICATIONS: _counted(
            len(packet.medications),
            ngettext_lazy(
                "%(count)d medication, with dose and start date",
                "%(count)d medications, with dose and start date",
                "count",
            ),
        ),
        Section.LABS: _counted(
            len(packet.labs),
            ngettext_lazy(
                "%(count)d test, last two results",
                "%(count)d tests, last two results of each",
                "count",
            ),
        ),
        Section.DIAGNOSIS: _("Diagnosis, stage, and genes") if packet.diagnosis else "",
        Section.TIMELINE: _("Since diagnosis, as a chart and in words")
        if packet.timeline
        else "",
        Section.CARE_TEAM: _("Who to call and when") if packet.contacts else "",
    }


def _counted(count: int, text: Any) -> str:
    return str(text % {"count": count}) if count else ""


def _items(packet: PacketContents) -> dict[Section, tuple[ItemOption, ...]]:
    """The single things of each part that can be left out, where there are any."""
    return {
        Section.QUESTIONS: tuple(
            ItemOption(question.key, question.text) for question in packet.questions
        ),
        Section.CHANGES: (*_named(packet.symptoms), *_of_page_one(packet)),
        Section.MEDICATIONS: _named(packet.medications),
        Section.LABS: _named(packet.labs),
        Section.CARE_TEAM: _named(packet.contacts),
    }


def _of_page_one(packet: PacketContents) -> tuple[ItemOption, ...]:
    """What is told on page one beside the symptoms, and can be left out of it."""
    titles = {fact.title for fact in packet.facts}
    offered = {
        NOTES: _("Notes on page one") if packet.notes else "",
        MEASURED: _("Temperature, weight, and pain on page one")
        if _("Measurements") in titles
        else "",
        DOING: _("Daily activities on page one")
        if _("Daily activities") in titles
        else "",
        EVENTS: _("Hospital stays, infections, and transfusions on page one"),
    }
    return tuple(ItemOption(key, name) for key, name in offered.items() if name)


def _named(
    rows: Iterable[SymptomRow | MedicationRow | LabRow | ContactRow],
) -> tuple[ItemOption, ...]:
    """Those that have a key: the drugs of the treatment itself are always there."""
    return tuple(ItemOption(row.key, row.name) for row in rows if row.key)


def _private(member: Membership, appointment: Appointment) -> Iterable[ItemOption]:
    """Questions of the member's own, and symptoms if they are the patient."""
    seen = (
        Question.all_objects.visible_to(member).on_list().filter(private_to=member.user)
    )
    for question in seen.for_appointment(appointment):
        yield ItemOption(item_key("question", question.pk), question.text)
    if member.is_patient:
        for followed in member.patient.followed_symptoms.filter(is_private=True):
            # Others are keyed by name: an entry's rating keeps the name of its day.
            yield ItemOption(item_key("symptom", followed.pk), followed.name)


T = TypeVar("T")


def apply_settings(packet: PacketContents, settings: PacketSettings) -> PacketContents:
    """The packet without the sections that are not chosen.

    Single things were left out where they were read, so that nothing made of them,
    such as a chart, tells of them either.
    """
    has = settings.sections.__contains__
    return replace(
        packet,
        includes_changes=has(Section.CHANGES),
        symptom_charts=_included(has(Section.CHANGES), packet.symptom_charts),
        questions=_included(has(Section.QUESTIONS), packet.questions),
        days=_included(has(Section.DAYS), packet.days),
        # Questions that nobody marked stand on page one only with their sheet.
        top=packet.top if has(Section.QUESTIONS) or not packet.are_first_three else (),
        diagnosis_line=packet.diagnosis_line if has(Section.DIAGNOSIS) else "",
        strip=tuple(
            cell for cell in packet.strip if not cell.section or has(cell.section)
        ),
        facts=tuple(
            fact for fact in packet.facts if not fact.section or has(fact.section)
        ),
        medications=_included(has(Section.MEDICATIONS), packet.medications),
        # The worked-out ratio was never read from a table, so it is left out here.
        labs=_included(
            has(Section.LABS),
            [row for row in packet.labs if settings.includes(row.key)],
        ),
        lab_charts=_included(has(Section.LABS), packet.lab_charts),
        undrawn_labs=_included(has(Section.LABS), packet.undrawn_labs),
        diagnosis=_included(has(Section.DIAGNOSIS), packet.diagnosis),
        timeline=packet.timeline if has(Section.TIMELINE) else None,
        contacts=_included(has(Section.CARE_TEAM), packet.contacts),
    )


def _included(is_in: bool, several: Iterable[T]) -> tuple[T, ...]:
    return tuple(several) if is_in else ()
