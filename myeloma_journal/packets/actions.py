"""Save the settings, steps and records of a packet."""

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
from myeloma_journal.packets.contents.packet import PacketContents
from myeloma_journal.packets.models import (
    Packet,
    PreparedStep,
    SavedPacketSettings,
    Step,
    clinician_fields,
    saved_settings,
)
from myeloma_journal.packets.settings import PacketSettings
from myeloma_journal.platform.pdf.client import PdfDocument
from myeloma_journal.questions.actions import mark_top, unmark_top
from myeloma_journal.questions.models import Question

# Within this time the same file is a double submission, not another print.
DUPLICATE_WINDOW = timedelta(minutes=2)


@transaction.atomic
def record_packet(
    contents: PacketContents,
    made: PdfDocument,
    *,
    appointment: Appointment,
    settings: PacketSettings,
    by: Membership,
    at: datetime,
) -> None:
    """Record that a packet was made, of what and by whom; the file is not stored."""
    digest = sha256(made).hexdigest()
    same = appointment.packets.filter(created_by=by.user, digest=digest)
    if same.filter(made_at__gt=at - DUPLICATE_WINDOW).exists():
        return
    packet = Packet.objects.create(
        appointment=appointment,
        first_day=contents.first,
        last_day=contents.last,
        sections=sorted(settings.sections),
        size=settings.size,
        paper=settings.paper,
        **by.as_creator,
        made_at=at,
        pages=made.pages,
        digest=digest,
    )
    audit.record(by, ActivityKind.PRINTED, "packet", object_id=packet.pk)


def mark_step_done(*, appointment: Appointment, step: Step, by: Membership) -> None:
    """Mark a preparation step as done; the last person to do so is named."""
    PreparedStep.objects.update_or_create(
        appointment=appointment,
        step=step,
        defaults=by.as_creator,
    )


@transaction.atomic
def update_top_three(
    *, put_in: Iterable[Question], take_out: Iterable[Question]
) -> None:
    """Change which questions are the top three; those that stay keep their order.

    Raises:
        TopThreeFullError: There would be more than three. Nothing is changed.
    """
    for question in take_out:
        unmark_top(question=question)
    for question in put_in:
        mark_top(question=question)


SET_FIELDS = ("sections", "left_out", "private")


def load_settings(session: SessionBase, appointment: Appointment) -> PacketSettings:
    """What a reader chose for this visit; or else what is saved for the clinician."""
    own: dict[str, Any] | None = session.get(_session_key(appointment))
    if own is None:
        return saved_settings(appointment)
    return PacketSettings(**own | {name: frozenset(own[name]) for name in SET_FIELDS})


def save_settings(
    session: SessionBase,
    member: Membership,
    appointment: Appointment,
    settings: PacketSettings,
    *,
    offered: frozenset[str],
) -> None:
    """Save the settings for the clinician of the visit.

    Somebody who may only read changes nothing in the journal: theirs holds until they
    sign out.

    Args:
        session: Of the one who chose.
        member: The one who chose.
        appointment: The visit they chose it for.
        settings: What they chose.
        offered: Keys of the private things they could choose among. Those of others
            stay as they are.
    """
    if Permission.WRITE not in member.permissions:
        session[_session_key(appointment)] = _as_lists(settings)
        return
    # Settings from a time when they could only read would hide the saved ones.
    session.pop(_session_key(appointment), None)
    with transaction.atomic():
        # Serializes two members who save at once.
        member.patient.lock()
        saved = SavedPacketSettings.objects.all().for_appointment(appointment).first()
        of_others = frozenset(saved.private if saved else ()) - offered
        values = _as_lists(settings) | {"private": sorted(settings.private | of_others)}
        SavedPacketSettings.objects.update_or_create(
            defaults=values,
            patient_id=member.patient_id,
            **clinician_fields(appointment),
        )


def _as_lists(settings: PacketSettings) -> dict[str, Any]:
    """The same in lists, as a session or a table keeps it."""
    return asdict(settings) | {
        name: sorted(getattr(settings, name)) for name in SET_FIELDS
    }


def _session_key(appointment: Appointment) -> str:
    return f"packet-{appointment.pk}"
