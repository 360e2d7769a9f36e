from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from myeloma_journal.platform.mail import queue


class Command(BaseCommand):
    help = "Deliver queued emails; for servers with MAIL_WORKER=process."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="deliver what is due, then end"
        )

    def handle(self, *, once: bool, **options: object) -> None:
        if once:
            self.stdout.write(f"{queue.deliver_due(timezone.now())} emails sent.")
        else:
            queue.run_worker()
