"""`manage.py setup_code`: the code that makes the first account of a server."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from myeloma_journal.platform.accounts import registration


class Command(BaseCommand):
    help = "Print the code that makes the first account."

    def handle(self, *args: Any, **options: Any) -> None:
        if not registration.needs_first_account():
            raise CommandError(
                "There is an account already, and the code is dead. To open one whose "
                "password is lost: manage.py reset_link EMAIL"
            )
        self.stdout.write(registration.setup_instructions())
