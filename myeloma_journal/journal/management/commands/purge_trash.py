from django.core.management.base import BaseCommand
from django.utils import timezone

from myeloma_journal.journal.actions import entries


class Command(BaseCommand):
    help = (
        "Erase journal entries whose 30 days in the bin are over, with their history."
    )

    def handle(self, **options: object) -> None:
        count = entries.purge_trash(timezone.now())
        self.stdout.write(f"Erased {count} journal entries for good.")
