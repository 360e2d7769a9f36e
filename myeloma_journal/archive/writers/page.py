"""journal.html: all that stands in a journal now, to be read and printed.

It needs nothing but a browser: no address, no script. Entries come month by month, all
other records with the words they say of themselves.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch
from django.template.loader import render_to_string

from myeloma_journal.archive.rows import Rows
from myeloma_journal.archive.writers.told import sections_of
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.core.history import told
from myeloma_journal.journal.models import Entry, RuleMet


def journal_html(rows: Rows, member: Membership, at: datetime) -> Iterator[str]:
    """The page in pieces: the top, each month, each kind of record.

    Args:
        rows: Where the journal is read.
        member: Who takes it out; they read no more here than on the pages.
        at: The moment it is taken out.
    """
    sections = list(sections_of(rows))
    entries = rows.patient.entries(manager="with_deleted")
    about = {
        "member": member,
        "at": at,
        "facts": told(rows.patient),
        "years": entries.dates("felt_on", "year", order="DESC"),
        "sections": sections,
    }
    yield render_to_string("archive/page/_top.html", about)
    year = None
    for first in entries.dates("felt_on", "month", order="DESC"):
        month = {
            "first": first,
            "opens_year": first.year != year,
            "entries": _of_month(entries, first, rows, member),
        }
        year = first.year
        yield render_to_string("archive/page/_month.html", month)
    for section in sections:
        yield render_to_string("archive/page/_section.html", {"section": section})
    yield render_to_string("archive/page/_end.html", {})


def _of_month(entries: Any, first: date, rows: Rows, member: Membership) -> list[Entry]:
    """The entries of one month, the latest first as everywhere, with all they hold."""
    month = entries.filter(felt_on__year=first.year, felt_on__month=first.month)
    met = Prefetch("rules_met", RuleMet.objects.all().shown_to(member))
    whole: list[Entry] = list(month.whole_for(member).prefetch_related(met))
    for entry in whole:
        if rows.private.hides(entry.question_id):
            entry.question = None
    return whole
