"""A daily job: erases journals whose grace period is over."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from myeloma_journal.archive import erasure
from myeloma_journal.platform.backups import erasures


class Command(BaseCommand):
    help = (
        "Permanently erase journals deleted more than 7 days ago. `rewrite_database` "
        "then removes what is left of them in the database's files."
    )

    def handle(self, **options: object) -> None:
        count = erasure.erase_due(timezone.now())
        erasures.write_into(settings.BACKUP_DIR)
        self.stdout.write(f"Journals permanently erased: {count}.")
