from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from myeloma_journal.platform.accounts.models import User
from myeloma_journal.platform.forms.values import clean_identifier


class ConfirmedCommand(BaseCommand):
    """A command that asks before it does what reaches far."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--noinput", action="store_true", help="don't ask")

    def confirm(self, question: str, *, noinput: bool) -> None:
        """Go on after "yes".

        Raises:
            CommandError: The answer was another.
        """
        if noinput:
            return
        try:
            answer = input(f"{question} Type yes to go on: ")
        except EOFError:  # a task that nobody watches
            answer = ""
        if answer.strip().lower() != "yes":
            raise CommandError("Nothing was changed. --noinput does not ask.")


class AccountCommand(BaseCommand):
    """A command about one account, given by its email."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        self.handle_user(find_account(email), **options)

    def handle_user(self, user: User, **options: Any) -> None:
        raise NotImplementedError


def find_account(email: str) -> User:
    """The account with this email.

    Raises:
        CommandError: There is none.
    """
    user = User.objects.with_email(clean_identifier(email)).first()
    if user is None:
        raise CommandError(f"No account has the email {email}.")
    return user
