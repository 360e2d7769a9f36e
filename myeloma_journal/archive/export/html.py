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

from myeloma_journal.archive.export.html_entries import EntriesHtml
from myeloma_journal.archive.rows import Rows
from myeloma_journal.archive.tables import ColumnKind, Table, tables
from myeloma_journal.care_circle.models import Membership
from myeloma_journal.platform.history import labelled_values

# In this order; other tables follow under their verbose name.
TITLES: dict[str, "str | Promise"] = {
    "questions": gettext_lazy("Questions"),
    "appointments": gettext_lazy("Visits"),
    "lines": gettext_lazy("Lines of therapy"),
    "medications": gettext_lazy("Medications"),
    "allergies": gettext_lazy("Allergies"),
    "procedures": gettext_lazy("Procedures"),
    "health_events": gettext_lazy("Hospital stays, infections, and transfusions"),
    "diagnosis": gettext_lazy("Diagnosis"),
    "stages": gettext_lazy("Stages (from the care team)"),
    "gene_findings": gettext_lazy("Gene findings"),
    "lab_results": gettext_lazy("Lab results"),
    "other_test_results": gettext_lazy("Other tests"),
    "contacts": gettext_lazy("Care team"),
    "call_rules": gettext_lazy("When to call"),
    "followed_symptoms": gettext_lazy("Symptoms followed"),
    "memberships": gettext_lazy("People with access"),
    "saved_packet_settings": gettext_lazy("Packet settings"),
}
# The patient comes first, entries by month.
OWN_SECTIONS = ("patient", "entries")
# Meaningless to people.
SKIPPED_FIELDS = {
    "id",
    "created_at",
    "updated_at",
    "version",
    "revision",
    "catalogue_revision",
    "position",
    "sequence",
    "zone",
    # The range as printed is shown instead.
    "range_low",
    "range_high",
    "client_uuid",
    "object_id",
    "removed_at",
    "deleted_at",
}
# Timestamps of soft deletes.
DELETED_AT_FIELDS = ("deleted_at", "removed_at")


def journal_html(rows: Rows, member: Membership, at: datetime) -> Iterator[str]:
    """The page in pieces: the head, each month of entries, each table."""
    sections, entries = list(build_sections(rows)), EntriesHtml(rows, member)
    months = entries.months()
    context = {
        "member": member,
        "at": at,
        "facts": labelled_values(rows.patient),
        "years": list(dict.fromkeys(first.year for first in months)),
        "sections": sections,
    }
    yield render_to_string("archive/page/_top.html", context)
    for year, of_year in groupby(months, attrgetter("year")):
        yield render_to_string("archive/page/_year.html", {"year": year})
        for first in of_year:
            yield entries.month(first)
    for section in sections:
        yield render_to_string("archive/page/_section.html", {"section": section})
    yield render_to_string("archive/page/_end.html", {})


@dataclass(frozen=True)
class RecordSummary:
    """One record in words.

    Attributes:
        title: Its `str`.
        facts: Label and text of each field that is set.
        deleted_on: The day of its soft delete.
        children: The records that belong to it.
    """

    title: str
    facts: list[tuple[str, str]]
    deleted_on: date | None
    children: "list[RecordSummary]"


@dataclass(frozen=True)
class HtmlSection:
    name: str
    title: str
    records: list[RecordSummary]


def build_sections(rows: Rows) -> Iterator[HtmlSection]:
    """A section for each table directly below the patient that has records."""
    top_level = {
        table.name: table
        for table in tables()
        if table.parent and table.parent.name == "patient" and not table.is_versions
    }
    for name in dict.fromkeys((*TITLES, *top_level)):
        table = top_level.get(name)
        if table is None or name in OWN_SECTIONS:
            continue
        plural = str(table.model._meta.verbose_name_plural)
        records = [summary for _key, summary in _summaries(table, rows)]
        if records:
            yield HtmlSection(name, str(TITLES.get(name, capfirst(plural))), records)


def _summaries(table: Table, rows: Rows) -> Iterator[tuple[Any, RecordSummary]]:
    """The key of its parent and a summary for each record, in the model's order."""
    children = defaultdict(list)
    for child in tables():
        if child.parent == table and not child.is_versions:
            for key, summary in _summaries(child, rows):
                children[key].append(summary)
    links = [
        column.name for column in table.columns if column.kind is not ColumnKind.VALUE
    ]
    skipped = SKIPPED_FIELDS | set(links)
    unlabelled = [
        column.name for column in table.columns if _is_shown(column.field, skipped)
    ]
    parent = table.model._meta.get_field(table.parent_field)
    for record in rows.visible(table).select_related(*links):
        key = getattr(record, getattr(parent, "attname", "pk"))
        yield key, _summarize(record, unlabelled, children[record.pk])


def _summarize(
    record: models.Model, unlabelled: list[str], children: list[RecordSummary]
) -> RecordSummary:
    title = str(record)
    labelled = labelled_values(record)
    shown = {title, *(text for _label, text in labelled)}
    # Fields without a translated label are shown only where they say something new.
    further = [
        fact
        for fact in labelled_values(record, *unlabelled)[len(labelled) :]
        if fact[1] not in shown
    ]
    facts = [fact for fact in (*labelled, *further) if fact[1] != title]
    timestamps = [getattr(record, name, None) for name in DELETED_AT_FIELDS]
    deleted_at = next(filter(None, timestamps), None)
    deleted_on = timezone.localtime(deleted_at).date() if deleted_at else None
    return RecordSummary(title, facts, deleted_on, children)


def _is_shown(field: "models.Field[Any, Any]", skipped: set[str]) -> bool:
    """Whether a field without a translated label is shown under its own name."""
    is_labelled = isinstance(getattr(field, "verbose_name", ""), Promise)
    return (
        not is_labelled and field.name not in skipped and "_precision" not in field.name
    )
