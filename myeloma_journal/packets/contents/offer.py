"""What can be chosen for a packet: its parts, and the single things in them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.packets.contents.choice import Section, key_of
from myeloma_journal.packets.contents.packet import Packet
from myeloma_journal.questions.models import Question


@dataclass(frozen=True)
class Item:
    """One thing that may be left out, and its name."""

    key: str
    words: str


@dataclass(frozen=True)
class Part:
    """A part of the packet: its title, what is in it, and the single things."""

    section: str
    title: str
    note: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Offer:
    """All that can be chosen.

    Attributes:
        parts: In the order of the packet; one that would be empty is not among them.
        kept_private: What only the one who asks sees.
    """

    parts: tuple[Part, ...]
    kept_private: tuple[Item, ...]

    @property
    def sections(self) -> frozenset[str]:
        """The parts by name."""
        return frozenset(part.section for part in self.parts)

    @property
    def items(self) -> frozenset[str]:
        """Keys of all that may be left out."""
        return frozenset(item.key for part in self.parts for item in part.items)

    @property
    def private(self) -> frozenset[str]:
        """Keys of all that is private."""
        return frozenset(item.key for item in self.kept_private)


def offer_of(packet: Packet, member: Membership, appointment: Appointment) -> Offer:
    """What can be chosen, in two queries at most.

    Args:
        packet: Gathered with everything in it.
        member: The one who chooses.
        appointment: The visit.
    """
    parts = (part for part in _parts(packet) if part.note)
    return Offer(tuple(parts), tuple(_private(member, appointment)))


def _parts(packet: Packet) -> Iterable[Part]:
    """Every part; without a note where there is nothing in it."""
    questions, drugs, labs = packet.questions, packet.medications, packet.labs
    yield Part(
        Section.QUESTIONS,
        str(Section.QUESTIONS.label),
        _counted(
            len(questions),
            ngettext(
                "%(count)d question with lines for the answer",
                "%(count)d questions with lines for the answers",
                len(questions),
            ),
        ),
        tuple(Item(one.key, one.text) for one in questions),
    )
    yield Part(
        Section.CHANGES,
        packet.heading,
        _("In words, with charts") if packet.symptoms else "",
        tuple(Item(one.key, one.name) for one in packet.symptoms),
    )
    yield Part(
        Section.DAYS,
        str(Section.DAYS.label),
        _counted(
            packet.written_days,
            ngettext(
                "All that was written on %(count)d day; takes more paper",
                "All that was written on %(count)d days; takes more paper",
                packet.written_days,
            ),
        ),
    )
    said_to_call = any(one.section == Section.CALLS for one in packet.facts)
    yield Part(
        Section.CALLS,
        str(Section.CALLS.label),
        _("What was written, and what it said; on page one") if said_to_call else "",
    )
    yield Part(
        Section.MEDICATIONS,
        str(Section.MEDICATIONS.label),
        _counted(
            len(drugs),
            ngettext(
                "%(count)d, with dose and since when",
                "%(count)d, with dose and since when",
                len(drugs),
            ),
        ),
        tuple(Item(one.key, one.name) for one in drugs if one.key),
    )
    yield Part(
        Section.LABS,
        str(Section.LABS.label),
        _counted(
            len(labs),
            ngettext(
                "%(count)d test, the last two times",
                "%(count)d tests, the last two times",
                len(labs),
            ),
        ),
        tuple(Item(one.key, one.name) for one in labs),
    )
    yield Part(
        Section.TOLD,
        str(Section.TOLD.label),
        _("Diagnosis, stage, and genes") if packet.told else "",
    )
    yield Part(
        Section.COURSE,
        str(Section.COURSE.label),
        _("From the first on, as a picture and in words") if packet.course else "",
    )
    yield Part(
        Section.CARE_TEAM,
        str(Section.CARE_TEAM.label),
        _("Who to call and when") if packet.contacts else "",
        tuple(Item(one.key, one.name) for one in packet.contacts),
    )


def _counted(count: int, words: str) -> str:
    return words % {"count": count} if count else ""


def _private(member: Membership, appointment: Appointment) -> Iterable[Item]:
    """Questions of the member's own, and symptoms if they are the patient."""
    seen = Question.every.seen_by(member).on_list().filter(private_to=member.user)
    for question in seen.for_appointment(appointment):
        yield Item(key_of("question", question.pk), question.text)
    if member.is_patient:
        for followed in member.patient.followed_symptoms.filter(is_private=True):
            yield Item(key_of("symptom", followed.pk), followed.name)
