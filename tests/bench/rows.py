"""What a row costs on its way out: `python -m tests.bench.rows PATIENT`, in DATA_DIR.

Prints the processor time of a row as JSON and of a row as CSV, in seconds, and how many
rows there are: each record of each table, and each version.
"""

import json
import os
import sys
import time
from collections.abc import Iterable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "myeloma_journal.settings")
django.setup()

from django.utils import timezone

from myeloma_journal.archive.rows import Rows
from myeloma_journal.archive.tables import tables
from myeloma_journal.archive.writers.sheets import table_csv
from myeloma_journal.archive.writers.whole import journal_json
from myeloma_journal.care_circle.models import Membership


def spent(pieces: Iterable[str]) -> tuple[float, int]:
    """Processor seconds for the pieces of a file, and how many records they hold."""
    began = time.process_time()
    records = sum(piece.count("\n{") for piece in pieces)
    return time.process_time() - began, records


def main(patient: str) -> None:
    """Both forms, after one that does not count."""
    rows = Rows(Membership.objects.get(patient=patient))
    spent(journal_json(rows, timezone.now()))
    whole, records = spent(journal_json(rows, timezone.now()))
    sheets, _ = spent(piece for table in tables() for piece in table_csv(rows, table))
    print(json.dumps([whole / records, sheets / records, records]))


if __name__ == "__main__":
    main(sys.argv[1])
