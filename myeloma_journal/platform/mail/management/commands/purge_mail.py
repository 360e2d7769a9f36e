from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from myeloma_journal.platform.mail.models import OutgoingEmail

RETENTION = timedelta(days=7)


class Command(BaseCommand):
    help = "Delete the traces of emails that were given up a week ago."

    def handle(self, **options: object) -> None:
        old = OutgoingEmail.objects.filter(failed_at__lt=timezone.now() - RETENTION)
        count, _ = old.delete()
        self.stdout.write(f"{count} emails that were not delivered purged.")
