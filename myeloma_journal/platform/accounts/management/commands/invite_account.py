"""`manage.py invite_account EMAIL`: an account for somebody who is in no journal."""

import logging
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from myeloma_journal.platform.accounts import registration
from myeloma_journal.platform.accounts.forms import SignUpForm
from myeloma_journal.platform.accounts.management.account_command import (
    ConfirmedCommand,
)

logger = logging.getLogger(__name__)


class Command(ConfirmedCommand):
    help = (
        "Send a link with which someone can create an account, whatever REGISTRATION "
        "is. It works once, for seven days. Without a mail server the link is printed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, noinput: bool, **options: Any) -> None:
        form = SignUpForm({"email": email})
        if not form.is_valid():
            raise CommandError(f"This is not an email address: {email}")
        email = form.cleaned_data["email"]
        if registration.email_exists(email):
            raise CommandError(f"There is already an account with the email {email}.")
        self.confirm(f"Invite {email}?", noinput=noinput)
        adapter = get_adapter()
        link = adapter.site_url(registration.invitation_url(email))
        if settings.SENDS_MAIL:
            template = "account/email/account_invitation"
            adapter.send_mail(template, email, {"invitation_link": link})
            self.stdout.write(f"A link was sent to {email}.")
        else:
            self.stdout.write(link)
            self.stderr.write(
                "It works once, for seven days. Give it to no one but the person."
            )
        logger.warning("Someone was invited to create an account")
