"""Which choice holds for a packet: kept for the clinician, or for this visit alone."""

from dataclasses import asdict
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.packets.choices import Choice
from myeloma_journal.packets.models import PacketChoice, clinician, remembered

SETS = ("sections", "left_out", "private")


def choice_for(session: SessionBase, appointment: Appointment) -> Choice:
    """What a reader chose for this visit; or else what is kept for the clinician."""
    own: dict[str, Any] | None = session.get(_name(appointment))
    if own is None:
        return remembered(appointment)
    return Choice(**own | {name: frozenset(own[name]) for name in SETS})


def keep_choice(
    session: SessionBase,
    member: Membership,
    appointment: Appointment,
    choice: Choice,
    *,
    offered: frozenset[str],
) -> None:
    """Keep a choice for whoever the visit is with.

    Somebody who may only read changes nothing in the journal: theirs holds until they
    sign out.

    Args:
        session: Of the one who chose.
        member: The one who chose.
        appointment: The visit they chose it for.
        choice: What they chose.
        offered: Keys of the private things they could choose among. Those of others
            stay as they are.
    """
    if Permission.WRITE not in member.permissions:
        session[_name(appointment)] = _plain(choice)
        return
    # Left from a time when they might only read, it would hide what is kept now.
    session.pop(_name(appointment), None)
    with transaction.atomic():
        # Two who keep one at once wait here for each other.
        member.patient.lock()
        kept = PacketChoice.objects.all().whom_it_is_for(appointment).first()
        of_others = frozenset(kept.private if kept else ()) - offered
        values = _plain(choice) | {"private": sorted(choice.private | of_others)}
        PacketChoice.objects.update_or_create(
            defaults=values, patient_id=member.patient_id, **clinician(appointment)
        )


def _plain(choice: Choice) -> dict[str, Any]:
    """The same in lists, as a session or a table keeps it."""
    return asdict(choice) | {name: sorted(getattr(choice, name)) for name in SETS}


def _name(appointment: Appointment) -> str:
    return f"packet-{appointment.pk}"
