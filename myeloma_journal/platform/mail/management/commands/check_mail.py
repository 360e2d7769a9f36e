from django.core.management.base import BaseCommand, CommandError

from myeloma_journal.platform.mail import queue


class Command(BaseCommand):
    help = "Say whether the mail server of EMAIL_URL can be used."

    def handle(self, **options: object) -> None:
        if not queue.server_answers():
            raise CommandError("The mail server cannot be used: check EMAIL_URL.")
        self.stdout.write("The mail server can be used.")
