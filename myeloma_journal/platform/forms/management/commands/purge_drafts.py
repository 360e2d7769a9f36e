"""Run daily: delete expired drafts, kept pages and submissions."""

from django.core.management.base import BaseCommand

from myeloma_journal.platform.forms.models import Draft, FormResponse, Submission


class Command(BaseCommand):
    help = "Delete drafts not opened for 30 days, or discarded a day ago."

    def handle(self, **options: object) -> None:
        count, _by_model = Draft.objects.expired().delete()
        FormResponse.objects.expired().delete()
        Submission.objects.expired().delete()
        self.stdout.write(f"Drafts deleted: {count}.")
