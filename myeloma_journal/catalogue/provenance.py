"""Where the texts of a published page come from, and whether they were reviewed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from django.utils import timezone

from myeloma_journal.catalogue.models import CatalogueRecord, Source


@dataclass(frozen=True)
class Provenance:
    written_on: date | None
    reviewed_on: date | None
    due_since: date | None
    sources: tuple[Source, ...]

    @classmethod
    def of(cls, records: Sequence[CatalogueRecord], sources: Iterable[Source]) -> Self:
        """Summarize all records of a page: reviewed only if each of them is."""
        reviews = [record.reviewed_on for record in records if record.reviewed_on]
        dues = [record.next_review_due for record in records if record.next_review_due]
        due = min(dues, default=None)
        return cls(
            written_on=max((record.written_on for record in records), default=None),
            reviewed_on=min(reviews) if 0 < len(reviews) == len(records) else None,
            due_since=due if due and due < timezone.localdate() else None,
            sources=tuple(sources),
        )
