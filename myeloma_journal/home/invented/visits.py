"""Every four weeks with the doctor; the next one in a week."""

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.home.invented.family import Family
from myeloma_journal.packets.actions import step_done
from myeloma_journal.packets.contents.choice import USUAL, key_of
from myeloma_journal.packets.models import PacketChoice, Step, clinician

# How many days ago each visit was.
AGO = (105, 77, 49, 21, -7)


def make_visits(family: Family) -> list[Appointment]:
    """The visits in their order; the last one is still to come."""
    doctor = family.patient.contacts.get(name="Dr. Elena Ruiz")
    visits = [
        Appointment.objects.create(
            patient=family.patient,
            starts_at=family.at(family.back(ago), 10, 30),
            zone=family.patient.zone,
            contact=doctor,
            with_whom=doctor.name,
            place="Lakeside Cancer Center, room 214",
            purpose="Before the next cycle",
        )
        for ago in AGO
    ]
    last = visits[-2]
    last.heard = "The M protein went down again. Blood counts are fine for now."
    last.decided = "The doses stay as they are. A nerve test, if fingers go numb."
    last.save()
    last.next_steps.create(
        text="Ask Lakeside for a day for the nerve test",
        who="Anna",
        due_on=family.back(-5),
    )
    return visits


def prepare(family: Family, visit: Appointment) -> None:
    """Let Anna have begun to prepare this visit; its doctor needs no pharmacy."""
    for step in (Step.TOP, Step.CHANGES):
        step_done(appointment=visit, step=step, by=family.anna)
    pharmacy = family.patient.contacts.get(name="Corner Pharmacy")
    PacketChoice.objects.create(
        patient=family.patient,
        **clinician(visit),
        sections=sorted(USUAL.sections),
        left_out=[key_of("contact", pharmacy.pk)],
    )
