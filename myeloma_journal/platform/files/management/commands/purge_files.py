from django.core.management.base import BaseCommand
from django.utils import timezone

from myeloma_journal.platform.files.models import PendingFile


class Command(BaseCommand):
    help = "Delete files that were read and not confirmed within an hour."

    def handle(self, **options: object) -> None:
        count, _ = PendingFile.objects.expired(timezone.now()).delete()
        self.stdout.write(f"Files that were not confirmed deleted: {count}.")
