"""What is written down on the way to a packet."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from myeloma_journal.appointments.models import Appointment
from myeloma_journal.care_circle import audit
from myeloma_journal.care_circle.models import Kind, Membership
from myeloma_journal.packets.choices import Choice
from myeloma_journal.packets.contents import PacketContents
from myeloma_journal.packets.models import Packet, PreparedStep, Step
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
    audit.record(by, Kind.PRINTED, "packet", object_id=packet.pk)


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
