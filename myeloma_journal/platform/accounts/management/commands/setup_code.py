"""`manage.py setup_code`: the code that makes the first account of a server."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from myeloma_journal.platform.accounts import registration


class Command(BaseCommand):
    help = "Print the setup code for the first account."

    def handle(self, *args: Any, **options: Any) -> None:
        if not registration.needs_first_account():
            raise CommandError(
                "There is already an account, so the setup code no longer "
                "works. If someone lost their password, run: manage.py "
                "reset_link EMAIL"
            )
        self.stdout.write(registration.setup_instructions())
