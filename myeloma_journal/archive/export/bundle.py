"""The ZIP of a journal, streamed while it is made: constant memory at any length."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from myeloma_journal.archive.export.data import journal_json, table_csv
from myeloma_journal.archive.export.html import journal_html
from myeloma_journal.archive.export.schema import schema_json
from myeloma_journal.archive.format import JSON_NAME
from myeloma_journal.archive.rows import Rows
from myeloma_journal.archive.tables import tables
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.packets import printing
from myeloma_journal.packets.contents.build import build_contents
from myeloma_journal.packets.models import saved_settings
from myeloma_journal.platform.pdf.client import LimitExceededError, WorkerBusyError

File = tuple[str, Iterable[str | bytes]]
logger = logging.getLogger(__name__)


class MissingPacket(models.TextChoices):
    """Why there is no packet; README.txt says it."""

    NO_VISIT = "no_visit", _("No packet is included, because no visit has been added.")
    TOO_MUCH = (
        "too_much",
        _(
            "The packet is not included, because it is too long for one "
            "document. To print it, open the packet from the visit and choose "
            "fewer days."
        ),
    )
    NOT_NOW = (
        "not_now",
        _(
            "The packet is not included, because it couldn’t be made just now. "
            "Everything else is here. You can print the packet from the visit."
        ),
    )


@dataclass(frozen=True)
class PacketFile:
    """The packet as a PDF file, or why it is missing."""

    name: str = ""
    body: bytes = b""
    missing: str = ""


def journal_zip(member: Membership, at: datetime, language: str) -> Iterator[bytes]:
    """The ZIP that `member` exports, in pieces.

    A generator: queries run while the response is sent, after the middleware, so the
    time zone of the patient and the language are activated here again.
    """
    with timezone.override(member.patient.zone), translation.override(language):
        yield from stream_zip(_files(member, at), member.patient.local(at))


def _files(member: Membership, at: datetime) -> Iterator[File]:
    rows = Rows(member)
    # What needs no query comes first, so that the download begins at once.
    yield "journal.schema.json", [schema_json()]
    yield JSON_NAME, journal_json(rows, at)
    yield "journal.html", journal_html(rows, member, at)
    for table in tables():
        yield f"csv/{table.name}.csv", table_csv(rows, table)
    packet = latest_packet(member, at)
    if packet.body:
        yield packet.name, [packet.body]
    # Last, because it says whether the packet is there.
    context = {"member": member, "at": at, "packet": packet, "private": rows.private}
    yield "README.txt", [render_to_string("archive/README.txt", context)]


def latest_packet(member: Membership, now: datetime) -> PacketFile:
    """Print the packet of the next visit, or of the last one; never raises.

    The rest of the export must not fail because of the PDF.
    """
    visits = member.patient.appointments.all()
    appointment = visits.next_visit(now) or visits.last_visit(now)
    if appointment is None:
        return PacketFile(missing=MissingPacket.NO_VISIT)
    try:
        settings = saved_settings(appointment)
        contents = build_contents(member, appointment, now=now, settings=settings)
        body = printing.packet_pdf(contents, settings.size, settings.paper)
    except LimitExceededError:
        return PacketFile(missing=MissingPacket.TOO_MUCH)
    except WorkerBusyError:
        return PacketFile(missing=MissingPacket.NOT_NOW)
    except Exception:
        logger.exception("The packet for the export could not be made")
        return PacketFile(missing=MissingPacket.NOT_NOW)
    return PacketFile(f"packet-{appointment.day.isoformat()}.pdf", body)


def stream_zip(files: Iterable[File], at: datetime) -> Iterator[bytes]:
    """The bytes of a ZIP with these files.

    Args:
        files: Name and content of each, in pieces; iterated once, in order. A file
            without content is left out.
        at: The modification time of the files, in the time zone of the patient.
    """
    out = _WriteOnlyStream()
    with ZipFile(cast("IO[bytes]", out), "w", ZIP_DEFLATED) as archive:
        for name, pieces in files:
            remaining = iter(pieces)
            first = next(remaining, None)
            if first is None:
                continue
            info = ZipInfo(name, at.timetuple()[:6])
            info.compress_type = ZIP_DEFLATED
            with archive.open(info, "w") as file:
                file.write(_bytes(first))
                yield from out.drain()
                for piece in remaining:
                    file.write(_bytes(piece))
                    yield from out.drain()
            yield from out.drain()
    yield from out.drain()


def _bytes(piece: str | bytes) -> bytes:
    return piece.encode() if isinstance(piece, str) else piece


class _WriteOnlyStream:
    """A file for `ZipFile` that cannot seek and is emptied piece by piece."""

    def __init__(self) -> None:
        self._cascading: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._cascading.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Do nothing: `drain` fetches what was written."""

    def drain(self) -> Iterator[bytes]:
        parts, self._cascading = self._cascading, []
        if parts:
            yield b"".join(parts)
