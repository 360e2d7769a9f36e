"""`manage.py disable_mfa EMAIL`: when phone and recovery codes are both lost."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.db import transaction

from myeloma_journal.platform.accounts.management.account_command import AccountCommand
from myeloma_journal.platform.accounts.models import User


class Command(AccountCommand):
    """The last way in. Make sure first that it is the person who asks."""

    help = (
        "Turn off two-step sign-in for an account (passkeys, app codes, and "
        "recovery codes). The password stays the same."
    )

    def handle_user(self, user: User, **options: Any) -> None:
        """Delete them, end every session, and tell the person by e-mail."""
        with transaction.atomic():
            Authenticator.objects.filter(user=user).delete()
            user.sessions.all().delete()
        get_adapter().send_notification_mail("mfa/email/taken_off", user)
        self.stdout.write(
            "Two-step sign-in is off. The password alone opens this account."
        )
