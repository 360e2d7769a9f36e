from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from myeloma_journal.platform.mail import queue
from myeloma_journal.platform.web.models import DailyRun

EMAIL = """These daily tasks failed on {site}:

{jobs}

The log of the task says why. `manage.py run_daily_jobs` runs them again.
"""


class Command(BaseCommand):
    help = "Run all daily tasks (settings.DAILY_JOBS). The backup runs last."

    def handle(self, **options: object) -> None:
        """Run one after the other; one that fails does not stop the next.

        Raises:
            CommandError: Some failed. OPERATOR_EMAIL is told, too, and `/readyz`.
        """
        failed = []
        for job in settings.DAILY_JOBS:
            try:
                call_command(*job.split(), stdout=self.stdout, stderr=self.stderr)
            except Exception as problem:
                self.stderr.write(f"{job}: {problem}")
                failed.append(job)
        try:
            DailyRun.objects.record(failed, timezone.now())
            if failed:
                _tell_operator(failed)
        except (DatabaseError, OSError) as problem:
            self.stderr.write(f"The operator could not be told: {problem}")
        if failed:
            raise CommandError(f"These tasks failed: {', '.join(failed)}.")


def _tell_operator(failed: list[str]) -> None:
    """Name the tasks, and not why: the reason may name a file or an address."""
    if not settings.OPERATOR_EMAIL or not settings.SENDS_MAIL:
        return
    message = EmailMessage(
        subject="Daily tasks failed",
        body=EMAIL.format(site=settings.SITE_URL, jobs="\n".join(failed)),
        to=[settings.OPERATOR_EMAIL],
    )
    queue.send(message)
