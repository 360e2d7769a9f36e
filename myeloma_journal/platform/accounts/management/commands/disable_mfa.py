"""`manage.py disable_mfa EMAIL`: when phone and recovery codes are both lost."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from myeloma_journal.platform.accounts.models import User


class Command(BaseCommand):
    """The last way in. Make sure first that it is the person who asks."""

    help = "Take passkeys, codes and recovery codes off an account; its password stays."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whom."""
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        """Take them off, end every session, and tell the person by mail."""
        user = User.objects.with_email(email).first()
        if user is None:
            raise CommandError(f"No account has the email {email}.")
        with transaction.atomic():
            Authenticator.objects.filter(user=user).delete()
            user.sessions.all().delete()
        get_adapter().send_notification_mail("mfa/email/taken_off", user)
        self.stdout.write("The password alone opens this account again.")
