"""The parts of a packet that somebody does not want in it. Pure."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from myeloma_journal.packets.choices import Choice, Section
from myeloma_journal.packets.contents.packet import PacketContents

T = TypeVar("T")


def leave_out(packet: PacketContents, choice: Choice) -> PacketContents:
    """The packet without the parts that are not chosen.

    Single things were left out where they were read, so that nothing made of them,
    such as a chart, tells of them either.
    """
    has = choice.sections.__contains__
    return replace(
        packet,
        tells_changes=has(Section.CHANGES),
        symptom_charts=_if(has(Section.CHANGES), packet.symptom_charts),
        questions=_if(has(Section.QUESTIONS), packet.questions),
        days=_if(has(Section.DAYS), packet.days),
        facts=tuple(one for one in packet.facts if not one.section or has(one.section)),
        medications=_if(has(Section.MEDICATIONS), packet.medications),
        # The worked-out ratio was never read from a table, so it is left out here.
        labs=_if(
            has(Section.LABS), [one for one in packet.labs if choice.keeps(one.key)]
        ),
        lab_charts=_if(has(Section.LABS), packet.lab_charts),
        told=_if(has(Section.TOLD), packet.told),
        course=packet.course if has(Section.COURSE) else None,
        contacts=_if(has(Section.CARE_TEAM), packet.contacts),
    )


def _if(is_in: bool, several: Iterable[T]) -> tuple[T, ...]:
    return tuple(several) if is_in else ()
