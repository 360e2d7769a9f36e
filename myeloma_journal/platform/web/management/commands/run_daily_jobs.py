from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Run all daily tasks (settings.DAILY_JOBS). The backup runs last."

    def handle(self, **options: object) -> None:
        """Run one after the other; one that fails does not stop the next."""
        failed = []
        for job in settings.DAILY_JOBS:
            try:
                call_command(*job.split(), stdout=self.stdout, stderr=self.stderr)
            except Exception as problem:
                self.stderr.write(f"{job}: {problem}")
                failed.append(job)
        if failed:
            raise CommandError(f"These tasks failed: {', '.join(failed)}.")
