"""Run daily: what was taken back 30 days ago should really be gone."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from myeloma_journal.journal import actions


class Command(BaseCommand):
    """Parse, call, report: a command holds no rules of its own."""

    help = (
        "Erase journal entries whose 30 days in the bin are over, with their history."
    )

    def handle(self, **options: object) -> None:
        """Erase them, and say how many there were."""
        count = actions.purge_trash(timezone.now())
        self.stdout.write(f"Erased {count} journal entries for good.")
