"""Run daily: what nobody came back to in a month need not lie around."""

from django.core.management.base import BaseCommand

from myeloma_journal.platform.forms.models import Draft, Submission


class Command(BaseCommand):
    """Forget old drafts, and that old forms were sent."""

    help = "Delete drafts that nobody came back to for 30 days."

    def handle(self, **options: object) -> None:
        """Delete, and say how many."""
        count, _by_model = Draft.objects.old().delete()
        Submission.objects.old().delete()
        self.stdout.write(f"Deleted {count} draft(s).")
