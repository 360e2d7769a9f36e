"""`manage.py reset_link EMAIL`: a new password where no mail is sent."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.management.base import CommandError

from myeloma_journal.platform.accounts.management.account_command import AccountCommand
from myeloma_journal.platform.accounts.models import User


class Command(AccountCommand):
    help = "Print a password reset link for one account."

    def handle_user(self, user: User, **options: Any) -> None:
        if not user.is_active:
            raise CommandError(f"The account {user.email} is closed.")
        key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
        self.stdout.write(get_adapter().get_reset_password_from_key_url(key))
        self.stderr.write(
            "It works once, for one hour. Don't share it with anyone else."
        )
