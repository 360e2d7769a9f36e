"""`manage.py reset_link EMAIL`: a new password where no mail is sent."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.management.base import BaseCommand, CommandError, CommandParser

from myeloma_journal.platform.accounts.models import User


class Command(BaseCommand):
    """Prints the link that a letter would have carried."""

    help = "Print the link with which a person chooses a new password."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        """Make the link for an account that is open."""
        user = User.objects.with_email(email).filter(is_active=True).first()
        if user is None:
            raise CommandError(f"No open account has the email {email}.")
        key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
        self.stdout.write(get_adapter().get_reset_password_from_key_url(key))
        self.stderr.write("It works once, for one hour. Give it to nobody else.")
