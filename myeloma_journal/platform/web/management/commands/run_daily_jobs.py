"""Run daily: everything that has to be done once a day, in one command."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Parse, call, report: a command holds no rules of its own."""

    help = "Do all that is to be done once a day (settings.DAILY_JOBS)."

    def handle(self, **options: object) -> None:
        """Run one after the other. What fails stops none of those after it."""
        failed = []
        for job in settings.DAILY_JOBS:
            try:
                call_command(*job.split(), stdout=self.stdout, stderr=self.stderr)
            except Exception as problem:
                self.stderr.write(f"{job}: {problem}")
                failed.append(job)
        if failed:
            raise CommandError(f"Not done: {', '.join(failed)}.")
