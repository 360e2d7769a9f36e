"""What is written down on the way to a packet."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import ActivityKind, Membership
from myeloma_journal.care_circle.roles import Permission
from myeloma_journal.packets.choices import Choice
from myeloma_journal.packets.contents.packet import PacketContents
from myeloma_journal.packets.models import (
    Packet,
    PacketChoice,
    PreparedStep,
    Step,
    clinician,
    remembered,
)
from myeloma_journal.platform.pdf.client import Document
from myeloma_journal.questions.actions import mark_top, unmark_top
from myeloma_journal.questions.models import Question

# A second tap on the button; later it is another print.
DOUBLE = timedelta(minutes=2)


@transaction.atomic
def note_packet(
    contents: PacketContents,
    made: Document,
    *,
    appointment: Appointment,
    choice: Choice,
    by: Membership,
    at: datetime,
) -> None:
    """Write down that a packet was made, of what and by whom; never the file."""
    digest = sha256(made).hexdigest()
    same = appointment.packets.filter(created_by=by.user, digest=digest)
    if same.filter(made_at__gt=at - DOUBLE).exists():
        return
    packet = Packet.objects.create(
        appointment=appointment,
        first_day=contents.first,
        last_day=contents.last,
        sections=sorted(choice.sections),
        size=choice.size,
        paper=choice.paper,
        **by.as_creator,
        made_at=at,
        pages=made.pages,
        digest=digest,
    )
    audit.record(by, ActivityKind.PRINTED, "packet", object_id=packet.pk)


def step_done(*, appointment: Appointment, step: Step, by: Membership) -> None:
    """Keep that somebody has gone through a step; who did so last is named."""
    PreparedStep.objects.update_or_create(
        appointment=appointment,
        step=step,
        defaults=by.as_creator,
    )


@transaction.atomic
def change_top(*, put_in: Iterable[Question], take_out: Iterable[Question]) -> None:
    """Change which questions are the top three; those that stay keep their order.

    Raises:
        TopThreeFull: There would be more than three. Nothing is changed.
    """
    for question in take_out:
        unmark_top(question=question)
    for question in put_in:
        mark_top(question=question)


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
