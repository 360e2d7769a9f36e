"""Everything of a journal in one file, made while it is sent."""

from collections.abc import Iterator
from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone

from myeloma_journal.archive.export.bundle import File, zipped
from myeloma_journal.archive.export.data import journal_json
from myeloma_journal.archive.export.packet import latest_packet
from myeloma_journal.archive.export.page import journal_html
from myeloma_journal.archive.export.schema import schema_json
from myeloma_journal.archive.export.sheets import table_csv
from myeloma_journal.archive.rows import Rows
from myeloma_journal.archive.tables import tables
from myeloma_journal.care_circle.models import Membership


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
