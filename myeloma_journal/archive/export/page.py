"""journal.html: all that stands in a journal now, to be read and printed.

It needs nothing but a browser: no address, no script. Entries come month by month, all
other records with the words they say of themselves.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from django.template.loader import render_to_string

from myeloma_journal.archive.export.html import sections_of
from myeloma_journal.archive.export.html_entries import Diary
from myeloma_journal.archive.rows import Rows
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.platform.history import told


def journal_html(rows: Rows, member: Membership, at: datetime) -> Iterator[str]:
    """The page in pieces: the top, each month, each kind of record.

    Args:
        rows: Where the journal is read.
        member: Who takes it out; they read no more here than on the pages.
        at: The moment it is taken out.
    """
    sections, diary = list(sections_of(rows)), Diary(rows, member)
    months = diary.months()
    about = {
        "member": member,
        "at": at,
        "facts": told(rows.patient),
        "years": list(dict.fromkeys(first.year for first in months)),
        "sections": sections,
    }
    yield render_to_string("archive/page/_top.html", about)
    for year, of_year in groupby(months, attrgetter("year")):
        yield render_to_string("archive/page/_year.html", {"year": year})
        for first in of_year:
            yield diary.month(first)
    for section in sections:
        yield render_to_string("archive/page/_section.html", {"section": section})
    yield render_to_string("archive/page/_end.html", {})
