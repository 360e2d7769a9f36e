"""The ZIP of a journal, streamed while it is made: constant memory at any length."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from myeloma_journal.archive.export.data import journal_json, table_csv
from myeloma_journal.archive.export.html import journal_html
from myeloma_journal.archive.export.schema import schema_json
from myeloma_journal.archive.rows import Rows
from myeloma_journal.archive.tables import tables
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.packets import printing
from myeloma_journal.packets.contents.build import gather
from myeloma_journal.packets.models import saved_settings
from myeloma_journal.platform.pdf.client import Busy, TooMuch

File = tuple[str, Iterable[str | bytes]]
logger = logging.getLogger(__name__)


class Missing(models.TextChoices):
    """Why there is no packet, as README.txt says it."""

    NO_VISIT = "no_visit", _("There is none yet: no visit is written down.")
    TOO_MUCH = (
        "too_much",
        _(
            "It is missing: there is too much for one document. Open the packet on the "
            "page of the visit and print a shorter time."
        ),
    )
    NOT_NOW = (
        "not_now",
        _(
            "It is missing: it could not be made just then. Everything else is here. "
            "You can print it on the page of the visit."
        ),
    )


@dataclass(frozen=True)
class PacketFile:
    """The packet as a file, or why there is none.

    Attributes:
        name: The name of the file.
        body: The PDF; empty when it is missing.
        missing: Why it is; empty when it is not.
    """

    name: str = ""
    body: bytes = b""
    missing: str = ""


def journal_zip(member: Membership, at: datetime) -> Iterator[bytes]:
    """The ZIP that `member` takes out, in pieces.

    Nothing is asked before the first piece is wanted, which may be after the view: so
    the clock of the patient is set here again.
    """
    with timezone.override(member.patient.zone):
        yield from zipped(_files(member, at), member.patient.local(at))


def _files(member: Membership, at: datetime) -> Iterator[File]:
    rows = Rows(member)
    # What is ready at once comes first, so that a download begins at once.
    yield "journal.schema.json", [schema_json()]
    yield "journal.json", journal_json(rows, at)
    yield "journal.html", journal_html(rows, member, at)
    for table in tables():
        yield f"csv/{table.name}.csv", table_csv(rows, table)
    packet = latest_packet(member, at)
    if packet.body:
        yield packet.name, [packet.body]
    # Last, because it says what came of the rest.
    about = {"member": member, "at": at, "packet": packet, "private": rows.private}
    yield "README.txt", [render_to_string("archive/README.txt", about)]


def latest_packet(member: Membership, now: datetime) -> PacketFile:
    """Print the packet of the next visit, or of the last one; nothing is raised.

    The rest of the journal does not wait for paper: when it cannot be made, that is
    said in its place.
    """
    visits = member.patient.appointments.all()
    visit = visits.next_visit(now) or visits.last_visit(now)
    if visit is None:
        return PacketFile(missing=Missing.NO_VISIT)
    try:
        settings = saved_settings(visit)
        contents = gather(member, visit, now=now, settings=settings)
        body = printing.packet_pdf(contents, settings.size, settings.paper)
    except TooMuch:
        return PacketFile(missing=Missing.TOO_MUCH)
    except Busy:
        return PacketFile(missing=Missing.NOT_NOW)
    except Exception:
        # Whatever it is, it shall not cost anybody the rest of their journal.
        logger.exception("The packet to take out could not be made")
        return PacketFile(missing=Missing.NOT_NOW)
    return PacketFile(f"packet-{visit.day.isoformat()}.pdf", body)


def zipped(files: Iterable[File], at: datetime) -> Iterator[bytes]:
    """The bytes of a ZIP with these files.

    Args:
        files: Name and content of each, in pieces; read once, one after the other. A
            file without any piece is left out.
        at: The time the files bear, on the clock of whoever opens them.
    """
    out = _OneWay()
    with ZipFile(cast("IO[bytes]", out), "w", ZIP_DEFLATED) as archive:
        for name, pieces in files:
            waiting = iter(pieces)
            first = next(waiting, None)
            if first is None:
                continue
            about = ZipInfo(name, at.timetuple()[:6])
            about.compress_type = ZIP_DEFLATED
            with archive.open(about, "w") as file:
                file.write(_bytes(first))
                yield from out.taken()
                for piece in waiting:
                    file.write(_bytes(piece))
                    yield from out.taken()
            yield from out.taken()
    yield from out.taken()


def _bytes(piece: str | bytes) -> bytes:
    return piece.encode() if isinstance(piece, str) else piece


class _OneWay:
    """What the ZIP is written to: a stream that is handed on piece by piece."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, part: bytes) -> int:
        self._parts.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Do nothing: `taken` fetches what was written."""

    def taken(self) -> Iterator[bytes]:
        """What was written since the last time, unless that is nothing."""
        parts, self._parts = self._parts, []
        if parts:
            yield b"".join(parts)
