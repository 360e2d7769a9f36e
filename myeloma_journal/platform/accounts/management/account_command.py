from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.forms.values import clean_identifier


class AccountCommand(BaseCommand):
    """A command about one account, given by its email."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        user = User.objects.with_email(clean_identifier(email)).first()
        if user is None:
            raise CommandError(f"No account has the email {email}.")
        self.handle_user(user)

    def handle_user(self, user: User) -> None:
        raise NotImplementedError
