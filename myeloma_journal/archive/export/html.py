"""journal.html: all that stands in a journal now, to be read and printed.

It needs nothing but a browser: no URL, no script. Entries come month by month
(`html_entries.py`), all other records table by table, as they describe themselves. No
table is listed here, so none can be forgotten: `TITLES` only puts the best known in
order and gives them better names.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from myeloma_journal.archive.export.html_entries import Diary
from myeloma_journal.archive.rows import Rows
from myeloma_journal.archive.tables import ColumnKind, Table, tables
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.platform.history import told

# In this order; whatever else there is comes after them under its own name.
TITLES: dict[str, "str | Promise"] = {
    "questions": gettext_lazy("Questions"),
    "appointments": gettext_lazy("Visits"),
    "lines": gettext_lazy("Lines of therapy"),
    "medications": gettext_lazy("Medications"),
    "allergies": gettext_lazy("Allergies"),
    "procedures": gettext_lazy("Procedures"),
    "diagnosis": gettext_lazy("Diagnosis"),
    "stages": gettext_lazy("Stages, as told"),
    "gene_findings": gettext_lazy("Gene findings"),
    "lab_results": gettext_lazy("Lab results"),
    "other_test_results": gettext_lazy("Other tests"),
    "contacts": gettext_lazy("Care team"),
    "call_rules": gettext_lazy("When to call"),
    "followed_symptoms": gettext_lazy("Symptoms followed"),
    "memberships": gettext_lazy("Care circle"),
}
# Written by themselves: the patient on top, the entries by months.
APART = ("patient", "entries")
# They say nothing to a reader.
SILENT = {
    "id",
    "created_at",
    "updated_at",
    "version",
    "revision",
    "catalogue_revision",
    "position",
    "sequence",
    "zone",
    # "From" and "To" say them as they were printed.
    "range_low",
    "range_high",
    "client_uuid",
    "object_id",
    "removed_at",
    "deleted_at",
}
# The moments from which a record is no longer there.
ENDS = ("deleted_at", "removed_at")


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


@dataclass(frozen=True)
class RecordInWords:
    """One record in words.

    Attributes:
        title: What it is, in short.
        facts: Name and words of each thing it says.
        gone_on: Since when it is no longer there, if it was taken back or removed.
        parts: The records that belong to it.
    """

    title: str
    facts: list[tuple[str, str]]
    gone_on: date | None
    parts: "list[RecordInWords]"


@dataclass(frozen=True)
class Section:
    """All records of one kind."""

    name: str
    title: str
    records: list[RecordInWords]


def sections_of(rows: Rows) -> Iterator[Section]:
    """All kinds of records that hang on the patient, if there are any of them."""
    on_top = {
        table.name: table
        for table in tables()
        if table.parent and table.parent.name == "patient" and not table.is_versions
    }
    for name in dict.fromkeys((*TITLES, *on_top)):
        table = on_top.get(name)
        if table is None or name in APART:
            continue
        own = str(table.model._meta.verbose_name_plural)
        records = [one for _key, one in _in_words(table, rows)]
        if records:
            yield Section(name, str(TITLES.get(name, capfirst(own))), records)


def _in_words(table: Table, rows: Rows) -> Iterator[tuple[Any, RecordInWords]]:
    """Each record in words, in the order of its kind, with the key of the one above."""
    parts = defaultdict(list)
    for child in tables():
        if child.parent == table and not child.is_versions:
            for key, summary in _in_words(child, rows):
                parts[key].append(summary)
    links = [
        column.name for column in table.columns if column.kind is not ColumnKind.VALUE
    ]
    silent = SILENT | set(links)
    more = [one.name for one in table.columns if _is_said(one.field, silent)]
    parent = table.model._meta.get_field(table.parent_field)
    for record in rows.seen(table).select_related(*links):
        key = getattr(record, getattr(parent, "attname", "pk"))
        yield key, _one_in_words(record, more, parts[record.pk])


def _one_in_words(
    record: models.Model, more: list[str], parts: list[RecordInWords]
) -> RecordInWords:
    title = str(record)
    named = told(record)
    words = {title, *(words for _label, words in named)}
    # Fields without a name for people are told only where they say something new.
    further = [
        fact for fact in told(record, *more)[len(named) :] if fact[1] not in words
    ]
    facts = [fact for fact in (*named, *further) if fact[1] != title]
    ended = [getattr(record, name, None) for name in ENDS]
    gone_at = next((at for at in ended if at), None)
    gone_on = timezone.localtime(gone_at).date() if gone_at else None
    return RecordInWords(title, facts, gone_on, parts)


def _is_said(field: "models.Field[Any, Any]", silent: set[str]) -> bool:
    """Whether a field without a name for people is told all the same, by its own."""
    named = isinstance(getattr(field, "verbose_name", ""), Promise)
    return not named and field.name not in silent and "_precision" not in field.name
