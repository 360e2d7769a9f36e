"""A daily job: erases journals whose grace period is over."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from myeloma_journal.archive import erasure
from myeloma_journal.platform.backups import erasures
from myeloma_journal.platform.backups.engines import engine_of


class Command(BaseCommand):
    help = (
        "Permanently erase journals deleted more than 7 days ago, including from "
        "the database's own files."
    )

    def handle(self, **options: object) -> None:
        count = erasure.erase_due(timezone.now())
        engine_of(connection).purge_deleted(connection)
        erasures.write_into(settings.BACKUP_DIR)
        self.stdout.write(f"Journals permanently erased: {count}.")
