from django.core.management.base import BaseCommand
from django.utils import timezone

from myeloma_journal.journal.actions import entries


class Command(BaseCommand):
    help = (
        "Permanently erase journal entries deleted more than 30 days ago, with "
        "their history."
    )

    def handle(self, **options: object) -> None:
        count = entries.purge_trash(timezone.now())
        self.stdout.write(f"Permanently erased {count} journal entries.")
