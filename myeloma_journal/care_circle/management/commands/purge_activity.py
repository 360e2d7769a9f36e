"""Run daily: the audit log keeps a year."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from myeloma_journal.care_circle.models import Activity


class Command(BaseCommand):
    help = "Delete activity records (views, prints, sign-ins) older than one year."

    def handle(self, **options: object) -> None:
        count, _by_model = Activity.objects.all().expired(timezone.now()).delete()
        self.stdout.write(f"Activity records deleted: {count}.")
