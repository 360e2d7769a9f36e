"""Run daily: who looked into a journal a year ago is nobody's business any more."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from myeloma_journal.care_circle.models import Activity


class Command(BaseCommand):
    """Forget what was done long ago; what was written then stays where it stands."""

    help = "Delete notes of who looked, printed and signed in more than a year ago."

    def handle(self, **options: object) -> None:
        """Delete, and say how many."""
        count, _by_model = Activity.objects.all().expired(timezone.now()).delete()
        self.stdout.write(f"Deleted {count} note(s) of activity.")
