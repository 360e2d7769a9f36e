from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "There are no superusers, because there is no admin site."

    def handle(self, *args: Any, **options: Any) -> None:
        raise CommandError(
            f"{self.help} `manage.py setup_code` is for the first account, and "
            "`manage.py invite_account EMAIL` for others."
        )
