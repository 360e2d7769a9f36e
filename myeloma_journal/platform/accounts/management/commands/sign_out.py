"""`manage.py sign_out EMAIL`: for a lost phone whose owner cannot sign in either."""

from typing import Any

from django.template.defaultfilters import pluralize
from django.utils import timezone

from myeloma_journal.platform.accounts.management.account_command import AccountCommand
from myeloma_journal.platform.accounts.models import User


class Command(AccountCommand):
    help = "Sign one account out on every device."

    def handle_user(self, user: User, **options: Any) -> None:
        count = user.sessions.filter(expire_date__gt=timezone.now()).count()
        user.sessions.all().delete()
        self.stdout.write(f"Signed out of {count} session{pluralize(count)}.")
