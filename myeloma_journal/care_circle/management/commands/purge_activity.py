"""Run daily: the audit log keeps a year."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from myeloma_journal.care_circle.models import Activity


class Command(BaseCommand):
    help = "Delete notes of who looked, printed and signed in more than a year ago."

    def handle(self, **options: object) -> None:
        count, _by_model = Activity.objects.all().expired(timezone.now()).delete()
        self.stdout.write(f"Deleted {count} note(s) of activity.")
